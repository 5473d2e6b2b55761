package dev.parley.history.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.parley.history.Entry;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.Message;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages that client keys have carried into ephemeral rooms, for {@link #KEPT} and as long as
 * they take no more than {@link #MAX_BYTES}; past that, some keys are forgotten early, and a retry
 * under one makes a second message. Safe for use by any thread, never blocks.
 */
final class SentKeys {
  static final Duration KEPT = Duration.ofMinutes(10);
  static final long MAX_BYTES = 32L << 20;

  /** What an entry takes besides its content: about this. */
  private static final int OVERHEAD_BYTES = 400;

  private final Cache<Sent, Message> messages;

  SentKeys(Ticker ticker) {
    messages =
        Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MAX_BYTES)
            .weigher((Sent sent, Message message) -> bytes(message.content()))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(@Nullable String content) {
    return OVERHEAD_BYTES + (content == null ? 0 : 2 * content.length());
  }

  /** The message that the post's key has carried, if it has one and it did. */
  Optional<Message> find(Entry.Post post) {
    return sent(post).map(messages::getIfPresent);
  }

  void add(Entry.Post post, Message message) {
    sent(post).ifPresent(sent -> messages.put(sent, message));
  }

  private static Optional<Sent> sent(Entry.Post post) {
    return Optional.ofNullable(post.key()).map(key -> new Sent(post.room(), post.by(), key));
  }

  private record Sent(RoomName room, UserId by, ClientKey key) {}
}
