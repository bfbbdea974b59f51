package org.angarium.lab.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import org.angarium.lab.mail.Crew;
import org.angarium.lab.mail.Ledger;
import org.angarium.lab.mail.Site;
import org.angarium.lab.namespace.Line;
import org.angarium.lab.namespace.Line.Side;
import org.angarium.lab.namespace.LoopbackDoor;
import org.angarium.lab.namespace.NetworkNamespace;
import org.angarium.lab.namespace.Signals;
import org.angarium.lab.namespace.TcpStreams;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;

/** Two hosts with an MTA each, the line between them, and what can go wrong there. */
final class Rig implements AutoCloseable {
  private static final int P1_PORT = 10_102;
  private static final String NET = "10.77.0.";
  private static final String PREFIX = "/24";
  private static final Map<Side, String> HARDWARE = Map.of(Side.LEFT, "02:00:00:00:00:01", Side.RIGHT,
      "02:00:00:00:00:02");

  private final Site alpha = Site.alpha(P1_PORT);
  private final Site bravo = Site.bravo(P1_PORT);
  private final LineWatch watch = new LineWatch(alpha.mta(), bravo.mta());
  private final Ledger ledger = new Ledger();
  private final Crew crew = new Crew(ledger, (mta, event) -> {});
  private final Path hosts;
  private final Line line;
  private final Map<Side, NetworkNamespace> namespaces = new EnumMap<>(Side.class);
  private final Map<Side, LoopbackDoor> doors = new EnumMap<>(Side.class);
  private int addresses = 2;

  Rig(Sandbox sandbox, RecoverySettings settings) throws IOException, InterruptedException {
    hosts = sandbox.folder().resolve("hosts");
    writeHosts();
    line = new Line(new TcpStreams(watch));
    try {
      make(sandbox, Side.LEFT, alpha, bravo, RecoverySettings.NAME_OF_CALLED, settings);
      make(sandbox, Side.RIGHT, bravo, alpha, RecoverySettings.NAME_OF_CALLER, settings);
      sandbox.start(crew.all());
      crew.all().forEach(crew::listen);
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void make(Sandbox sandbox, Side side, Site site, Site peer, String peerHost,
      RecoverySettings settings) throws IOException, InterruptedException {
    int control = Ports.free();
    NetworkNamespace host = host(side);
    doors.put(side, new LoopbackDoor(control, host));
    MtaProcess mta = sandbox.mta(site.mta(), settings.configuration(site, peer, peerHost, control),
        RecoverySettings.jvm(hosts));
    mta.within(host.within());
    crew.add(site, mta);
  }

  private NetworkNamespace host(Side side) throws IOException, InterruptedException {
    NetworkNamespace host = NetworkNamespace.create();
    namespaces.put(side, host);
    line.connect(side, host, hardware(side), address(side) + PREFIX);
    return host;
  }

  private static String hardware(Side side) {
    return HARDWARE.getOrDefault(side, "");
  }

  private String address(Side side) {
    return NET + (side == Side.LEFT ? 1 : addresses);
  }

  /** In one step: an MTA that looks a name up meanwhile finds the old or the new address, never none, as with a name service. */
  private void writeHosts() throws IOException {
    Path written = hosts.resolveSibling("hosts.new");
    Files.writeString(written, address(Side.LEFT) + " " + RecoverySettings.NAME_OF_CALLER + "\n"
        + address(Side.RIGHT) + " " + RecoverySettings.NAME_OF_CALLED + "\n");
    Files.move(written, hosts, StandardCopyOption.ATOMIC_MOVE);
  }

  private NetworkNamespace namespace(Side side) {
    NetworkNamespace host = namespaces.get(side);
    if (host == null) {
      throw new IllegalStateException("there is no host " + side);
    }
    return host;
  }

  Site alpha() {
    return alpha;
  }

  Site bravo() {
    return bravo;
  }

  LineWatch watch() {
    return watch;
  }

  Line line() {
    return line;
  }

  Ledger ledger() {
    return ledger;
  }

  Crew crew() {
    return crew;
  }

  private MtaProcess caller() {
    return crew.at(alpha);
  }

  private MtaProcess called() {
    return crew.at(bravo);
  }

  /** The first instant of a fault: quick, since no frame passes meanwhile. */
  void strike(OutageFault fault) {
    try {
      switch (fault) {
        case LINK_DOWN, SILENCE, AGAIN, HOST, ADDRESS -> line.silence();
        case TRICKLE -> line.slow(2000);
        case KILL_CALLER -> caller().kill();
        case KILL_CALLED -> called().kill();
        case STOPPED -> Signals.stop(called().pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What else belongs to it and takes time. */
  void afterStrike(OutageFault fault) throws IOException, InterruptedException {
    switch (fault) {
      case LINK_DOWN -> line.plug(Side.LEFT, false);
      case HOST -> {
        called().kill();
        called().awaitGone();
        line.disconnect(Side.RIGHT);
        namespace(Side.RIGHT).close();
      }
      case KILL_CALLER -> caller().awaitGone();
      case KILL_CALLED -> called().awaitGone();
      case SILENCE, AGAIN, ADDRESS, TRICKLE, STOPPED -> {
        // Nothing more.
      }
    }
  }

  /** Undoes it; when this returns, everything works again. */
  void mend(OutageFault fault) throws IOException, InterruptedException {
    switch (fault) {
      case LINK_DOWN -> {
        line.plug(Side.LEFT, true);
        line.heal();
      }
      case SILENCE, AGAIN, TRICKLE -> line.heal();
      case ADDRESS -> move();
      case HOST -> {
        NetworkNamespace host = host(Side.RIGHT);
        LoopbackDoor door = doors.get(Side.RIGHT);
        if (door != null) {
          door.lead(host);
        }
        called().within(host.within());
        line.heal();
        revive(called());
      }
      case KILL_CALLER -> revive(caller());
      case KILL_CALLED -> revive(called());
      case STOPPED -> Signals.resume(called().pid());
    }
  }

  private void revive(MtaProcess mta) throws IOException, InterruptedException {
    crew.revive(mta);
  }

  private void move() throws IOException, InterruptedException {
    String old = address(Side.RIGHT) + PREFIX;
    addresses = addresses == 2 ? 3 : 2;
    namespace(Side.RIGHT).run("ip", "address", "del", old, "dev", "eth0");
    namespace(Side.RIGHT).run("ip", "address", "add", address(Side.RIGHT) + PREFIX, "dev", "eth0");
    writeHosts();
    line.heal();
  }

  /** The processes belong to the sandbox. */
  @Override
  public void close() {
    line.close();
    namespaces.values().forEach(NetworkNamespace::close);
    for (LoopbackDoor door : doors.values()) {
      try {
        door.close();
      } catch (IOException e) {
        // It is not used any more.
      }
    }
  }
}
