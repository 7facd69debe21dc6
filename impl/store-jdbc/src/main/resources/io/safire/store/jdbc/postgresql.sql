-- Tables of safire-store-jdbc for PostgreSQL. Create them in the default schema of the data source.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Keys are hashes, contents are encrypted.

CREATE TABLE safire_token (
  entry_key   VARCHAR(43)  NOT NULL PRIMARY KEY,
  server_name VARCHAR(200) NOT NULL,
  version_no  BIGINT       NOT NULL,
  expires_at  BIGINT       NOT NULL,
  content     BYTEA        NOT NULL
);
CREATE INDEX safire_token_expiry ON safire_token (expires_at);

-- Used launches.
CREATE TABLE safire_launch (
  entry_key   VARCHAR(43)  NOT NULL PRIMARY KEY,
  expires_at  BIGINT       NOT NULL
);
CREATE INDEX safire_launch_expiry ON safire_launch (expires_at);
