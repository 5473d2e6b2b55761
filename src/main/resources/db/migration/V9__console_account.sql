-- Who may sign in to the console by a password: no password, but its PBKDF2.
CREATE TABLE console_account (
  name          VARCHAR(64)  NOT NULL,
  tenant        VARCHAR(64)  NOT NULL, -- empty: none
  roles         VARCHAR(64)  NOT NULL, -- with commas
  password_hash VARCHAR(200) NOT NULL,
  one_time      BOOLEAN      NOT NULL, -- the server has made the password
  created_at    BIGINT       NOT NULL, -- milliseconds since 1970-01-01T00:00Z
  CONSTRAINT pk_console_account PRIMARY KEY (name)
);
