package dev.parley.testkit.report;

import java.util.regex.Pattern;

/** What a black-box test is about, by the name of its class; the rows of {@link ServersTable}. */
enum TestGroup {
  RECOVERY("recovery and restart", "Recovery|Resume.*|Restart|GatewayServer|Ledger|Drain.*"),
  IDENTITY(
      "identity and origin",
      "Auth|Forwarded|Handshake|Identity|Jwks|.*Login|Origin|Revocation|Spoof|Subprotocol|Ticket"),
  RIGHTS("rooms, rights, tenants", ".*Room.*|Membership|Tenant"),
  REST("REST and services", "Keys|Rest.*|Service.*"),
  BOUNDS(
      "bounds and attacks",
      "Autobahn|BadFrame|Bounded|Caps|.*Attack|.*Bomb|.*Flood|Heartbeat|MassJoin|Rate.*|SlowConsumer"),
  MESSAGES("messages, events, presence", "Batch|Chat|Emit|GoldenConversation|Presence|Typing"),
  SETTINGS("server, database, operations", ".*");

  private final String label;
  private final Pattern classes;

  TestGroup(String label, String classes) {
    this.label = label;
    this.classes = Pattern.compile("(" + classes + ")IT");
  }

  /** The first that claims the class; {@link #SETTINGS} takes what none has claimed. */
  static TestGroup of(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    for (TestGroup group : values()) {
      if (group.classes.matcher(simple).matches()) {
        return group;
      }
    }
    return SETTINGS;
  }

  String label() {
    return label;
  }
}
