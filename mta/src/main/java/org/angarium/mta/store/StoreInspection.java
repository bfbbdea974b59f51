package org.angarium.mta.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.angarium.mta.store.StoreFinding.Kind;
import org.angarium.osi.ber.BerException;
import org.jspecify.annotations.Nullable;

/** One look through a store; used once. */
final class StoreInspection {
  private static final Pattern INDEX = Pattern
      .compile("row \\d+ missing from index .*|wrong # of entries in index .*|non-unique entry in index .*");
  private static final int LEAST_RANK = 2;

  private final StoreDirectory directory;
  private final Connection connection;
  private final StoredEnvelopes envelopes;
  private final List<StoreFinding> findings = new ArrayList<>();
  private final Map<String, Long> counted = new LinkedHashMap<>();
  private final Map<Long, Seen> messages = new HashMap<>();
  private final Set<String> contentFiles = new HashSet<>();
  private final Set<Long> entries = new HashSet<>();

  /**
   * A message that has been looked at.
   *
   * @param recipients that its envelope names, -1 if it cannot be read
   */
  private record Seen(ApduKind kind, String mtsId, int recipients, long octets) {}

  StoreInspection(StoreDirectory directory, Connection connection, StoredEnvelopes envelopes) {
    this.directory = directory;
    this.connection = connection;
    this.envelopes = envelopes;
  }

  Map<String, Long> counted() {
    return counted;
  }

  List<StoreFinding> findings() throws IOException {
    try {
      database();
      if (findings.stream().noneMatch(finding -> finding.kind() == Kind.DATABASE_DAMAGED)) {
        messages();
        contents();
        entries();
        deliveries();
        withoutOwner();
        identifiers();
        quarantine();
        tracking();
        connection.rollback();
        files();
      }
    } catch (SQLException e) {
      findings.clear();
      find(Kind.DATABASE_DAMAGED, "database", 0, null, null, String.valueOf(e.getMessage()));
    }
    return List.copyOf(findings);
  }

  private void find(Kind kind, String object, long id, @Nullable String mtsId, @Nullable String queue,
      String what) {
    findings.add(new StoreFinding(kind, object, id, mtsId, queue, what));
  }

  /** Does something with a row. */
  private interface Row {
    void at(ResultSet row) throws SQLException, IOException;
  }

  private void each(String counter, String query, Row row) throws SQLException, IOException {
    long rows = 0;
    try (Statement sql = connection.createStatement(); ResultSet all = sql.executeQuery(query)) {
      while (all.next()) {
        row.at(all);
        rows++;
      }
    }
    if (!counter.isEmpty()) {
      counted.put(counter, rows);
    }
  }

  private void database() throws SQLException, IOException {
    List<String> wrong = new ArrayList<>();
    each("", "PRAGMA integrity_check", row -> {
      if (!row.getString(1).equals("ok")) {
        wrong.add(row.getString(1));
      }
    });
    if (!wrong.isEmpty()) {
      boolean indexOnly = wrong.stream().allMatch(line -> INDEX.matcher(line).matches());
      find(indexOnly ? Kind.INDEX_DAMAGED : Kind.DATABASE_DAMAGED, "database", 0, null, null,
          wrong.getFirst() + (wrong.size() > 1 ? ", and " + (wrong.size() - 1) + " more" : ""));
    }
  }

  private void messages() throws SQLException, IOException {
    each("messages", "SELECT m.id, m.kind, m.mts_id, m.envelope, m.content_octets, m.content_file,"
        + " m.content_offset, length(m.content), m.shared_content, length(c.octets), c.id"
        + " FROM messages m LEFT JOIN contents c ON c.id = m.shared_content ORDER BY m.id", row -> {
          long id = row.getLong(1);
          String mtsId = row.getString(3);
          ApduKind kind = kind(row.getString(2));
          int recipients = -1;
          if (kind == null) {
            find(Kind.MESSAGE_DAMAGED, "message " + id, id, mtsId, null, "its kind is " + row.getString(2));
          } else {
            try {
              recipients = envelopes.recipients(kind, row.getBytes(4));
            } catch (BerException e) {
              find(Kind.MESSAGE_DAMAGED, "message " + id, id, mtsId, null,
                  "its envelope cannot be read: " + e.getMessage());
            }
          }
          content(row, id, mtsId);
          messages.put(id,
              new Seen(kind == null ? ApduKind.MESSAGE : kind, mtsId, recipients, row.getLong(5)));
        });
  }

  private static @Nullable ApduKind kind(String name) {
    for (ApduKind kind : ApduKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  private void content(ResultSet row, long id, String mtsId) throws SQLException, IOException {
    long octets = row.getLong(5);
    String file = row.getString(6);
    long offset = row.getLong(7);
    String wrong = null;
    if (file != null) {
      contentFiles.add(file);
      Path path = directory.content().resolve(file);
      if (!Files.isRegularFile(path)) {
        wrong = "its content file " + file + " is not there";
      } else if (offset < 0 || octets < 0 || Files.size(path) < offset + octets) {
        wrong = "its content file " + file + " has " + Files.size(path) + " octets, " + octets + " from "
            + offset + " on should be there";
      }
    } else {
      row.getLong(9);
      boolean shared = !row.wasNull();
      long there = row.getLong(shared ? 10 : 8);
      row.getLong(11);
      if (shared && row.wasNull()) {
        wrong = "the content that it shares is not there";
      } else if (there != octets) {
        wrong = "its content has " + there + " octets, it should have " + octets;
      }
    }
    if (wrong != null) {
      find(Kind.MESSAGE_WITHOUT_CONTENT, "message " + id, id, mtsId, null, wrong);
    }
  }

  private void contents() throws SQLException, IOException {
    each("contents that messages share", "SELECT c.id, length(c.octets), EXISTS (SELECT 1 FROM messages"
        + " WHERE shared_content = c.id) FROM contents c ORDER BY c.id", row -> {
          if (row.getInt(3) == 0) {
            find(Kind.CONTENT_WITHOUT_MESSAGE, "content " + row.getLong(1), row.getLong(1), null, null,
                "no message refers to its " + row.getLong(2) + " octets");
          }
        });
  }

  private void entries() throws SQLException, IOException {
    each("queue entries", "SELECT id, message, connector, rank, octets, recipients FROM queue ORDER BY id",
        row -> {
          long id = row.getLong(1);
          String queue = row.getString(3);
          entries.add(id);
          Seen message = messages.get(row.getLong(2));
          if (message == null) {
            find(Kind.ENTRY_WITHOUT_MESSAGE, "entry " + id, id, null, queue,
                "its message " + row.getLong(2) + " is not there");
            return;
          }
          String wrong = recipients(row.getString(6), message);
          if (wrong != null) {
            find(Kind.ENTRY_DAMAGED, "entry " + id, id, message.mtsId, queue, wrong);
          }
          long octets = message.kind == ApduKind.MESSAGE ? message.octets : 0;
          if (row.getLong(5) != octets) {
            find(Kind.ENTRY_MISCOUNTED, "entry " + id, id, message.mtsId, queue,
                "it counts " + row.getLong(5) + " octets, its message has " + octets);
          }
          if (row.getInt(4) < 0 || row.getInt(4) > LEAST_RANK) {
            find(Kind.ENTRY_MISCOUNTED, "entry " + id, id, message.mtsId, queue,
                "its rank is " + row.getInt(4) + ", not one of 0 to " + LEAST_RANK);
          }
        });
  }

  /** What is wrong with the positions an entry is responsible for, null if nothing is. */
  private static @Nullable String recipients(String positions, Seen message) {
    if (message.recipients < 0) {
      return null; // that is said of the message
    }
    if (message.kind == ApduKind.REPORT) {
      return positions.isEmpty() ? null : "a report has no recipients, it names " + positions;
    }
    Set<Integer> named = new HashSet<>();
    for (String position : positions.split(",", -1)) {
      try {
        int number = Integer.parseInt(position);
        if (number < 0 || number >= message.recipients) {
          return "it is for recipient " + number + ", its message has " + message.recipients;
        }
        if (!named.add(number)) {
          return "it names recipient " + number + " twice";
        }
      } catch (NumberFormatException e) {
        return "its recipients are \"" + positions + "\"";
      }
    }
    return null;
  }

  private void deliveries() throws SQLException, IOException {
    each("deliveries in mailboxes", "SELECT id, message, mailbox FROM deliveries ORDER BY id", row -> {
      long id = row.getLong(1);
      if (!messages.containsKey(row.getLong(2))) {
        find(Kind.DELIVERY_WITHOUT_MESSAGE, "delivery " + id, id, null, row.getString(3),
            "its message " + row.getLong(2) + " is not there");
      }
    });
  }

  private void withoutOwner() throws SQLException, IOException {
    each("", "SELECT id, mts_id FROM messages m WHERE NOT EXISTS (SELECT 1 FROM queue WHERE message = m.id)"
        + " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message = m.id) ORDER BY id",
        row -> find(Kind.MESSAGE_WITHOUT_OWNER, "message " + row.getLong(1), row.getLong(1), row.getString(2),
            null, "it waits in no queue and lies in no mailbox"));
  }

  private void identifiers() throws SQLException, IOException {
    List<Long> next = new ArrayList<>();
    each("", "SELECT next_free FROM identifiers", row -> next.add(row.getLong(1)));
    if (next.size() != 1) {
      find(Kind.IDENTIFIERS_WRONG, "identifiers", 0, null, null,
          next.size() + " rows say which number is free next, not one");
      return;
    }
    each("", StoreRepair.LARGEST_IDENTIFIER, row -> {
      if (row.getLong(1) >= next.getFirst()) {
        find(Kind.IDENTIFIERS_WRONG, "identifiers", 0, null, null,
            "number " + row.getLong(1) + " is in use and would be given again from " + next.getFirst()
                + " on");
      }
    });
  }

  private void quarantine() throws SQLException, IOException {
    Set<String> named = new HashSet<>();
    each("quarantined APDUs", "SELECT id, file, octets, received_from FROM quarantine ORDER BY id", row -> {
      long id = row.getLong(1);
      Path file = directory.quarantine().resolve(row.getString(2));
      named.add(row.getString(2));
      if (!Files.isRegularFile(file) || Files.size(file) != row.getLong(3)) {
        find(Kind.QUARANTINE_DAMAGED, "quarantined APDU " + id, id, null, null,
            "its file " + row.getString(2) + " of " + row.getLong(3) + " octets "
                + (Files.exists(file) ? "has " + Files.size(file) : "is not there"));
      }
    });
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.quarantine())) {
      for (Path file : all) {
        if (!named.contains(file.getFileName().toString())) {
          find(Kind.FILE_LEFT_OVER, "file " + directory.root().relativize(file), 0, null, null,
              "no row names its " + Files.size(file) + " octets");
        }
      }
    }
  }

  private void tracking() throws SQLException, IOException {
    each("rows of message tracking", "SELECT id, records FROM tracking ORDER BY id", row -> {
      if (!TrackingRows.isReadable(row.getBytes(2))) {
        find(Kind.TRACKING_DAMAGED, "tracking row " + row.getLong(1), row.getLong(1), null, null,
            "its records cannot be unpacked");
      }
    });
    // That none stands twice the database has said.
    each("", "SELECT count(*) FROM seen", row -> counted.put("duplicate keys", row.getLong(1)));
  }

  private void files() throws IOException {
    long files = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.content())) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        files++;
        if (Notes.isOne(name)) {
          note(file, name);
        } else if (!contentFiles.contains(name)) {
          find(Kind.FILE_LEFT_OVER, "file " + directory.root().relativize(file), 0, null, null,
              "no message has its " + Files.size(file) + " octets"
                  + (Files.exists(directory.content().resolve(Spools.journalName(name)))
                      ? "; a transfer that was cut may go on with it"
                      : ""));
        }
      }
    }
    counted.put("content files", files);
  }

  private void note(Path file, String name) throws IOException {
    String text = Notes.text(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    long entry = Notes.entry(name);
    if (text == null || !entries.contains(entry)) {
      find(Kind.NOTE_LEFT_OVER, "file " + directory.root().relativize(file), 0, null, null,
          text == null ? "it cannot be read" : "entry " + entry + " is gone");
    }
  }
}
