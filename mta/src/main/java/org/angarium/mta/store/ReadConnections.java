package org.angarium.mta.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A few connections that read, opened when needed and lent to one caller at a time, with the statements they have prepared. */
final class ReadConnections implements AutoCloseable {
  /** Puts the parameters into a statement. */
  interface Binding {
    void bind(PreparedStatement sql) throws SQLException;
  }

  /** Turns the rows into a result. */
  interface Extraction<T> {
    T from(ResultSet rows) throws SQLException;
  }

  private record Lent(Connection connection, Map<String, PreparedStatement> statements) {}

  private final Database database;
  private final int limit;
  private final Semaphore permits;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Lent> idle = new ArrayDeque<>();
  private boolean closed;

  ReadConnections(Database database, int limit) {
    this.database = database;
    this.limit = limit;
    this.permits = new Semaphore(limit, true);
  }

  <T> T query(String sql, Binding binding, Extraction<T> extraction) {
    permits.acquireUninterruptibly();
    try {
      Lent lent = lend();
      boolean sound = false;
      try {
        T result = run(lent, sql, binding, extraction);
        sound = true;
        return result;
      } finally {
        takeBack(lent, sound);
      }
    } catch (SQLException e) {
      throw new StoreException("The store cannot be read from " + database.file() + ": " + e.getMessage(), e);
    } finally {
      permits.release();
    }
  }

  private static <T> T run(Lent lent, String sql, Binding binding, Extraction<T> extraction)
      throws SQLException {
    PreparedStatement statement = lent.statements.get(sql);
    if (statement == null) {
      statement = lent.connection.prepareStatement(sql);
      lent.statements.put(sql, statement);
    }
    binding.bind(statement);
    try (ResultSet rows = statement.executeQuery()) {
      return extraction.from(rows);
    }
  }

  private Lent lend() throws SQLException {
    lock.lock();
    try {
      if (closed) {
        throw new StoreException("The store is closed");
      }
      @Nullable
      Lent free = idle.poll();
      if (free != null) {
        return free;
      }
    } finally {
      lock.unlock();
    }
    return new Lent(database.openForReading(), new HashMap<>());
  }

  private void takeBack(Lent lent, boolean sound) throws SQLException {
    if (sound) {
      lock.lock();
      try {
        idle.push(lent);
      } finally {
        lock.unlock();
      }
    } else {
      lent.connection.close();
    }
  }

  /** Waits for reads under way; later ones are refused. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    permits.acquireUninterruptibly(limit);
    try {
      for (Lent lent : idle) {
        lent.connection.close();
      }
      idle.clear();
    } catch (SQLException e) {
      throw new StoreException(
          "A reading connection of " + database.file() + " cannot be closed: " + e.getMessage(), e);
    } finally {
      permits.release(limit);
    }
  }
}
