-- What moderators have imposed on whom. Runs unchanged on H2 and PostgreSQL. A user is of the row's tenant; a room is named
-- as in room_log. Moments are milliseconds since 1970-01-01T00:00Z.
CREATE TABLE sanction (
  id          BIGINT       NOT NULL,
  tenant      VARCHAR(64)  NOT NULL, -- empty: none
  kind        VARCHAR(16)  NOT NULL, -- MUTE, KICK or BAN
  user_id     VARCHAR(128),          -- either this
  addresses   VARCHAR(64),           -- or this
  room        VARCHAR(193),          -- NULL: everywhere
  ends_at     BIGINT,                -- NULL: when it is lifted
  reason      VARCHAR(512) NOT NULL,
  imposed_by  VARCHAR(128) NOT NULL,
  authority   VARCHAR(16)  NOT NULL, -- ROOM, MODERATOR or ADMIN
  imposed_at  BIGINT       NOT NULL,
  ended_how   VARCHAR(16),           -- LIFTED or REPLACED; NULL: it was not ended before its time
  ended_at    BIGINT,
  ended_by    VARCHAR(128),
  end_reason  VARCHAR(512),
  CONSTRAINT pk_sanction PRIMARY KEY (id)
);

CREATE INDEX ix_sanction_user ON sanction (tenant, user_id, id);
CREATE INDEX ix_sanction_room ON sanction (room, id);
CREATE INDEX ix_sanction_tenant ON sanction (tenant, id);

-- Who did what, and why: only ever added to.
CREATE TABLE audit_entry (
  id          BIGINT       NOT NULL,
  made_at     BIGINT       NOT NULL,
  tenant      VARCHAR(64)  NOT NULL, -- empty: none
  made_by     VARCHAR(128) NOT NULL,
  action      VARCHAR(32)  NOT NULL,
  user_id     VARCHAR(128),
  addresses   VARCHAR(64),
  room        VARCHAR(193),
  reason      VARCHAR(512) NOT NULL,
  before_act  VARCHAR(2000),
  after_act   VARCHAR(2000),
  CONSTRAINT pk_audit_entry PRIMARY KEY (id)
);

CREATE INDEX ix_audit_entry_tenant ON audit_entry (tenant, id);
CREATE INDEX ix_audit_entry_user ON audit_entry (tenant, user_id, id);
CREATE INDEX ix_audit_entry_room ON audit_entry (room, id);
CREATE INDEX ix_audit_entry_made_by ON audit_entry (tenant, made_by, id);

-- How moderators have set a room; no row: it is open.
CREATE TABLE room_controls (
  room                VARCHAR(193) NOT NULL,
  locked              BOOLEAN      NOT NULL,
  read_only           BOOLEAN      NOT NULL,
  slow_mode_seconds   INTEGER      NOT NULL,
  members_only        BOOLEAN      NOT NULL,
  shield              BOOLEAN      NOT NULL, -- and what holds again without it:
  locked_before       BOOLEAN      NOT NULL,
  slow_mode_before    INTEGER      NOT NULL,
  members_only_before BOOLEAN      NOT NULL,
  changed_by          VARCHAR(128) NOT NULL,
  changed_at          BIGINT       NOT NULL,
  CONSTRAINT pk_room_controls PRIMARY KEY (room)
);

-- A message that a moderator has hidden keeps its content, and nobody sees it until it is restored.
ALTER TABLE message ADD COLUMN removed_at BIGINT;
ALTER TABLE message ADD COLUMN removed_by VARCHAR(128);
