package dev.parley.moderation;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Imposes sanctions and lifts them, each in the database before it counts, and lists them. Whether
 * somebody may order it is the caller's to know. Of two acts the one that was ordered first is done
 * first. Safe for use by any thread; does not block, but for {@link #load}. Stages never fail; they
 * are refused as {@link ModerationThreads} says. What the database has not confirmed is read from
 * it again until it answers, and counts then if it is there.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Sanctioning {
  private static final Log LOG = Log.of(Sanctioning.class);
  private static final long READ_AGAIN_AFTER_SECONDS = 2;
  private static final Reason ERASED = new Reason("erased");

  private ModerationStore store;
  private Sanctions sanctions;
  private SanctionListener listener;
  private ModerationThreads threads;
  private ModerationLimits limits;
  private Clock clock;
  private ActIds ids;

  @Inject
  public Sanctioning(
      ModerationStore store,
      Sanctions sanctions,
      SanctionListener listener,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.store = store;
    this.sanctions = sanctions;
    this.listener = listener;
    this.threads = threads;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  protected Sanctioning() {} // for the container's proxy

  /**
   * What is to be imposed.
   *
   * @param length null until it is lifted; for a kick as long as configured
   */
  public record Wanted(
      SanctionKind kind,
      Subject subject,
      @Nullable RoomName room,
      @Nullable Duration length,
      Reason reason,
      UserId by,
      Authority authority) {}

  /** Reads what counts; once, at start-up, before anybody is let in. Blocks. */
  public void load() {
    store.inForce(clock.instant()).forEach(sanctions::put);
  }

  /**
   * Imposes a sanction, in place of one of its kind on the same that is in force, and with the
   * authority of that one where it is the higher. Refused as {@code LIMIT_REACHED}, {@code
   * UNAVAILABLE} or {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<Sanction>> impose(Wanted wanted) {
    return threads.act(() -> imposed(wanted), this::readAgain);
  }

  private Outcome<Sanction> imposed(Wanted wanted) {
    Instant now = now();
    Duration length =
        wanted.length() == null && wanted.kind() == SanctionKind.KICK
            ? limits.kick()
            : wanted.length();
    Sanction ordered =
        new Sanction(
            ids.next(),
            wanted.kind(),
            wanted.subject(),
            wanted.room(),
            length == null ? null : now.plus(length),
            wanted.reason(),
            wanted.by(),
            wanted.authority(),
            now,
            null);
    Sanction same = sanctions.same(ordered, now);
    Sanction sanction = same == null ? ordered : ordered.withNoLessThan(same.authority());
    if (same == null && isOneTooMany(sanction, now)) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "as many sanctions are in force as may be; lift some");
    }
    Sanction replaced =
        same == null
            ? null
            : same.ended(
                new Sanction.End(Sanction.How.REPLACED, now, sanction.by(), sanction.reason()));
    store.impose(sanction, replaced, AuditEntry.imposed(sanction, same));
    sanctions.put(sanction); // first: at no moment does neither count
    if (same != null) {
      sanctions.remove(same);
    }
    tell(sanction);
    return Outcome.done(sanction);
  }

  private boolean isOneTooMany(Sanction wanted, Instant now) {
    if (isFull(wanted)) {
      sanctions.forgetEnded(now);
    }
    return isFull(wanted);
  }

  private boolean isFull(Sanction wanted) {
    return isFull(wanted.subject().tenant())
        || (wanted.authority() == Authority.ROOM
            && sanctions.areFull(wanted.by(), wanted.room(), limits.roomModeratorSanctions()));
  }

  private boolean isFull(Tenant tenant) {
    int some = Math.min(limits.sanctions(), limits.sanctionsPerTenant());
    return sanctions.count() >= some
        && (sanctions.count() >= limits.sanctions()
            || sanctions.count(tenant) >= limits.sanctionsPerTenant());
  }

  private void tell(Sanction sanction) {
    log("sanction-imposed", sanction, sanction.by());
    listener.imposed(sanction);
  }

  /**
   * Takes a sanction back; one that has ended already is left and answered as it is. Refused as
   * {@code NOT_FOUND} where the tenant has none of that id, else as {@link #impose}.
   */
  public CompletionStage<Outcome<Sanction>> lift(
      Tenant tenant, ActId id, UserId by, Reason reason) {
    return threads.act(() -> lifted(tenant, id, by, reason), this::readAgain);
  }

  private Outcome<Sanction> lifted(Tenant tenant, ActId id, UserId by, Reason reason) {
    Sanction found = store.find(tenant, id);
    Instant now = now();
    if (found == null) {
      return noneSuch(id);
    }
    if (!found.isInForceAt(now)) {
      return Outcome.done(found);
    }
    Sanction.End end = new Sanction.End(Sanction.How.LIFTED, now, by, reason);
    Sanction ended = found.ended(end);
    store.lift(ended, AuditEntry.lifted(ids.next(), found, end));
    end(ended, by);
    return Outcome.done(ended);
  }

  private void end(Sanction sanction, UserId by) {
    sanctions.remove(sanction);
    log("sanction-lifted", sanction, by);
    listener.lifted(sanction);
  }

  /**
   * Forgets why anything was imposed on a user, and why it was ended; what is in force stays so.
   * Refused as {@code UNAVAILABLE} or {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<UserId>> forgetReasons(UserId user) {
    return threads.act(
        () -> {
          store.forgetReasons(user, ERASED);
          sanctions.of(user).forEach(each -> sanctions.put(each.withReason(ERASED)));
          return Outcome.done(user);
        },
        () -> {});
  }

  /** One of the tenant's, whatever has become of it; refused as {@code NOT_FOUND} where none is. */
  public CompletionStage<Outcome<Sanction>> find(Tenant tenant, ActId id) {
    return threads
        .read(() -> Optional.ofNullable(store.find(tenant, id)))
        .thenApply(
            read -> read.then(found -> found.map(Outcome::done).orElseGet(() -> noneSuch(id))));
  }

  private static Outcome<Sanction> noneSuch(ActId id) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no sanction " + id);
  }

  /** A page of the sanctions of a tenant, the newest first, those that have ended as well. */
  public CompletionStage<Outcome<Listing<Sanction>>> list(SanctionFilter filter) {
    return threads.read(
        () -> Listing.of(store.sanctions(filter, now()), filter.limit(), Sanction::id));
  }

  private void readAgain() {
    threads.later(
        () -> {
          try {
            compare(store.inForce(now()));
          } catch (Throwable away) { // a container's commit throws checked ones undeclared
            LOG.warn("sanctions-not-read", "cause", away.getClass().getName());
            readAgain();
          }
        },
        READ_AGAIN_AFTER_SECONDS);
  }

  /** What is kept counts, and what is kept no more does not, whatever was thought before. */
  private void compare(List<Sanction> kept) {
    Map<ActId, Sanction> found = new HashMap<>();
    kept.forEach(sanction -> found.put(sanction.id(), sanction));
    Instant now = now();
    List<Sanction> gone =
        sanctions.all().stream()
            .filter(known -> !found.containsKey(known.id()) && known.isInForceAt(now))
            .toList();
    List<Sanction> unknown =
        kept.stream().filter(sanction -> !sanctions.has(sanction.id())).toList();
    unknown.forEach(sanctions::put); // first, as one of them may have replaced another
    gone.forEach(sanction -> end(sanction, sanction.by()));
    unknown.forEach(this::tell);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
  }

  private static void log(String event, Sanction sanction, UserId by) {
    Tenant tenant = sanction.subject().tenant();
    LOG.info(
        event,
        "sanction",
        sanction.id(),
        "kind",
        sanction.kind().wire(),
        "tenant",
        tenant.isNone() ? null : tenant,
        "user",
        sanction.subject().user(),
        "addresses",
        sanction.subject().addresses(),
        "room",
        sanction.room(),
        "by",
        by);
  }
}
