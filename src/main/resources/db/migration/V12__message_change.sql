-- Which messages have changed, to find what changed since a revision: as an index of all messages it cost every message that
-- was ever sent, for the few that change. Runs unchanged on H2 and PostgreSQL.
CREATE TABLE message_change (
  room VARCHAR(193) NOT NULL,
  seq  BIGINT       NOT NULL, -- of the message
  rev  BIGINT       NOT NULL, -- as the message has it
  CONSTRAINT pk_message_change PRIMARY KEY (room, seq),
  CONSTRAINT uq_message_change_rev UNIQUE (room, rev)
);

INSERT INTO message_change (room, seq, rev) SELECT room, seq, rev FROM message WHERE rev > 0;

DROP INDEX ix_message_rev;
