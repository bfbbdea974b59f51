package org.angarium.lab.simulation;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.scenario.Edition;
import org.angarium.lab.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Many histories, on as many threads as there are processors; each is the same whatever runs beside it. */
public final class Simulation {
  private final Statistics statistics = new Statistics();
  private final List<Failure> failures = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private Duration took = Duration.ZERO;
  private Duration processorTime = Duration.ZERO;

  private final Edition edition;

  public Simulation() {
    this(Edition.LATEST);
  }

  /** @param edition what the histories are drawn from */
  public Simulation(Edition edition) {
    this.edition = edition;
  }

  /** A seed under which a law was broken. */
  public record Failure(long seed, Breach breach) {}

  /**
   * Lives the histories of these seeds.
   *
   * @param first the first seed
   * @param count how many, one after the other
   * @param threads how many at a time
   * @param progress told every now and then how many are done
   */
  public void run(long first, long count, int threads, Consumer<Long> progress) throws InterruptedException {
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().name("histories " + i).start(() -> {
        for (long seed = next.getAndIncrement(); seed < first + count; seed = next.getAndIncrement()) {
          live(seed);
          progress.accept(done.incrementAndGet());
        }
        used(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
      }));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    took = Duration.ofNanos(System.nanoTime() - began);
    failures.sort(Comparator.comparingLong(Failure::seed));
    recoveries.sort(Comparator.naturalOrder());
  }

  private void live(long seed) {
    History history = new History(Scenario.draw(seed, edition), Pieces.REAL, false);
    Breach breach = history.run();
    synchronized (this) {
      statistics.add(history.statistics());
      Duration recovered = history.recovered();
      if (recovered != null) {
        recoveries.add(recovered);
      }
      if (breach != null) {
        failures.add(new Failure(seed, breach));
      }
    }
  }

  private synchronized void used(long nanos) {
    processorTime = processorTime.plusNanos(Math.max(0, nanos));
  }

  /** Of the threads that lived the histories. */
  public Duration processorTime() {
    return processorTime;
  }

  public Statistics statistics() {
    return statistics;
  }

  /** In the order of their seeds. */
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  public Duration took() {
    return took;
  }

  /**
   * Time from the end of the last fault until every queue was empty.
   *
   * @param share 0.5 for the median, 1 for the longest
   */
  public @Nullable Duration recovery(double share) {
    return recoveries.isEmpty()
        ? null
        : recoveries.get((int) Math.min(recoveries.size() - 1L, (long) (recoveries.size() * share)));
  }
}
