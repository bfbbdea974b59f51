package org.angarium.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.angarium.lab.network.Fault.Afterwards;
import org.angarium.lab.network.Fault.NewCallers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault on real connections over the loopback address. */
@Timeout(60)
class FaultProxyTest {
  /** Long enough for octets to come if they could. */
  private static final int NOTHING_MILLISECONDS = 150;
  private static final byte[] PING = {1, 2, 3, 4};

  private ServerSocket target;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    proxy = FaultProxy.onLoopback(target.getLocalPort(), (connection, direction, octets) -> {
      // Nobody looks.
    });
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    target.close();
  }

  /** The two ends of one connection through the proxy. */
  private record Ends(Socket caller, Socket target) {
    void exchange() throws IOException {
      send(caller, PING);
      assertThat(receive(target, PING.length)).isEqualTo(PING);
      send(target, PING);
      assertThat(receive(caller, PING.length)).isEqualTo(PING);
    }
  }

  private Socket call() throws IOException {
    return new Socket(proxy.address().getAddress(), proxy.port());
  }

  private Ends connect() throws IOException {
    Socket caller = call();
    return new Ends(caller, target.accept());
  }

  private static void send(Socket socket, byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  private static byte[] receive(Socket socket, int count) throws IOException {
    socket.setSoTimeout(5_000);
    return socket.getInputStream().readNBytes(count);
  }

  private static byte[] receiveAll(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    return socket.getInputStream().readAllBytes();
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(NOTHING_MILLISECONDS);
    InputStream in = socket.getInputStream();
    assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  private static byte[] tpkt(int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 7);
    octets[0] = 3;
    octets[1] = 0;
    octets[2] = (byte) (length >>> 8);
    octets[3] = (byte) length;
    return octets;
  }

  @Test
  void everythingPassesAndIsCounted() throws IOException {
    Ends ends = connect();
    ends.exchange();
    send(ends.caller(), new byte[100_000]);
    ends.caller().shutdownOutput();
    assertThat(receiveAll(ends.target())).hasSize(100_000);
    send(ends.target(), PING);
    assertThat(receive(ends.caller(), PING.length)).isEqualTo(PING);
    // Octets are counted when they are gone, which the receiver may see first.
    await().untilAsserted(() -> assertThat(proxy.traffic()).isEqualTo(new Traffic(1, 100_004, 8, 0)));
  }

  @Test
  void aResetReachesBothEndsAndNewConnectionsPass() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(new Fault.Reset(false));
    assertReset(ends.caller());
    assertReset(ends.target());
    connect().exchange();
  }

  @Test
  void afterAResetNewConnectionsMayBeRefused() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(new Fault.Reset(true));
    assertReset(ends.caller());
    assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
    proxy.heal();
    connect().exchange();
  }

  @Test
  void refusingEndsConnectionsInOrder() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(new Fault.Refuse());
    assertThat(receiveAll(ends.caller())).isEmpty();
    assertThat(receiveAll(ends.target())).isEmpty();
    assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
    proxy.heal();
    connect().exchange();
  }

  @Test
  void aSilentNetworkAnswersNoConnectAndForgetsConnections() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(Fault.Silence.forgetting());
    send(ends.caller(), PING);
    send(ends.target(), PING);
    assertSilent(ends.caller());
    assertSilent(ends.target());
    try (Socket late = new Socket()) {
      assertThatThrownBy(() -> late.connect(proxy.address(), NOTHING_MILLISECONDS))
          .isInstanceOf(SocketTimeoutException.class);
    }
    proxy.heal();
    send(ends.caller(), PING);
    assertSilent(ends.caller());
    assertSilent(ends.target());
    connect().exchange();
    assertThat(proxy.traffic().swallowed()).isEqualTo(12);
  }

  @Test
  void nobodyLearnsOfAnEndDuringSilence() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(Fault.Silence.forgetting());
    ends.caller().close();
    assertSilent(ends.target());
    proxy.heal();
    assertSilent(ends.target());
  }

  @Test
  void afterAPulledCableOctetsOnlyComeLate() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(Fault.Silence.lasting());
    send(ends.caller(), PING);
    assertSilent(ends.target());
    proxy.heal();
    assertThat(receive(ends.target(), PING.length)).isEqualTo(PING);
    ends.exchange();
    assertThat(proxy.traffic().swallowed()).isZero();
  }

  @Test
  void silenceMayBeInOneDirectionOnly() throws IOException {
    Ends ends = connect();
    proxy.set(new Fault.Silence(Set.of(Direction.TO_CALLER), NewCallers.ACCEPTED, Afterwards.RESUMED));
    send(ends.caller(), PING);
    assertThat(receive(ends.target(), PING.length)).isEqualTo(PING);
    send(ends.target(), PING);
    assertSilent(ends.caller());
    proxy.heal();
    assertThat(receive(ends.caller(), PING.length)).isEqualTo(PING);
  }

  @Test
  void aCallerMayBeAcceptedIntoSilence() throws IOException {
    proxy.set(
        new Fault.Silence(Set.of(Direction.values()), NewCallers.ACCEPTED, Afterwards.FORGOTTEN));
    Socket caller = call();
    send(caller, PING);
    assertSilent(caller);
    proxy.heal();
    assertSilent(caller);
    connect().exchange();
  }

  @Test
  void aSlowLineTakesItsTime() throws IOException {
    Ends ends = connect();
    ends.exchange();
    long start = System.nanoTime();
    proxy.set(new Fault.Slow(10_000, Duration.ofMillis(20)));
    send(ends.caller(), new byte[3_000]);
    assertThat(receive(ends.target(), 3_000)).hasSize(3_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void aSlowLineThatIsMendedIsFastAtOnce() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(new Fault.Slow(1, Duration.ZERO));
    send(ends.caller(), new byte[50_000]);
    assertSilent(ends.target());
    proxy.heal();
    assertThat(receive(ends.target(), 50_000)).hasSize(50_000);
  }

  @Test
  void aTpduIsCutInItsMiddle() throws IOException {
    Ends ends = connect();
    send(ends.caller(), tpkt(50));
    assertThat(receive(ends.target(), 50)).isEqualTo(tpkt(50));
    proxy.set(new Fault.Truncate());
    send(ends.caller(), tpkt(200));
    assertThat(receiveAll(ends.target())).isEqualTo(Arrays.copyOf(tpkt(200), 5));
    assertThat(receiveAll(ends.caller())).isEmpty();
  }

  @Test
  void someOctetsAreDamaged() throws IOException {
    Ends ends = connect();
    proxy.set(new Fault.Corrupt(10));
    send(ends.caller(), new byte[35]);
    byte[] arrived = receive(ends.target(), 35);
    byte[] expected = new byte[35];
    expected[9] = expected[19] = expected[29] = 0x10;
    assertThat(arrived).isEqualTo(expected);
  }

  @Test
  void aHalfOpenConnectionIsGoneForOneEndOnly() throws IOException {
    Ends ends = connect();
    ends.exchange();
    proxy.set(new Fault.HalfOpen(Direction.TO_TARGET));
    assertReset(ends.target());
    send(ends.caller(), PING);
    assertSilent(ends.caller());
    connect().exchange();
  }

  @Test
  void anArmedFaultComesToTheOctet() throws Exception {
    Ends ends = connect();
    var struck = proxy.arm(1_000, new Fault.Refuse());
    send(ends.caller(), new byte[999]);
    assertThat(receive(ends.target(), 999)).hasSize(999);
    assertThat(struck).isNotDone();
    send(ends.caller(), new byte[500]);
    assertThat(receiveAll(ends.target())).hasSize(1);
    FaultProxy.Strike strike = struck.get(5, TimeUnit.SECONDS);
    assertThat(strike.connection()).isEqualTo(1);
    assertThat(strike.direction()).isEqualTo(Direction.TO_TARGET);
    assertThat(proxy.traffic().toTarget()).isEqualTo(1_000);
    // Counted after the strike, on the thread that carries them.
    await().untilAsserted(() -> assertThat(proxy.traffic().swallowed()).isEqualTo(499));
  }

  @Test
  void aTapMayBreakTheLineBehindWhatItSaw() throws IOException {
    FaultProxy[] tapped = new FaultProxy[1];
    tapped[0] = FaultProxy.onLoopback(target.getLocalPort(),
        (connection, direction, octets) -> tapped[0].set(new Fault.Reset(true)));
    try (FaultProxy line = tapped[0]; Socket caller = new Socket(line.address().getAddress(), line.port())) {
      Socket accepted = target.accept();
      send(caller, PING);
      assertReset(caller);
      assertThat(line.traffic().octets()).isEqualTo(PING.length);
      accepted.close();
    }
  }

  @Test
  void aTargetThatDoesNotListenShowsAsReset() throws IOException {
    target.close();
    try (Socket caller = call()) {
      assertReset(caller);
    }
  }

  @Test
  void connectionsThatEndAreForgotten() throws Exception {
    Ends ends = connect();
    ends.exchange();
    assertThat(proxy.open()).isEqualTo(1);
    ends.caller().close();
    assertThat(receiveAll(ends.target())).isEmpty();
    ends.target().close();
    await().atMost(Duration.ofSeconds(20)).until(() -> proxy.open() == 0);
  }
}
