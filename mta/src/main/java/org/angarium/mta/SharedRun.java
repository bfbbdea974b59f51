package org.angarium.mta;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Something costly that many may ask for at the same time, of which only the newest outcome counts. It is done once at a time; whoever
 * asks while it is being done gets the outcome of the next time, together with all others who do.
 */
final class SharedRun<T> {
  private final Callable<T> work;
  private final Object turn = new Object();
  /** What was asked for and has not begun. */
  private @Nullable CompletableFuture<T> next;

  SharedRun(Callable<T> work) {
    this.work = work;
  }

  /**
   * The outcome of a run that begins after this call.
   *
   * @throws ExecutionException if it failed; says why
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  T get() throws ExecutionException, InterruptedException {
    CompletableFuture<T> run;
    boolean first;
    synchronized (this) {
      first = next == null;
      if (next == null) {
        next = new CompletableFuture<>();
      }
      run = next;
    }
    if (first) {
      perform(run);
    }
    return run.get();
  }

  private void perform(CompletableFuture<T> run) {
    synchronized (turn) {
      synchronized (this) {
        next = null;
      }
      try {
        run.complete(work.call());
      } catch (Exception | Error e) {
        run.completeExceptionally(e);
      }
    }
  }
}
