package org.angarium.lab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;

/** How long a route choice takes among very many address spaces, and how long making the table does. */
final class RoutingBench {
  private static final int CONNECTORS = 50;
  private static final int ADDRESSES = 20_000;
  private static final int REBUILDS = 5;
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private final int spaces;
  private final Random random = new Random(1984);

  RoutingBench(int spaces) {
    this.spaces = spaces;
  }

  /**
   * What was measured; times of one recipient in microseconds.
   *
   * @param rebuildSeconds the longest of several, whatever else the machine did meanwhile
   * @param rebuildProcessorSeconds processor time of one, on average
   * @param busyPercentile99 while another thread makes the table anew all the time
   * @param routed recipients that a connector was found for, of all
   */
  record Result(int spaces, int connectors, double rebuildSeconds, double rebuildProcessorSeconds,
      double mean, double percentile50,
      double percentile99, double busyPercentile99, double routed) {}

  Result run(int choices) throws InterruptedException {
    MtaConfig config = config();
    List<OrAddress> addresses = addresses();
    RoutingTable table = RoutingTable.of(config);
    choose(table, addresses, choices);
    double longest = 0;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < REBUILDS; i++) {
      long start = System.nanoTime();
      table = RoutingTable.of(config);
      longest = Math.max(longest, (System.nanoTime() - start) / 1e9);
    }
    double processor = (threads.getCurrentThreadCpuTime() - cpu) / 1e9 / REBUILDS;
    long start = System.nanoTime();
    int routed = 0;
    for (int i = 0; i < choices; i++) {
      routed += choose(table, addresses.get(i % ADDRESSES), i) ? 1 : 0;
    }
    double mean = (System.nanoTime() - start) / 1e3 / choices;
    double[] quiet = choose(table, addresses, choices);
    double[] busy = whileRebuilding(config, table, addresses, choices);
    return new Result(spaces, CONNECTORS, longest, processor, mean, quiet[choices / 2],
        quiet[(int) (choices * 0.99)], busy[(int) (choices * 0.99)], (double) routed / choices);
  }

  private double[] whileRebuilding(MtaConfig config, RoutingTable table, List<OrAddress> addresses,
      int choices) throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread rebuilder = Thread.ofPlatform().name("rebuild").start(() -> {
      while (!done.get()) {
        RoutingTable.of(config);
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
      OrAddress address = addresses.get(i % ADDRESSES);
      long start = System.nanoTime();
      choose(table, address, i);
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  /** As for a recipient that has just been decoded: nothing of its address is prepared. */
  private static boolean choose(RoutingTable table, OrAddress address, int number) {
    OrAddress fresh = address.withExtensionAttributes(address.extensionAttributes());
    Traffic traffic = new Traffic(ApduKind.MESSAGE, "id" + number % 64, null, Priority.NORMAL, 1000,
        ContentType.BuiltIn.IPM_1988, "c0");
    return table.route(fresh, traffic, name -> false, NOW) instanceof Decision.Via;
  }

  private MtaConfig config() {
    StringBuilder toml = new StringBuilder("""
        name = "BENCH"
        data-directory = "data"
        domain = { country = "DE", admd = "BENCH", prmd = "HERE" }
        """);
    for (int i = 0; i < CONNECTORS; i++) {
      toml.append("[[connector]]\nname = \"c%d\"\nremote-mta = \"C%d\"\nhost = \"192.0.2.%d\"\n"
          .formatted(i, i, i + 1));
    }
    try {
      MtaConfig bare = ConfigReader.read(Path.of("bench.toml"), toml.toString());
      List<ConnectorConfig> connectors = new ArrayList<>();
      for (int i = 0; i < CONNECTORS; i++) {
        connectors.add(bare.connectors().get(i).withAddressSpaces(spacesOf(i)));
      }
      return bare.withConnectors(connectors);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<AddressSpace> spacesOf(int connector) {
    List<AddressSpace> all = new ArrayList<>();
    for (int i = connector; i < spaces; i += CONNECTORS) {
      all.add(new AddressSpace(i == 0 ? "*" : pattern(i), 1 + random.nextInt(3)));
    }
    return all;
  }

  /** Every tenth domain has two connectors; deeper patterns under organizations that many share. */
  private static String pattern(int i) {
    String domain = "C=DE;A=ADMD" + i % 7 + ";P=DOMAIN " + i % 1000;
    return switch (i % 10) {
      case 0 -> domain;
      case 1 -> domain + ";O=ORG " + i % 100 + "*";
      case 2 -> domain + ";O=ORG;OU1=UNIT " + i;
      case 3 -> domain + ";O=ORG;OU1=UNIT;S=PERSON " + i;
      case 4 -> "C=DE;A=ADMD1;DDA:RFC-822=user" + i + "*";
      case 5 -> "C=DE;A=ADMD2;X121=" + (262_000_000L + i);
      default -> domain + ";O=ORG " + i;
    };
  }

  private List<OrAddress> addresses() {
    List<OrAddress> all = new ArrayList<>();
    try {
      for (int i = 0; i < ADDRESSES; i++) {
        String text = pattern(1 + random.nextInt(spaces - 1)).replace("*", "x");
        boolean noPerson = text.contains("X121") || text.contains("S=");
        all.add(OrAddress.parse(noPerson ? text : text + ";G=Erika;S=Mann " + i));
      }
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
