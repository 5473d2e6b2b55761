-- What changed since a revision, as a row for each change: as an index of all messages it cost every message that was ever
-- sent, for the few that change. Runs unchanged on H2 and PostgreSQL.
CREATE TABLE message_change (
  room VARCHAR(193) NOT NULL,
  rev  BIGINT       NOT NULL, -- of the room
  seq  BIGINT       NOT NULL, -- of the message, whose own rev is greater once it has changed again
  CONSTRAINT pk_message_change PRIMARY KEY (room, rev)
);

INSERT INTO message_change (room, rev, seq) SELECT room, rev, seq FROM message WHERE rev > 0;

DROP INDEX ix_message_rev;
