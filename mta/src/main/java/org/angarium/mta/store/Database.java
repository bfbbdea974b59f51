package org.angarium.mta.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Opens connections to the database file: one that writes, several that read. */
final class Database {
  private static final int PAGE_OCTETS = 8192;
  private static final int BUSY_MILLISECONDS = 10_000;

  private final Path file;
  private final long maximumOctets;

  Database(Path file, long maximumOctets) {
    this.file = file;
    this.maximumOctets = maximumOctets;
  }

  Path file() {
    return file;
  }

  /** In this connection the caller ends every transaction itself; a transaction takes no lock before its first change. */
  Connection openForWriting() throws SQLException {
    SQLiteConfig config = common();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-32 * 1024);
    config.setJournalSizeLimit(64 * 1024 * 1024);
    Connection connection = config.createConnection(url());
    try (Statement pragma = connection.createStatement()) {
      // In this order: a database in WAL mode keeps the page size it has.
      pragma.execute("PRAGMA page_size = " + PAGE_OCTETS);
      pragma.execute("PRAGMA journal_mode = WAL");
      // Fewer, larger checkpoints: a page that many commits changed is copied and synchronised once.
      pragma.execute("PRAGMA wal_autocheckpoint = 4000");
      if (maximumOctets > 0) {
        pragma.execute("PRAGMA max_page_count = " + Math.max(1, maximumOctets / PAGE_OCTETS));
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Connection openForReading() throws SQLException {
    SQLiteConfig config = common();
    config.setReadOnly(true);
    return config.createConnection(url());
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + file;
  }
}
