package dev.parley.session;

import dev.parley.protocol.CloseCode;

/** A connection that takes all at once, and keeps nothing. */
public final class Silent implements Transport {
  private static final PlainCodec CODEC = new PlainCodec();

  private Silent() {}

  /** A session of this user over such a connection. */
  public static Session session(Sessions sessions, String user) {
    Session session = sessions.open("192.0.2.1", new Silent(), CODEC);
    if (session == null
        || !sessions.identify(session, TestClient.identity(user), () -> {}, () -> {})) {
      throw new IllegalStateException("no room for " + user);
    }
    session.batching(true);
    return session;
  }

  @Override
  public void send(Frames frames, Completion completion) {
    completion.completed(null);
  }

  @Override
  public void ping() {}

  @Override
  public void close(CloseCode code) {}
}
