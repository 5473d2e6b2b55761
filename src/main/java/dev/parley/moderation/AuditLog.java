package dev.parley.moderation;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;

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
   * Notes that somebody reads a room that is not open to everybody; what is read is to be shown
   * once the stage is done.
   */
  public CompletionStage<Outcome<AuditEntry>> noteReading(UserId by, RoomName room, Reason why) {
    return threads.act(
        () -> {
          AuditEntry entry =
              new AuditEntry(
                  ids.next(),
                  clock.instant().truncatedTo(ChronoUnit.MILLIS),
                  by.tenant(),
                  by,
                  Action.READ,
                  null,
                  null,
                  room,
                  why,
                  null,
                  null);
          store.add(entry);
          return Outcome.done(entry);
        },
        () -> {});
  }
}
