package dev.parley.moderation;

import dev.parley.history.Said;
import dev.parley.history.UserHistory;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one user has said in all rooms that keep history, page by page. Safe for use by any thread;
 * does not block; stages are refused as {@link ModerationThreads} says.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class UserSayings {
  /** Rooms that one page looks through at most. */
  private static final int ROOMS = 20;

  private UserHistory history;
  private ModerationThreads threads;

  @Inject
  public UserSayings(UserHistory history, ModerationThreads threads) {
    this.history = history;
    this.threads = threads;
  }

  protected UserSayings() {} // for the container's proxy

  /**
   * A place in all that was said.
   *
   * @param room null before the first room
   * @param seq after that sequence of the room
   */
  public record Place(@Nullable RoomName room, long seq) {
    public static final Place START = new Place(null, 0);
  }

  /**
   * Some of it, of one room, or nothing where twenty rooms had nothing.
   *
   * @param next where the next page begins; null where this is the last
   */
  public record Page(List<Said> messages, @Nullable Place next) {}

  /** What the user has said after that place. */
  public CompletionStage<Outcome<Page>> after(UserId user, Place place, int limit) {
    return threads.read(() -> page(user, place, limit));
  }

  private Page page(UserId user, Place place, int limit) {
    Place at = place;
    for (int i = 0; i < ROOMS; i++) {
      RoomName room = at.room();
      List<Said> found = room == null ? List.of() : history.said(room, user, at.seq(), limit);
      if (room != null && !found.isEmpty()) {
        return new Page(found, new Place(room, found.get(found.size() - 1).id().seq()));
      }
      List<RoomName> next = history.rooms(user.tenant(), room, 1);
      if (next.isEmpty()) {
        return new Page(List.of(), null);
      }
      at = new Place(next.get(0), 0);
    }
    return new Page(List.of(), at);
  }
}
