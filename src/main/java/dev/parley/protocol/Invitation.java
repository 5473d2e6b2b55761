package dev.parley.protocol;

import java.time.Instant;

/** That a user was invited to a room: as a member or a moderator of it, by whom and when. */
public record Invitation(RoomName roomId, boolean moderator, UserId by, Instant invitedAt) {}
