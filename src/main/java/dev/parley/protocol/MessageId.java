package dev.parley.protocol;

/**
 * The name of a message, opaque to clients: the room's epoch and the message's sequence, joined by
 * a dot.
 *
 * <p>Throws {@link IllegalArgumentException} that names the offending and the expected value when
 * the text is no message id.
 */
public record MessageId(Epoch epoch, long seq) {
  public MessageId {
    Text.require(seq > 0, "a message id as the server gave it", epoch + "." + seq);
  }

  /** Reads the wire form. */
  public static MessageId parse(String text) {
    Text.require(
        text.matches("[A-Za-z0-9_-]{1,32}\\.[1-9][0-9]{0,17}"),
        "a message id as the server gave it",
        text);
    int dot = text.indexOf('.');
    return new MessageId(
        new Epoch(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
  }

  @Override
  public String toString() {
    return epoch.value() + "." + seq;
  }
}
