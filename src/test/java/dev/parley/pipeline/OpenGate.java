package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.session.Session;
import org.jspecify.annotations.Nullable;

/** A gate that lets everything through. */
final class OpenGate extends Gate {
  @Override
  @Nullable Detail refusal(Session session, Command command) {
    return null;
  }

  @Override
  @Nullable Detail barred(Session session, Identity proven) {
    return null;
  }

  @Override
  void greeted(Session session) {}
}
