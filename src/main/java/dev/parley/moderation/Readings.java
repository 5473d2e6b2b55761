package dev.parley.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Puts on record who reads rooms that are not open to everybody without being in them, or all that
 * is stored of a user: before the first page, and again each ten minutes for as long as it is read.
 * Safe for use by any thread; does not block. Stages never fail; they are refused as {@link
 * AuditLog#noteReading}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Readings {
  private static final Duration NOTED_EVERY = Duration.ofMinutes(10);
  private static final long MOST_NOTED = 10_000;

  private AuditLog audit;
  private Cache<Reading, Boolean> noted;

  /** Of a room or a user. */
  private record Reading(UserId who, Object what) {}

  @Inject
  public Readings(AuditLog audit) {
    this.audit = audit;
    this.noted =
        Caffeine.newBuilder().maximumSize(MOST_NOTED).expireAfterWrite(NOTED_EVERY).build();
  }

  protected Readings() {} // for the container's proxy

  /** The room, which may be shown once it is on record. */
  public CompletionStage<Outcome<RoomName>> note(UserId who, RoomName room, Reason why) {
    return once(who, room, () -> audit.noteReading(who, room, why));
  }

  /** The user, whose records may be shown once that is on record. */
  public CompletionStage<Outcome<UserId>> noteExport(UserId who, UserId of, Reason why) {
    AuditLog.Act act = new AuditLog.Act(Action.EXPORT, who, null, why);
    return once(who, of, () -> audit.note(act, of, null, null));
  }

  private <T> CompletionStage<Outcome<T>> once(
      UserId who, T what, Supplier<CompletionStage<Outcome<AuditEntry>>> note) {
    Reading reading = new Reading(who, what);
    return noted.getIfPresent(reading) != null
        ? Outcome.now(Outcome.done(what))
        : note.get()
            .thenApply(
                outcome ->
                    outcome.then(
                        entry -> {
                          noted.put(reading, true);
                          return Outcome.done(what);
                        }));
  }
}
