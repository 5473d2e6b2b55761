package dev.parley.session;

import dev.parley.protocol.Outbound;
import java.util.List;

/**
 * How a dialect writes what the server says. Pure and safe for use by any thread; there is one
 * instance a dialect, so that what many sessions get is encoded once.
 */
public interface Codec {
  /** One frame. */
  String encode(Outbound message);

  /** One frame that holds several, in their order. */
  String batch(List<String> frames);
}
