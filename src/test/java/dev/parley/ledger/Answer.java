package dev.parley.ledger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What became of a command, for whoever sent it. */
record Answer(Kind kind, JsonNode data) {
  enum Kind {
    DONE,
    REFUSED,
    /** No answer came: the connection broke or fell silent. It may have been carried out. */
    NONE
  }

  static Answer of(JsonNode frame) {
    Kind kind = "error".equals(frame.path("type").asString()) ? Kind.REFUSED : Kind.DONE;
    return new Answer(kind, frame.path("data"));
  }

  static Answer none() {
    return new Answer(Kind.NONE, MissingNode.getInstance());
  }

  boolean isDone() {
    return kind == Kind.DONE;
  }

  /** Whether a refusal may be followed by something better. */
  boolean isWorthRepeating() {
    return switch (code()) {
      case "unavailable", "rate-limited", "unconfirmed" -> true;
      default -> false;
    };
  }

  /** Whether it may have been carried out although it was not acked. */
  boolean leavesOpen() {
    return kind == Kind.NONE || code().equals("unconfirmed");
  }

  /** The error code of a refusal. */
  String code() {
    return data.path("code").asString("");
  }
}
