-- Who was invited to which room. The room is named as in room_log; the user is of the same tenant.
CREATE TABLE room_member (
  room       VARCHAR(193) NOT NULL,
  user_id    VARCHAR(128) NOT NULL,
  tenant     VARCHAR(64)  NOT NULL, -- empty: none
  standing   VARCHAR(16)  NOT NULL, -- MEMBER or MODERATOR
  invited_by VARCHAR(128) NOT NULL,
  invited_at BIGINT       NOT NULL, -- milliseconds since 1970-01-01T00:00Z
  CONSTRAINT pk_room_member PRIMARY KEY (room, user_id)
);

-- To which rooms somebody was invited.
CREATE INDEX ix_room_member_user ON room_member (user_id, tenant, room);
