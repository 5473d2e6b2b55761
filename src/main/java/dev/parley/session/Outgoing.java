package dev.parley.session;

import dev.parley.protocol.Outbound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more messages on their way to any number of sessions, encoded at most once a {@link
 * Codec}. Immutable to its users and safe for use by any thread.
 */
public final class Outgoing {
  private final List<Outbound> messages;
  private volatile @Nullable Encoded encoded;

  private Outgoing(List<Outbound> messages) {
    this.messages = messages;
  }

  public static Outgoing of(Outbound message) {
    return new Outgoing(List.of(message));
  }

  /** Several at once, at least one, in their order. */
  public static Outgoing of(List<? extends Outbound> messages) {
    return new Outgoing(List.copyOf(messages));
  }

  public int count() {
    return messages.size();
  }

  /** How long all of it is in this codec, in bytes of UTF-8. */
  public long bytes(Codec codec) {
    return in(codec).size();
  }

  /** Those from the given place on. */
  public Outgoing from(int index) {
    return new Outgoing(messages.subList(index, messages.size()));
  }

  /** Not null when it is a single message of which only the newest counts. */
  @Nullable Object conflationKey() {
    return messages.size() == 1 && messages.get(0) instanceof dev.parley.protocol.Event event
        ? event.conflationKey()
        : null;
  }

  /** The frames in this codec; two threads may encode at the same time, the result is the same. */
  Encoded in(Codec codec) {
    Encoded head = encoded;
    for (Encoded e = head; e != null; e = e.next) {
      if (e.codec == codec) {
        return e;
      }
    }
    Encoded made = new Encoded(codec, messages, head);
    encoded = made;
    return made;
  }

  /** The frames of one codec. */
  static final class Encoded {
    private final Codec codec;
    private final @Nullable Encoded next;
    private final List<String> texts;
    private final int size;
    private volatile @Nullable List<Frames> batches;
    private volatile @Nullable List<Frames> singles;

    private Encoded(Codec codec, List<Outbound> messages, @Nullable Encoded next) {
      this.codec = codec;
      this.next = next;
      this.texts = messages.stream().map(codec::encode).toList();
      this.size = texts.stream().mapToInt(Outgoing::utf8Length).sum();
    }

    List<String> texts() {
      return texts;
    }

    /** In bytes of UTF-8. */
    int size() {
      return size;
    }

    /**
     * All of it, for those who take batches or not, to be sent in as many steps as hold at most so
     * many bytes each, or one message; the bound is the same at every call.
     */
    List<Frames> frames(boolean batching, long mostBytes) {
      List<Frames> made = batching ? batches : singles;
      if (made == null) {
        made = split(mostBytes).stream().map(some -> together(some, batching, codec)).toList();
        if (batching) {
          batches = made;
        } else {
          singles = made;
        }
      }
      return made;
    }

    private List<List<String>> split(long mostBytes) {
      if (size <= mostBytes) {
        return List.of(texts);
      }
      List<List<String>> made = new ArrayList<>();
      int from = 0;
      long bytes = 0;
      for (int i = 0; i < texts.size(); i++) {
        int next = utf8Length(texts.get(i));
        if (i > from && bytes + next > mostBytes) {
          made.add(texts.subList(from, i));
          from = i;
          bytes = 0;
        }
        bytes += next;
      }
      made.add(texts.subList(from, texts.size()));
      return made;
    }
  }

  /** What leaves in one step: one frame for those who take batches, else one for each text. */
  static Frames together(List<String> texts, boolean batching, Codec codec) {
    return batching && texts.size() > 1 ? Frames.of(codec.batch(texts)) : Frames.of(texts);
  }

  private static int utf8Length(String text) {
    int length = text.length();
    int bytes = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
