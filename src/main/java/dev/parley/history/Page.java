package dev.parley.history;

import dev.parley.protocol.Message;
import java.util.List;

/**
 * Messages in the order of their sequences; {@code more} when the log goes on in the direction
 * asked.
 */
public record Page(List<Message> messages, boolean more) {
  public Page {
    messages = List.copyOf(messages);
  }
}
