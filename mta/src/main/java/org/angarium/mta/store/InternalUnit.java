package org.angarium.mta.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.store.MessageStore.Outcome;

/** A change the store makes for itself. */
final class InternalUnit implements WriteUnit {
  /** Statements whose result is a number, such as of rows changed. */
  interface Work {
    long run(WriteStatements sql) throws SQLException;
  }

  private final Work work;
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private long value;

  InternalUnit(Work work) {
    this.work = work;
  }

  /** Completes when the change is durable. */
  CompletableFuture<Long> result() {
    return result;
  }

  @Override
  public boolean patient() {
    return false;
  }

  @Override
  public long octets() {
    return 0;
  }

  @Override
  public Outcome apply(WriteStatements sql) throws SQLException {
    value = work.run(sql);
    return Outcome.DONE;
  }

  @Override
  public void done(Outcome outcome) {
    result.complete(value);
  }

  @Override
  public void failed(StoreException cause) {
    result.completeExceptionally(cause);
  }
}
