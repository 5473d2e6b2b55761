-- The log of each room. Times are milliseconds since 1970-01-01T00:00Z, which every driver and
-- persistence provider reads alike. Runs unchanged on H2 and PostgreSQL.

-- The head of each log: its row is the lock that gives out sequences.
CREATE TABLE room_log (
  room       VARCHAR(128) NOT NULL,
  epoch      VARCHAR(32)  NOT NULL,
  first_seq  BIGINT       NOT NULL, -- last_seq + 1 when nothing is kept
  last_seq   BIGINT       NOT NULL,
  rev        BIGINT       NOT NULL, -- edits and deletions so far
  created_at BIGINT       NOT NULL,
  CONSTRAINT pk_room_log PRIMARY KEY (room)
);

-- No foreign key to room_log: a message is only ever written under the lock of its room's row.
CREATE TABLE message (
  room           VARCHAR(128) NOT NULL,
  seq            BIGINT       NOT NULL,
  rev            BIGINT       NOT NULL, -- the room's when this message last changed; 0: never
  sender_id      VARCHAR(128) NOT NULL,
  sender_name    VARCHAR(64)  NOT NULL,
  content        VARCHAR(32768),        -- NULL: deleted
  sent_at        BIGINT       NOT NULL,
  edited_at      BIGINT,
  edited_by      VARCHAR(128),
  deleted_at     BIGINT,
  deleted_by     VARCHAR(128),
  key_digest     VARCHAR(22),           -- of room, sender and client key; NULL: sent without a key
  content_digest VARCHAR(43),           -- of the content as it was sent, where there is a key
  CONSTRAINT pk_message PRIMARY KEY (room, seq),
  CONSTRAINT uq_message_key UNIQUE (key_digest)
);

-- What changed since a revision.
CREATE INDEX ix_message_rev ON message (room, rev);
