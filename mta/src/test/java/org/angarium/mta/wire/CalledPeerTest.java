package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the MTA says when it calls, and what it makes of answers. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class CalledPeerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CARL = TestConfig.address("PEER", "Carl");

  @TempDir
  private Path directory;

  private TestMta mta(int port, String conformance, int window) {
    return new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", port)
        .with("conformance", conformance).with("window", window).toml());
  }

  /** Q185934: the window that is configured is offered, whatever it is; a lower one is accepted. */
  @ParameterizedTest
  @CsvSource({"1988-normal,1", "1988-normal,3", "1988-normal,5", "1988-normal,12", "1988-x410,5", "1984,5"})
  void theConfiguredWindowIsOffered(String conformance, int window) throws Exception {
    MtaBind.Mode mode = conformance.equals("1988-normal") ? MtaBind.Mode.NORMAL : MtaBind.Mode.X410;
    try (CalledPeers peers = new CalledPeers(CalledPeers.bindResult("MTA-PEER", "secret-PEER", mode));
        TestMta mta = mta(peers.port(), conformance, window)) {
      mta.submit("anna", CARL,
          new TextMessage(OrName.of(OrAddress.parse(TestConfig.address("ALPHA", "Anna"))), "1")
              .to(OrName.of(OrAddress.parse(CARL))).text("x".repeat(5000)).message().encode(),
          Priority.NORMAL, false);
      OpenProposal proposal = peers.first().seen(RtsIndication.OpenIndicated.class).getFirst().proposal();
      assertThat(proposal.window()).isEqualTo(window);
      await().atMost(SOON).until(() -> mta.count(EventId.MESSAGE_SENT) == 1);
      assertThat(mta.count(event -> event.id() == EventId.ASSOCIATION_OPENED
          && event.parameters().get("window").equals(Math.min(window, 10)))).isEqualTo(1);
    }
  }

  /** Q123650: no name and no password are the wrong ones, told as such; the next call keeps its interval. */
  @ParameterizedTest
  @CsvSource({"'',''", "MTA-PEER,''", "'',secret-PEER"})
  void anAnswerWithoutNameOrPasswordIsAnAuthenticationFailure(String name, String password) throws Exception {
    try (
        CalledPeers peers = new CalledPeers(CalledPeers.bindResult(name, password, MtaBind.Mode.NORMAL));
        TestMta mta = mta(peers.port(), "1988-normal", 5)) {
      mta.submit("anna", CARL, "waits");
      peers.first().await(RtsIndication.Aborted.class, 1);
      String words = name.isEmpty() ? "the MTA that answered is \"\"" : "its password is wrong";
      await().atMost(SOON).until(() -> mta.count(event -> event.text().contains(words)) >= 1);
      await().atMost(SOON).until(() -> peers.calls.size() >= 3);
      assertThat(peers.calls.size()).as("one a second")
          .isLessThanOrEqualTo((int) mta.count(EventId.OPEN_RETRY_STARTED) + 1);
      assertThat(mta.mta.queue()).hasSize(1);
      assertThat(mta.count(EventId.PROTOCOL_ERROR) + mta.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  @Test
  void aReleaseThatIsNotAnsweredIsToldAndBounded() throws Exception {
    try (
        CalledPeers peers = new CalledPeers(
            CalledPeers.bindResult("MTA-PEER", "secret-PEER", MtaBind.Mode.NORMAL));
        TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna")
            .connector("PEER", peers.port()).with("association-lifetime", 1).with("answer-timeout", 1)
            .toml())) {
      mta.submit("anna", CARL, "hello");
      peers.first().withhold(indication -> indication instanceof RtsIndication.CloseIndicated);
      await().atMost(SOON).until(() -> mta.count(EventId.TEARDOWN_ERROR) == 1);
      await().atMost(SOON).until(() -> mta.mta.connectors().getFirst().associations().isEmpty());
      assertThat(mta.count(EventId.MESSAGE_SENT)).isEqualTo(1);
    }
  }

  /** Q197378, Q251318: of several addresses, the one that the peer's firewall knows; for all connectors or for one. */
  @ParameterizedTest
  @CsvSource({"true,127.0.0.1", "true,127.0.0.2", "false,127.0.0.3"})
  void callsComeFromTheConfiguredAddress(boolean ofTheConnector, String address) throws Exception {
    assumeTrue(isOurs(address), "this machine does not have the address " + address);
    try (
        CalledPeers peers = new CalledPeers(
            CalledPeers.bindResult("MTA-PEER", "secret-PEER", MtaBind.Mode.NORMAL));
        TestMta mta = new TestMta(directory, configured(ofTheConnector, peers.port(), address).toml())) {
      mta.submit("anna", CARL, "from there");
      await().atMost(SOON).until(() -> mta.count(EventId.MESSAGE_SENT) == 1);
      assertThat(peers.callers).isNotEmpty()
          .allSatisfy(caller -> assertThat(caller.getHostAddress()).isEqualTo(address));
    }
  }

  private static TestConfig configured(boolean ofTheConnector, int port, String address) {
    TestConfig config = new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", port);
    return ofTheConnector
        ? config.with("local-address", address)
        : config.defaults("local-address", address);
  }

  private static boolean isOurs(String address) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** An address that has gone, after a cluster has moved for example, is named. */
  @Test
  void anAddressThatIsNotOursIsNamed() throws Exception {
    try (TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 9)
        .with("local-address", "192.0.2.77").toml())) {
      mta.submit("anna", CARL, "waits");
      await().atMost(SOON).until(() -> mta.count(event -> event.id() == EventId.CONNECT_FAILED
          && event.text().contains("cannot call from 192.0.2.77")) > 0);
      assertThat(mta.mta.queue()).hasSize(1);
    }
  }

  /** Q159182: beside a password of the whole MTA, the connector's own is what the caller hears. */
  @Test
  void theAnswerHasThePasswordOfTheConnector() throws Exception {
    String toml = new TestConfig("ALPHA", 0).root("password", "of the whole MTA").connector("PEER", 1)
        .with("activation", "remote-initiated").connector("OTHER", 1).with("activation", "remote-initiated")
        .toml();
    int last = toml.lastIndexOf("local-password");
    String withoutTheLast = toml.substring(0, last) + toml.substring(toml.indexOf('\n', last));
    try (TestMta mta = new TestMta(directory, withoutTheLast);
        StackPeer peer = StackPeer.bound(mta.port(), Caller.of("PEER"));
        StackPeer other = StackPeer.bound(mta.port(), Caller.of("OTHER"))) {
      assertThat(password(peer)).isEqualTo("secret-ALPHA");
      assertThat(password(other)).isEqualTo("of the whole MTA");
    }
  }

  private static String password(StackPeer peer) throws Exception {
    byte[] result = peer.seen(RtsIndication.OpenConfirmed.class).getFirst().userData();
    MtaBind.Authenticated answer = (MtaBind.Authenticated) MtaBind.decodeResult(result);
    return new String(((MtaCredentials.Simple) answer.credentials()).password(),
        StandardCharsets.ISO_8859_1);
  }
}
