package dev.parley.moderation;

import dev.parley.log.Log;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and deletes filters, each act in the database before it counts, and on this node
 * at once then. Whether somebody may order it is the caller's to know. Safe for use by any thread;
 * does not block, but for {@link #load}. Stages never fail; they are refused as {@link
 * ModerationThreads} says, and what was not confirmed is read from the database again until it
 * answers.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Filtering {
  private static final Log LOG = Log.of(Filtering.class);
  private static final long READ_AGAIN_AFTER_SECONDS = 2;

  private FilterStore store;
  private ContentFilters filters;
  private ModerationThreads threads;
  private FilterLimits limits;
  private Clock clock;
  private ActIds ids;

  /** Those that are switched off as well; written by the keeper. */
  private final Map<ActId, CompiledFilter> all = new ConcurrentSkipListMap<>();

  @Inject
  public Filtering(
      FilterStore store,
      ContentFilters filters,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.store = store;
    this.filters = filters;
    this.threads = threads;
    this.limits = limits.filters();
    this.clock = clock;
    this.ids = ids;
  }

  protected Filtering() {} // for the container's proxy

  /**
   * What is wanted of a new one.
   *
   * @param room null: in every room of the tenant
   */
  public record Wanted(
      Tenant tenant,
      @Nullable RoomName room,
      String name,
      FilterTerms terms,
      FilterAction action,
      boolean enabled) {}

  /** Reads what counts; once, at start-up, before anybody is let in. Blocks. */
  public void load() {
    read(store.all());
  }

  private void read(Collection<ContentFilter> kept) {
    all.keySet().retainAll(kept.stream().map(ContentFilter::id).toList());
    for (ContentFilter filter : kept) {
      if (CompiledFilter.of(filter) instanceof Outcome.Done<CompiledFilter> compiled) {
        all.put(filter.id(), compiled.value());
      } else { // a later release of RE2/J may know less
        LOG.error("filter-not-understood", "filter", filter.id(), "name", filter.name());
      }
    }
    filters.replace(all.values());
  }

  /**
   * Makes a filter. Refused as {@code INVALID}, {@code LIMIT_REACHED}, {@code UNAVAILABLE} or
   * {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<ContentFilter>> make(Wanted wanted, UserId by, Reason reason) {
    return threads.act(
        () -> {
          ContentFilter made =
              new ContentFilter(
                  ids.next(),
                  wanted.tenant(),
                  wanted.room(),
                  wanted.name(),
                  wanted.terms(),
                  wanted.action(),
                  wanted.enabled(),
                  by,
                  now());
          return CompiledFilter.of(made).then(compiled -> kept(compiled, null, reason));
        },
        this::readAgain);
  }

  /**
   * Changes a filter; nothing is done, and noted, where it is so already. Refused likewise, and as
   * {@code NOT_FOUND}.
   *
   * @param change what is to be otherwise, of the filter as it is when its turn has come
   */
  public CompletionStage<Outcome<ContentFilter>> change(
      ActId id, Function<ContentFilter, ContentFilter.Change> change, UserId by, Reason reason) {
    return threads.act(
        () ->
            find(by.tenant(), id).then(before -> changed(before, change.apply(before), by, reason)),
        this::readAgain);
  }

  private Outcome<ContentFilter> changed(
      ContentFilter before, ContentFilter.Change change, UserId by, Reason reason) {
    ContentFilter after = before.with(change, by, now());
    return after.isAs(before)
        ? Outcome.done(before)
        : CompiledFilter.of(after).then(compiled -> kept(compiled, before, reason));
  }

  private Outcome<ContentFilter> kept(
      CompiledFilter compiled, @Nullable ContentFilter before, Reason reason) {
    ContentFilter filter = compiled.filter();
    Detail refusal = refusal(compiled, before == null);
    if (refusal != null) {
      return Outcome.rejected(refusal);
    }
    store.keep(filter, entry(filter, before, filter, filter.by(), reason));
    all.put(filter.id(), compiled);
    filters.replace(all.values());
    LOG.info("filter-kept", "filter", filter.id(), "room", filter.room(), "by", filter.by());
    return Outcome.done(filter);
  }

  private @Nullable Detail refusal(CompiledFilter wanted, boolean isNew) {
    ContentFilter filter = wanted.filter();
    if (isNew && ofTenant(filter.tenant()).count() >= limits.perTenant()) {
      return tooMuch("there are " + limits.perTenant() + " filters, as many as may be");
    }
    if (isNew && ofScope(filter).count() >= limits.perScope()) {
      return tooMuch("it has " + limits.perScope() + " filters there, as many as may be");
    }
    int others =
        ofScope(filter)
            .filter(each -> !each.filter().id().equals(filter.id()))
            .mapToInt(CompiledFilter::instructions)
            .sum();
    return wanted.instructions() > 0 && others + wanted.instructions() > limits.instructions()
        ? tooMuch(
            "its pattern has "
                + wanted.instructions()
                + " instructions, and the others there "
                + others
                + ": more than "
                + limits.instructions()
                + " in all")
        : null;
  }

  private static Detail tooMuch(String what) {
    return Detail.of(ErrorCode.LIMIT_REACHED, what);
  }

  private Stream<CompiledFilter> ofTenant(Tenant tenant) {
    return all.values().stream().filter(each -> each.filter().tenant().equals(tenant));
  }

  private Stream<CompiledFilter> ofScope(ContentFilter filter) {
    return ofTenant(filter.tenant())
        .filter(each -> Objects.equals(each.filter().room(), filter.room()));
  }

  /** Deletes a filter. Refused as {@code NOT_FOUND}, {@code UNAVAILABLE} or {@code UNCONFIRMED}. */
  public CompletionStage<Outcome<ContentFilter>> delete(ActId id, UserId by, Reason reason) {
    return threads.act(
        () ->
            find(by.tenant(), id)
                .then(
                    filter -> {
                      store.delete(id, entry(filter, filter, null, by, reason));
                      all.remove(id);
                      filters.replace(all.values());
                      LOG.info("filter-deleted", "filter", id, "by", by);
                      return Outcome.done(filter);
                    }),
        this::readAgain);
  }

  /** A filter of the tenant; refused as {@code NOT_FOUND}. */
  public Outcome<ContentFilter> find(Tenant tenant, ActId id) {
    CompiledFilter found = all.get(id);
    return found == null || !found.filter().tenant().equals(tenant)
        ? noneSuch(id)
        : Outcome.done(found.filter());
  }

  /** What is said of a filter that there is not, and of one that is not somebody's to see. */
  public static Outcome<ContentFilter> noneSuch(ActId id) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no filter " + id);
  }

  /** Those of a room, or with null all of the tenant, the oldest first. */
  public List<ContentFilter> list(Tenant tenant, @Nullable RoomName room) {
    return ofTenant(tenant)
        .map(CompiledFilter::filter)
        .filter(each -> room == null || room.equals(each.room()))
        .toList();
  }

  /** What would become of words in a room; with null, in one that has no filters of its own. */
  public Screening.Tested test(Tenant tenant, @Nullable RoomName room, String said) {
    return filters.test(tenant, room, said);
  }

  private AuditEntry entry(
      ContentFilter filter,
      @Nullable ContentFilter before,
      @Nullable ContentFilter after,
      UserId by,
      Reason reason) {
    return new AuditEntry(
        ids.next(),
        now(),
        by.tenant(),
        by,
        Action.FILTER,
        null,
        null,
        filter.room(),
        reason,
        before == null ? null : before.inWords(),
        after == null ? null : after.inWords());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
  }

  private void readAgain() {
    threads.later(
        () -> {
          try {
            read(store.all());
          } catch (Throwable away) { // a container's commit throws checked ones undeclared
            LOG.warn("filters-not-read", "cause", away.getClass().getName());
            readAgain();
          }
        },
        READ_AGAIN_AFTER_SECONDS);
  }
}
