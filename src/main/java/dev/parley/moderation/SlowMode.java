package dev.parley.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When users have last said something in slow rooms, on this node since it started; of so many as
 * {@code moderation.slow-mode-remembered}, past which the least used is forgotten. Safe for use by
 * any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class SlowMode {
  /** For so long a key is known in every room, also where no history is kept. */
  private static final long RETRY_MS = Duration.ofMinutes(10).toMillis();

  private Cache<Speaker, Said> last;

  private record Speaker(RoomName room, UserId user) {}

  private record Said(long atMs, @Nullable ClientKey key) {
    boolean isRetriedBy(@Nullable ClientKey again, long nowMs) {
      return again != null && again.equals(key) && nowMs - atMs < RETRY_MS;
    }
  }

  @Inject
  public SlowMode(ModerationLimits limits) {
    this.last =
        Caffeine.newBuilder()
            .maximumSize(limits.slowModeRemembered())
            .expireAfterWrite(Duration.ofSeconds(RoomControls.LONGEST_SLOW_MODE))
            .build();
  }

  protected SlowMode() {} // for the container's proxy

  /**
   * 0 where the user may say something now, which counts from then on; otherwise after how many
   * milliseconds. What is said again under the key of the last message passes for ten minutes: it
   * is that message.
   */
  long charge(RoomName room, UserId user, int seconds, @Nullable ClientKey key, Instant now) {
    long[] wait = {0};
    last.asMap()
        .compute(
            new Speaker(room, user),
            (speaker, before) -> {
              if (before != null && before.isRetriedBy(key, now.toEpochMilli())) {
                return before;
              }
              long over = before == null ? 0 : before.atMs() + seconds * 1_000L;
              wait[0] = Math.max(0, over - now.toEpochMilli());
              return wait[0] > 0 ? before : new Said(now.toEpochMilli(), key);
            });
    return wait[0];
  }
}
