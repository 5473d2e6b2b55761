package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.moderation.Moderation;
import dev.parley.moderation.Verdict;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import dev.parley.room.Door;
import dev.parley.room.Rights;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Keeps those out of rooms who are banned there, or whom a moderator does not let in now. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ModeratedDoor implements Door {
  private Moderation moderation;

  @Inject
  public ModeratedDoor(Moderation moderation) {
    this.moderation = moderation;
  }

  protected ModeratedDoor() {} // for the container's proxy

  @Override
  public @Nullable Detail refusal(Identity who, RoomName room, Rights rights, boolean present) {
    Verdict verdict = moderation.entry(who, room, rights.moderate(), rights.member(), present);
    return verdict instanceof Verdict.Refused refused ? refused.detail() : null;
  }
}
