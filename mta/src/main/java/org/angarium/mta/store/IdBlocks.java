package org.angarium.mta.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers that never repeat. Blocks of them are reserved durably before the first of a block is given out; the next block is asked
 * for when half of the present one is left, so that nobody waits.
 */
final class IdBlocks {
  private final int blockSize;
  private final LongFunction<CompletableFuture<Long>> reserveBelow;
  private final ReentrantLock lock = new ReentrantLock();
  private long next;
  private long end;
  private @Nullable CompletableFuture<Long> reservation;
  private boolean closed;

  /**
   * @param next the first identifier to give; those from here to {@code next + blockSize} are reserved
   * @param reserveBelow makes durable that every identifier below this one may have been given
   */
  IdBlocks(long next, int blockSize, LongFunction<CompletableFuture<Long>> reserveBelow) {
    this.next = next;
    this.end = next + blockSize;
    this.blockSize = blockSize;
    this.reserveBelow = reserveBelow;
  }

  long next() {
    lock.lock();
    try {
      if (closed) {
        throw new StoreException("The store is closed");
      }
      if (end - next <= blockSize / 2) {
        reserveMore(next == end);
      }
      return next++;
    } finally {
      lock.unlock();
    }
  }

  private void reserveMore(boolean needed) {
    CompletableFuture<Long> pending = reservation;
    if (pending == null) {
      pending = reserveBelow.apply(end + blockSize);
      reservation = pending;
    }
    if (!needed && !pending.isDone()) {
      return;
    }
    reservation = null; // a failed one is tried anew by the next caller
    try {
      pending.join();
      end += blockSize;
    } catch (CompletionException e) {
      if (needed) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new StoreException("No more identifiers can be reserved: " + cause.getMessage(), cause);
      }
    }
  }

  /** Gives no more. @return the first identifier that was not given */
  long close() {
    lock.lock();
    try {
      closed = true;
      return next;
    } finally {
      lock.unlock();
    }
  }
}
