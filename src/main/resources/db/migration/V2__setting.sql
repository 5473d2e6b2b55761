-- What nodes have to agree upon and nobody configures, such as a generated secret.
CREATE TABLE setting (
  name    VARCHAR(64)   NOT NULL,
  content VARCHAR(4000) NOT NULL,
  CONSTRAINT pk_setting PRIMARY KEY (name)
);
