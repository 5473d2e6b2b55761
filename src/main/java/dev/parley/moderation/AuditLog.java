package dev.parley.moderation;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What moderators have done, for good: acts write their entries themselves, in their own
 * transaction. Safe for use by any thread; does not block. Stages never fail; they are refused as
 * {@link ModerationThreads} says.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class AuditLog {
  private ModerationStore store;
  private ModerationThreads threads;
  private Clock clock;
  private ActIds ids;

  @Inject
  public AuditLog(ModerationStore store, ModerationThreads threads, Clock clock, ActIds ids) {
    this.store = store;
    this.threads = threads;
    this.clock = clock;
    this.ids = ids;
  }

  protected AuditLog() {} // for the container's proxy

  /** A page of a tenant's entries, the newest first. */
  public CompletionStage<Outcome<Listing<AuditEntry>>> list(AuditFilter filter) {
    return threads.read(() -> Listing.of(store.audit(filter), filter.limit(), AuditEntry::id));
  }

  /**
   * What is to be noted of an act.
   *
   * @param room null where it was in none
   */
  public record Act(Action action, UserId by, @Nullable RoomName room, Reason reason) {}

  /**
   * Notes that somebody reads a room that is not open to everybody; what is read is to be shown
   * once the stage is done.
   */
  public CompletionStage<Outcome<AuditEntry>> noteReading(UserId by, RoomName room, Reason why) {
    return note(new Act(Action.READ, by, room, why), null, null, null);
  }

  /**
   * Notes an act of which the database knows nothing else; it is to be done once the stage is done.
   *
   * @param user to whom; null where it was no user
   */
  public CompletionStage<Outcome<AuditEntry>> note(
      Act act, @Nullable UserId user, @Nullable String before, @Nullable String after) {
    return threads.act(
        () -> {
          AuditEntry entry = entry(act, user, before, after);
          store.add(entry);
          return Outcome.done(entry);
        },
        () -> {});
  }

  /** Notes an act before it is done; blocks, and throws what the store throws. */
  public void noteNow(
      Act act, @Nullable UserId user, @Nullable String before, @Nullable String after) {
    store.add(entry(act, user, before, after));
  }

  /** Notes an act in the transaction that the caller is in, and blocks with it. */
  public void noteInTransaction(Act act, @Nullable UserId user, String before, String after) {
    store.addInTransaction(entry(act, user, before, after));
  }

  private AuditEntry entry(
      Act act, @Nullable UserId user, @Nullable String before, @Nullable String after) {
    return new AuditEntry(
        ids.next(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS), // as it is kept
        act.by().tenant(),
        act.by(),
        act.action(),
        user,
        null,
        act.room(),
        act.reason(),
        before,
        after);
  }
}
