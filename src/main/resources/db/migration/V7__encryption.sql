-- What messages say, encrypted where the policy of their room says so. Runs unchanged on H2 and PostgreSQL.
ALTER TABLE message ADD COLUMN encrypted_content BYTEA;  -- content is NULL then
ALTER TABLE message ADD COLUMN encrypted_digest  BYTEA;  -- content_digest is NULL then
ALTER TABLE message ADD COLUMN encrypted_by      BIGINT; -- the key of both, as the keyset numbers it

-- Every key that may have encrypted something.
CREATE TABLE encryption_key (
  id    BIGINT NOT NULL,
  proof BYTEA  NOT NULL, -- a known text, encrypted by it
  CONSTRAINT pk_encryption_key PRIMARY KEY (id)
);
