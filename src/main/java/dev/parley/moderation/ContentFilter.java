package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Violation;
import dev.parley.protocol.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter as moderators have made it.
 *
 * @param room null: in every room of the tenant
 * @param by who has last changed it
 */
public record ContentFilter(
    ActId id,
    Tenant tenant,
    @Nullable RoomName room,
    String name,
    FilterTerms terms,
    FilterAction action,
    boolean enabled,
    UserId by,
    Instant at) {
  /** The longest name, in UTF-16 units. */
  public static final int LONGEST_NAME = 64;

  private static final int MOST_IN_WORDS = 2_000;

  /** What is to be otherwise; what is null stays. */
  public record Change(
      @Nullable String name,
      @Nullable FilterTerms terms,
      @Nullable FilterAction action,
      @Nullable Boolean enabled) {}

  ContentFilter with(Change change, UserId who, Instant now) {
    return new ContentFilter(
        id,
        tenant,
        room,
        change.name() == null ? name : change.name(),
        change.terms() == null ? terms : change.terms(),
        change.action() == null ? action : change.action(),
        change.enabled() == null ? enabled : change.enabled(),
        who,
        now);
  }

  /** What is wrong with it, the pattern's grammar aside; empty where nothing is. */
  List<Violation> violations() {
    List<Violation> found = new ArrayList<>(terms.violations());
    if (name.length() > LONGEST_NAME
        || VisibleText.isBlank(name)
        || name.chars().anyMatch(Character::isISOControl)) {
      found.add(
          new Violation(
              "name",
              "must be 1 to "
                  + LONGEST_NAME
                  + " characters, one of them visible and none a control character"));
    }
    return found;
  }

  boolean isAs(ContentFilter other) {
    return name.equals(other.name)
        && terms.equals(other.terms)
        && action == other.action
        && enabled == other.enabled;
  }

  /** For the audit log; what is too long for it is cut off. */
  String inWords() {
    String all =
        name + ": " + action.wire() + (enabled ? "" : ", switched off") + ", " + terms.inWords();
    return all.length() <= MOST_IN_WORDS ? all : all.substring(0, MOST_IN_WORDS - 1) + "…";
  }
}
