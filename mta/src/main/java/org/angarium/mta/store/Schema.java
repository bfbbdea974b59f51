package org.angarium.mta.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The versions of the tables. A database is brought to the newest version step by step, each step in one transaction; a database of a
 * newer version is refused, for what its columns mean is not known here. The version is in {@code PRAGMA user_version}.
 */
final class Schema {
  /** The steps; the step at index n leads from version n to version n + 1. A released step never changes. */
  static final List<String> STEPS = List.of(resource("schema-1.sql"), resource("schema-2.sql"),
      resource("schema-3.sql"));

  /** "Anga": shows what the file is ({@code file angarium.db}). */
  private static final int APPLICATION_ID = 0x416E6761;

  private Schema() {}

  /** @param writer outside a transaction */
  static void bringUpToDate(Connection writer, String database, List<String> steps) throws SQLException {
    int version = version(writer);
    if (version > steps.size()) {
      throw new StoreException("The database " + database + " has version " + version
          + " and was made by a newer Angarium; this one knows versions up to " + steps.size()
          + ". Run the newer Angarium, or restore a copy of the data directory made before the update.");
    }
    for (int next = version; next < steps.size(); next++) {
      try (Statement sql = writer.createStatement()) {
        sql.executeUpdate(steps.get(next));
        sql.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
        sql.executeUpdate("PRAGMA user_version = " + (next + 1));
        writer.commit();
      }
    }
  }

  /** For who only looks: a database of another version is not touched. */
  static void requireCurrent(Connection connection, String database) throws SQLException {
    int version = version(connection);
    if (version != STEPS.size()) {
      throw new StoreException("The database " + database + " has version " + version
          + ", this Angarium can check version " + STEPS.size() + ". "
          + (version < STEPS.size()
              ? "Start it once: it brings the database up to date."
              : "Use the newer Angarium that made it."));
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    } finally {
      connection.rollback(); // ends the read, so that the next statement sees the newest state
    }
  }

  private static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the program", e);
    }
  }
}
