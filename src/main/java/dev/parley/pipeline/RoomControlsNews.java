package dev.parley.pipeline;

import dev.parley.moderation.Reason;
import dev.parley.moderation.RoomControls;
import dev.parley.moderation.RoomControlsListener;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Tells who is in a room how it is set now. Safe for use by any thread; does not block. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RoomControlsNews implements RoomControlsListener {
  private Rooms rooms;

  @Inject
  public RoomControlsNews(Rooms rooms) {
    this.rooms = rooms;
  }

  protected RoomControlsNews() {} // for the container's proxy

  @Override
  public void changed(RoomControls now, @Nullable Reason reason) {
    rooms.publish(now.room(), RoomControlCommands.event(now, reason));
  }
}
