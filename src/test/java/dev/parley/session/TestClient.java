package dev.parley.session;

import dev.parley.identity.Identity;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A client of some {@link Sessions}: its session, and what has arrived. */
public record TestClient(Session session, FakeTransport transport) {
  private static final PlainCodec CODEC = new PlainCodec();

  /** One that has not said who it is. */
  public static TestClient stranger(Sessions sessions) {
    FakeTransport transport = new FakeTransport();
    return new TestClient(sessions.open("192.0.2.1", transport, CODEC), transport);
  }

  /** One of a user; the name is the id with a capital. */
  public static TestClient of(Sessions sessions, String user, String... roles) {
    TestClient client = stranger(sessions);
    if (!sessions.identify(client.session, identity(user, roles), () -> {}, () -> {})) {
      throw new AssertionError(user + " has too many sessions");
    }
    return client;
  }

  public static Identity identity(String user, String... roles) {
    String name = user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1);
    return new Identity(new UserId(user), new UserName(name), Set.of(roles), null);
  }

  /** What has arrived since the last call. */
  public List<String> received() {
    return transport.takeSent();
  }

  /** The connection breaks. */
  public void vanish() {
    session.closed();
  }

  public List<CloseCode> closes() {
    return transport.closes();
  }
}
