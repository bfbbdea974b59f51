package org.angarium.lab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;

/** How long a route choice takes among very many address spaces, and how long making the table does. */
final class RoutingBench {
  private static final int REBUILDS = 9;
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private final AddressSpaces spaces;

  RoutingBench(int spaces) {
    this.spaces = new AddressSpaces(spaces);
  }

  /**
   * What was measured; times of one recipient in microseconds.
   *
   * @param rebuild seconds by the clock, whatever else the machine did meanwhile
   * @param rebuildProcessor seconds of processor time
   * @param processor time of one choice, on average
   * @param busyPercentile99 while another thread makes the table anew all the time
   * @param routed recipients that a connector was found for, of all
   */
  record Result(Spread rebuild, Spread rebuildProcessor, double processor, double busyPercentile99,
      double routed) {}

  /**
   * Processor time of one choice while no connector takes some recipients, in microseconds.
   *
   * @param restrictions patterns of those, the same for each connector
   */
  double restricted(int choices, int restrictions) {
    List<OrAddress> addresses = spaces.addresses();
    RoutingTable table = RoutingTable.of(AddressSpaces.restricted(spaces.config(), restrictions));
    choose(table, addresses, choices);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < choices; i++) {
      choose(table, addresses.get(i % AddressSpaces.ADDRESSES), i);
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1e3 / choices;
  }

  Result run(int choices) throws InterruptedException {
    MtaConfig config = spaces.config();
    List<OrAddress> addresses = spaces.addresses();
    RoutingTable table = RoutingTable.of(config);
    choose(table, addresses, choices);
    List<Double> clock = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < REBUILDS; i++) {
      long cpu = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      table = RoutingTable.of(config);
      clock.add((System.nanoTime() - start) / 1e9);
      processor.add((threads.getCurrentThreadCpuTime() - cpu) / 1e9);
    }
    int routed = 0;
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < choices; i++) {
      routed += choose(table, addresses.get(i % AddressSpaces.ADDRESSES), i) instanceof Decision.Via ? 1 : 0;
    }
    double used = (threads.getCurrentThreadCpuTime() - before) / 1e3 / choices;
    double[] busy = whileRebuilding(config, table, addresses, choices);
    return new Result(Spread.of(clock), Spread.of(processor), used, busy[(int) (choices * 0.99)],
        (double) routed / choices);
  }

  private double[] whileRebuilding(MtaConfig config, RoutingTable table, List<OrAddress> addresses,
      int choices) throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<RoutingTable> made = new AtomicReference<>();
    Thread rebuilder = Thread.ofPlatform().name("rebuild").start(() -> {
      while (!done.get()) {
        made.set(RoutingTable.of(config));
      }
    });
    try {
      return choose(table, addresses, choices);
    } finally {
      done.set(true);
      rebuilder.join();
    }
  }

  /** Sorted times of single choices, in microseconds. */
  private static double[] choose(RoutingTable table, List<OrAddress> addresses, int choices) {
    double[] micros = new double[choices];
    for (int i = 0; i < choices; i++) {
      OrAddress address = addresses.get(i % AddressSpaces.ADDRESSES);
      long start = System.nanoTime();
      choose(table, address, i);
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  /** As for a recipient that has just been decoded: nothing of its address is prepared. */
  static Decision choose(RoutingTable table, OrAddress address, int number) {
    OrAddress fresh = address.withExtensionAttributes(address.extensionAttributes());
    Traffic traffic = new Traffic(ApduKind.MESSAGE, "id" + number % 64, null, Priority.NORMAL, 1000,
        ContentType.BuiltIn.IPM_1988, "c0");
    return table.route(fresh, traffic, name -> false, NOW);
  }
}
