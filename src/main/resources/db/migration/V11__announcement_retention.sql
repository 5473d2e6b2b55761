-- What moderators have announced. Runs unchanged on H2 and PostgreSQL. Moments are milliseconds since 1970-01-01T00:00Z.
CREATE TABLE announcement (
  id          BIGINT        NOT NULL,
  tenant      VARCHAR(64)   NOT NULL, -- empty: none
  everywhere  BOOLEAN       NOT NULL, -- to all of the tenant; otherwise in the rooms of announcement_room
  content     VARCHAR(1000) NOT NULL,
  importance  VARCHAR(16)   NOT NULL, -- INFO or WARNING
  stands_till BIGINT,                 -- NULL: it was told once
  reason      VARCHAR(512)  NOT NULL,
  made_by     VARCHAR(128)  NOT NULL,
  made_at     BIGINT        NOT NULL,
  ended_at    BIGINT,                 -- NULL: nobody has ended it
  ended_by    VARCHAR(128),
  end_reason  VARCHAR(512),
  CONSTRAINT pk_announcement PRIMARY KEY (id)
);

CREATE INDEX ix_announcement_tenant ON announcement (tenant, id);
CREATE INDEX ix_announcement_stands_till ON announcement (stands_till);

CREATE TABLE announcement_room (
  room            VARCHAR(193) NOT NULL,
  announcement_id BIGINT       NOT NULL,
  CONSTRAINT pk_announcement_room PRIMARY KEY (room, announcement_id)
);

CREATE INDEX ix_announcement_room_id ON announcement_room (announcement_id);

-- For how long and how much of a room is kept, where administrators have it less than the configuration does.
CREATE TABLE room_retention (
  room          VARCHAR(193) NOT NULL,
  keep_ms       BIGINT,                -- NULL: as configured
  keep_messages BIGINT,                -- likewise
  changed_by    VARCHAR(128) NOT NULL,
  changed_at    BIGINT       NOT NULL,
  CONSTRAINT pk_room_retention PRIMARY KEY (room)
);
