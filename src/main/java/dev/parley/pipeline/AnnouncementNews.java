package dev.parley.pipeline;

import dev.parley.moderation.Announcement;
import dev.parley.moderation.AnnouncementListener;
import dev.parley.protocol.Event;
import dev.parley.protocol.RoomName;
import dev.parley.room.Rooms;
import dev.parley.session.Outgoing;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who are here of announcements: in rooms as all that happens there, in one order for
 * everybody; to all of a tenant encoded once. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class AnnouncementNews implements AnnouncementListener {
  private Rooms rooms;
  private Sessions sessions;

  @Inject
  public AnnouncementNews(Rooms rooms, Sessions sessions) {
    this.rooms = rooms;
    this.sessions = sessions;
  }

  protected AnnouncementNews() {} // for the container's proxy

  @Override
  public void announced(Announcement announcement) {
    tell(announcement, room -> event(announcement, room));
  }

  @Override
  public void ended(Announcement announcement) {
    String id = announcement.id().toString();
    tell(announcement, room -> new Event.AnnouncementEnded(id, room));
  }

  private void tell(Announcement announcement, Function<@Nullable RoomName, Event> event) {
    if (!announcement.isEverywhere()) {
      announcement.rooms().forEach(room -> rooms.publish(room, event.apply(room)));
      return;
    }
    Outgoing shared = Outgoing.of(event.apply(null));
    sessions.forEach(
        session -> {
          if (session.isIdentified() && session.user().tenant().equals(announcement.tenant())) {
            session.send(shared);
          }
        });
  }

  /**
   * What is told of it.
   *
   * @param room in which; null to all
   */
  static Event event(Announcement announcement, @Nullable RoomName room) {
    return new Event.Announced(
        announcement.id().toString(),
        room,
        announcement.content().value(),
        announcement.level().wire(),
        announcement.until(),
        announcement.by(),
        announcement.at());
  }
}
