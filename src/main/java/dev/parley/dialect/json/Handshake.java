package dev.parley.dialect.json;

import dev.parley.identity.Identity;
import dev.parley.protocol.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the filter found out about an upgrade. The WebSocket API shows the endpoint neither the
 * client's address nor what a filter did; but the handshake runs on the filter's thread, and the
 * endpoint's configuration is the connection's own (Jakarta WebSocket 2.1, section 3.1.7).
 */
record Handshake(
    String address, boolean batch, @Nullable CompletionStage<Outcome<Identity>> proof) {
  static final String PROPERTY = "dev.parley.handshake";
  static final ThreadLocal<Handshake> CURRENT = new ThreadLocal<>();
}
