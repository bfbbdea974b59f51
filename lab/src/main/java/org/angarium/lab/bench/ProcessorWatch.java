package org.angarium.lab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sees when this machine had no processor for a thread that was due: one that sleeps again and again wakes late. */
final class ProcessorWatch implements AutoCloseable {
  private static final Duration NAP = Duration.ofMillis(2);
  private static final Duration WORTH_TELLING = Duration.ofMillis(10);

  private final Collection<Span> missing = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("processor-watch").unstarted(this::watch);

  private ProcessorWatch() {}

  static ProcessorWatch start() {
    ProcessorWatch watch = new ProcessorWatch();
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        long begin = System.nanoTime();
        Thread.sleep(NAP);
        Duration late = Duration.ofNanos(System.nanoTime() - begin).minus(NAP);
        if (late.compareTo(WORTH_TELLING) > 0) {
          missing.add(Span.until(Instant.now(), late));
        }
      }
    } catch (InterruptedException e) {
      // That is its end.
    }
  }

  List<Span> missing() {
    return List.copyOf(missing);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
