-- A content up to the inline limit that several messages share lies in a row of its own and goes with the last of them; its id is that
-- of the message that had it first.

CREATE TABLE contents (
  id     INTEGER PRIMARY KEY,
  octets BLOB NOT NULL
) STRICT;

ALTER TABLE messages ADD COLUMN shared_content INTEGER REFERENCES contents (id);

CREATE INDEX messages_by_shared_content ON messages (shared_content) WHERE shared_content IS NOT NULL;
