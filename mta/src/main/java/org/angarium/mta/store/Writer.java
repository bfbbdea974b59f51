package org.angarium.mta.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.store.MessageStore.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the database. It writes what waits as one transaction, so that many callers share one disk write. If such
 * a transaction fails, its units are written one by one: only those that cannot be written fail.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Database database;
  private final CommitQueue queue;
  private final DiskStep disk;
  private @Nullable WriteStatements statements;

  /** @param statements the open writing connection; this object closes it */
  Writer(Database database, WriteStatements statements, CommitQueue queue, DiskStep disk) {
    this.database = database;
    this.statements = statements;
    this.queue = queue;
    this.disk = disk;
  }

  @Override
  public void run() {
    try {
      for (List<WriteUnit> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        write(batch);
      }
      emptyLog();
    } catch (InterruptedException e) {
      LOG.error("The writer of {} was interrupted and stops", database.file());
      Thread.currentThread().interrupt();
    } finally {
      queue.close();
    }
  }

  /** Closes the connection, which as the last one removes the log. To be called when the thread has ended. */
  void close() {
    closeConnection();
  }

  private void write(List<WriteUnit> batch) {
    WriteStatements sql;
    try {
      sql = connected();
      sql.begin();
    } catch (SQLException | RuntimeException e) {
      closeConnection();
      fail(batch, e); // none of them can do better alone
      return;
    }
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    try {
      for (WriteUnit unit : batch) {
        outcomes.add(unit.apply(sql));
      }
      track(batch, outcomes, sql);
      disk.before("commit");
      commit(sql, batch.size());
    } catch (SQLException | IOException | RuntimeException | OutOfMemoryError e) {
      rollback(sql);
      if (batch.size() == 1) {
        fail(batch, e);
      } else {
        LOG.warn("{} changes together could not be stored, trying each alone: {}", batch.size(),
            e.toString());
        batch.forEach(unit -> write(List.of(unit)));
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      complete(batch.get(i), outcomes.get(i));
    }
  }

  private static void commit(WriteStatements sql, int units) throws SQLException {
    CommitEvent event = new CommitEvent();
    event.begin();
    try {
      sql.commit();
    } finally {
      event.units = units;
      event.commit();
    }
  }

  /** One row for all of them: a row for each step would cost more than the messages themselves. */
  private static void track(List<WriteUnit> batch, List<Outcome> outcomes, WriteStatements sql)
      throws SQLException {
    List<TrackingPage> pages = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (outcomes.get(i) == Outcome.DONE) {
        pages.addAll(batch.get(i).tracking());
      }
    }
    if (!pages.isEmpty()) {
      sql.track(TrackingPage.together(pages));
    }
  }

  /** Leaves one complete file, for whoever copies it when the store is closed. */
  private void emptyLog() {
    try {
      connected().emptyLog();
    } catch (SQLException e) {
      LOG.warn("The log of {} could not be emptied; the next start reads it: {}", database.file(),
          e.toString());
    }
  }

  private WriteStatements connected() throws SQLException {
    WriteStatements open = statements;
    if (open == null) {
      open = new WriteStatements(database.openForWriting());
      statements = open;
    }
    return open;
  }

  private void rollback(WriteStatements sql) {
    try {
      sql.rollback();
    } catch (SQLException e) {
      closeConnection(); // the database has ended the transaction by itself; a new connection is in a known state
    }
  }

  private void closeConnection() {
    WriteStatements open = statements;
    statements = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.warn("Closing {}: {}", database.file(), e.toString());
      }
    }
  }

  private void fail(List<WriteUnit> units, Throwable cause) {
    for (WriteUnit unit : units) {
      StoreException failure = cause instanceof StoreException own
          ? own
          : new StoreException(
              "The changes could not be stored in " + database.file() + ": " + cause.getMessage(),
              cause);
      try {
        unit.failed(failure);
      } catch (RuntimeException e) {
        LOG.error("After a change that could not be stored", e);
      }
    }
  }

  private static void complete(WriteUnit unit, Outcome outcome) {
    try {
      unit.done(outcome);
    } catch (RuntimeException e) {
      LOG.error("After a change that is stored", e);
    }
  }
}
