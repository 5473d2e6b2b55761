-- The keys of the company's own services: no secret, but its SHA-256.
CREATE TABLE api_key (
  id            VARCHAR(16)  NOT NULL,
  secret_digest VARCHAR(43)  NOT NULL,
  tenant        VARCHAR(64),           -- NULL: of no tenant
  service       VARCHAR(48)  NOT NULL,
  rights        VARCHAR(200) NOT NULL, -- with commas
  rooms         VARCHAR(16000),        -- patterns, with commas; NULL: none
  created_at    BIGINT       NOT NULL,
  created_by    VARCHAR(128) NOT NULL,
  expires_at    BIGINT,
  last_used_at  BIGINT,
  CONSTRAINT pk_api_key PRIMARY KEY (id)
);
