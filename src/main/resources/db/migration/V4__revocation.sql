-- Users whose tokens of before a moment count no more: the last revocation of each.
CREATE TABLE revocation (
  tenant     VARCHAR(64)  NOT NULL, -- empty: none
  user_id    VARCHAR(128) NOT NULL,
  revoked_at BIGINT       NOT NULL, -- milliseconds since 1970-01-01T00:00Z
  revoked_by VARCHAR(128) NOT NULL, -- of the same tenant
  reason     VARCHAR(500),
  CONSTRAINT pk_revocation PRIMARY KEY (tenant, user_id)
);
