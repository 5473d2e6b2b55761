package dev.parley.ledger;

import tools.jackson.databind.JsonNode;

/** What a message says: its id, and which edit of it this is. Nothing where it was deleted. */
final class Content {
  static final String DELETED = "";
  private static final String EDIT = "~";

  private Content() {}

  /** What the message says after it was edited. */
  static String edited(String id) {
    return id + EDIT + "1";
  }

  /** What the message of a frame or of the history says now. */
  static String of(JsonNode message) {
    return message.path("content").asString(DELETED);
  }

  /** The id of the message that says this; of a deleted one nothing says it. */
  static String id(String content) {
    int edit = content.indexOf(EDIT);
    return edit < 0 ? content : content.substring(0, edit);
  }
}
