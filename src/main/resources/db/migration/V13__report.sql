-- What users have reported. Runs unchanged on H2 and PostgreSQL. Users are of the row's tenant; a room is named as in room_log.
-- Moments are milliseconds since 1970-01-01T00:00Z.
CREATE TABLE report (
  id                BIGINT       NOT NULL,
  tenant            VARCHAR(64)  NOT NULL, -- empty: none
  room              VARCHAR(193) NOT NULL,
  message_id        VARCHAR(64)  NOT NULL,
  sender_id         VARCHAR(128) NOT NULL, -- who has said it
  sender_name       VARCHAR(64)  NOT NULL,
  content           VARCHAR(32768),        -- as it was when it was reported
  encrypted_content BYTEA,                 -- content is NULL then
  encrypted_by      BIGINT,                -- the key, as the keyset numbers it
  made_by           VARCHAR(128) NOT NULL,
  reason            VARCHAR(512) NOT NULL,
  made_at           BIGINT       NOT NULL,
  state             VARCHAR(16)  NOT NULL, -- PENDING, ASSIGNED, REMOVED or RETAINED
  removed_by_it     BOOLEAN      NOT NULL, -- the decision has hidden the message
  decided_by        VARCHAR(128),          -- who has set the state; NULL: nobody has yet
  decided_at        BIGINT,
  decision          VARCHAR(512),
  CONSTRAINT pk_report PRIMARY KEY (id)
);

CREATE INDEX ix_report_tenant ON report (tenant, state, id);
CREATE INDEX ix_report_room ON report (room, message_id, id);
CREATE INDEX ix_report_sender ON report (tenant, sender_id, id);
CREATE INDEX ix_report_made_by ON report (tenant, made_by, state);
CREATE INDEX ix_report_encrypted_by ON report (encrypted_by);

-- What messages may not say.
CREATE TABLE content_filter (
  id         BIGINT         NOT NULL,
  tenant     VARCHAR(64)    NOT NULL, -- empty: none
  room       VARCHAR(193),            -- NULL: everywhere
  name       VARCHAR(64)    NOT NULL,
  words      VARCHAR(16000) NOT NULL, -- one a line; empty: it has a pattern
  pattern    VARCHAR(512)   NOT NULL, -- empty: it has words
  allowed    VARCHAR(16000) NOT NULL, -- one a line
  action     VARCHAR(16)    NOT NULL, -- BLOCK or MASK
  enabled    BOOLEAN        NOT NULL,
  changed_by VARCHAR(128)   NOT NULL,
  changed_at BIGINT         NOT NULL,
  CONSTRAINT pk_content_filter PRIMARY KEY (id)
);
