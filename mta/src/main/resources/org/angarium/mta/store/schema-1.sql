-- Times are milliseconds since 1970-01-01T00:00:00Z; the views at the end show them as text.
-- Contents up to the inline limit are in the row, larger ones in a file of the folder "content".

CREATE TABLE messages (
  id             INTEGER PRIMARY KEY,
  kind           TEXT    NOT NULL,
  mts_id         TEXT    NOT NULL,
  arrival        INTEGER NOT NULL,
  came_from      TEXT,
  content_octets INTEGER NOT NULL,
  content_file   TEXT,
  content_offset INTEGER NOT NULL,
  envelope       BLOB    NOT NULL,
  content        BLOB
) STRICT;

-- A file may hold the content of several messages; it goes with the last of them.
CREATE INDEX messages_by_content_file ON messages (content_file) WHERE content_file IS NOT NULL;

CREATE TABLE queue (
  id         INTEGER PRIMARY KEY,
  message    INTEGER NOT NULL REFERENCES messages (id),
  connector  TEXT    NOT NULL,
  rank       INTEGER NOT NULL,
  octets     INTEGER NOT NULL,
  recipients TEXT    NOT NULL,
  arrival    INTEGER NOT NULL,
  expiry     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  not_before INTEGER
) STRICT;

CREATE INDEX queue_by_message ON queue (message);

CREATE TABLE deliveries (
  id           INTEGER PRIMARY KEY,
  mailbox      TEXT    NOT NULL,
  message      INTEGER NOT NULL REFERENCES messages (id),
  recipient    INTEGER NOT NULL,
  delivered_at INTEGER NOT NULL
) STRICT;

CREATE INDEX deliveries_by_message ON deliveries (message);
CREATE INDEX deliveries_by_mailbox ON deliveries (mailbox, delivered_at);

CREATE TABLE quarantine (
  id            INTEGER PRIMARY KEY,
  file          TEXT    NOT NULL UNIQUE,
  received_from TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  octets        INTEGER NOT NULL,
  times         INTEGER NOT NULL,
  first_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE seen (
  duplicate_key TEXT    PRIMARY KEY,
  seen_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_by_time ON seen (seen_at);

-- One row: every number below it may have been given out.
CREATE TABLE identifiers (
  next_free INTEGER NOT NULL
) STRICT;

INSERT INTO identifiers (next_free) VALUES (1);

CREATE VIEW waiting AS
  SELECT q.id AS entry, q.connector,
         CASE q.rank WHEN 0 THEN 'urgent' WHEN 1 THEN 'normal' ELSE 'non-urgent' END AS priority,
         m.kind, m.mts_id, q.octets, q.recipients, q.attempts,
         strftime('%Y-%m-%dT%H:%M:%fZ', q.arrival / 1000.0, 'unixepoch') AS arrival,
         strftime('%Y-%m-%dT%H:%M:%fZ', q.expiry / 1000.0, 'unixepoch') AS expiry,
         strftime('%Y-%m-%dT%H:%M:%fZ', q.not_before / 1000.0, 'unixepoch') AS not_before,
         q.message
    FROM queue q JOIN messages m ON m.id = q.message
   ORDER BY q.connector, q.rank, q.id;

CREATE VIEW mailboxes AS
  SELECT d.mailbox, d.id AS delivery, m.kind, m.mts_id, d.recipient, m.content_octets AS octets,
         strftime('%Y-%m-%dT%H:%M:%fZ', d.delivered_at / 1000.0, 'unixepoch') AS delivered_at,
         d.message
    FROM deliveries d JOIN messages m ON m.id = d.message
   ORDER BY d.mailbox, d.delivered_at, d.id;
