package dev.parley.session;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One or more frames that leave one right after the other, shared by all sessions that get them.
 * Immutable to its users and safe for use by any thread.
 */
public final class Frames {
  private final List<String> texts;
  private volatile byte @Nullable [] wire;

  private Frames(List<String> texts) {
    this.texts = texts;
  }

  public static Frames of(String text) {
    return new Frames(List.of(text));
  }

  /** At least one. */
  public static Frames of(List<String> texts) {
    return new Frames(List.copyOf(texts));
  }

  public List<String> texts() {
    return texts;
  }

  /**
   * All of them as they go over the network, made by the first who asks and kept for the others:
   * {@code framer} is the same at every call. The bytes are shared, and must not be changed.
   */
  public byte[] wire(Function<List<String>, byte[]> framer) {
    byte[] made = wire;
    if (made == null) {
      made = framer.apply(texts);
      wire = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return "Frames" + texts;
  }
}
