package org.angarium.mta.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Damages what is stored, as a failing disk or a hand that slipped would. */
public final class StoredEnvelopes {
  private StoredEnvelopes() {}

  /**
   * Makes the envelope of the oldest stored message octets that are none. Its MTA must not run.
   *
   * @return how many octets are left of it
   */
  public static int damage(Path dataDirectory) throws SQLException {
    try (
        Connection connection = DriverManager
            .getConnection("jdbc:sqlite:" + dataDirectory.resolve("angarium.db"));
        Statement statement = connection.createStatement()) {
      if (statement.executeUpdate("UPDATE messages SET envelope = x'3003010203'"
          + " WHERE id = (SELECT min(id) FROM messages)") != 1) {
        throw new IllegalStateException("no message is stored in " + dataDirectory);
      }
    }
    return 5;
  }
}
