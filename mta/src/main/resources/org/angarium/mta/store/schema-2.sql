-- Message tracking: one row for the steps that one disk write made durable together. Before "records" (deflated lines, see
-- docs/tracking.md) are "keys", hashes of four octets of what they can be found by.

CREATE TABLE tracking (
  id       INTEGER PRIMARY KEY,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  octets   INTEGER NOT NULL,
  keys     BLOB    NOT NULL,
  records  BLOB    NOT NULL
) STRICT;

CREATE INDEX tracking_by_time ON tracking (last_at, first_at, octets);
