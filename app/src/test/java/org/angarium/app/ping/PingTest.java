package org.angarium.app.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.angarium.app.Samples;
import org.angarium.mta.config.OsiSelectors;
import org.angarium.mta.config.Password;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.net.TcpNetwork;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaBindError;
import org.angarium.x400.p1.MtaCredentials;
import org.angarium.x400.p1.MtaCredentials.PasswordForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PingTest {
  private final List<PingResult.Step> told = new ArrayList<>();

  private static Target target(int port, ProtocolMode mode, Dialogue dialogue, Turn turn, String remote) {
    return new Target("127.0.0.1", port, Optional.of(remote), "ALPHA", Optional.of(new Password("secret")),
        OsiSelectors.NONE, OsiSelectors.NONE, dialogue, turn, mode, 30, 5, Duration.ofSeconds(20));
  }

  private static Target target(int port) {
    return target(port, ProtocolMode.NORMAL, Dialogue.TWO_WAY_ALTERNATE, Turn.INITIATOR, "BRAVO");
  }

  private PingResult ping(Target target) throws InterruptedException {
    return Ping.run(target, new TcpNetwork(), InstantSource.fixed(Samples.NOW), told::add);
  }

  private static Function<OpenProposal, RtsEvent> accepting(String name) {
    return proposal -> {
      MtaBind result = new MtaBind.Authenticated(name,
          MtaCredentials.Simple.of(PasswordForm.IA5_STRING, "other"));
      return new RtsEvent.Accept(20, 3, result.encodeResult(proposal.mode() == ProtocolMode.NORMAL
          ? MtaBind.Mode.NORMAL
          : MtaBind.Mode.X410));
    };
  }

  private static List<Layer> layers(PingResult result) {
    return result.steps().stream().map(PingResult.Step::layer).toList();
  }

  @ParameterizedTest
  @EnumSource(ProtocolMode.class)
  void acceptedBindPassesEveryLayerAndIsClosedInOrder(ProtocolMode mode) throws Exception {
    try (ResponderMta peer = new ResponderMta(accepting("BRAVO"))) {
      PingResult result = ping(
          target(peer.port(), mode, Dialogue.TWO_WAY_ALTERNATE, Turn.INITIATOR, "BRAVO"));
      assertThat(result.accepted()).isTrue();
      assertThat(result.closed()).isTrue();
      assertThat(result.failure()).isNull();
      assertThat(result.peer()).isEqualTo("BRAVO");
      assertThat(layers(result)).startsWith(Layer.TCP, Layer.TRANSPORT, Layer.SESSION).endsWith(Layer.RTSE,
          Layer.APPLICATION);
      assertThat(result.steps().getLast().detail())
          .isEqualTo("bind accepted by MTA \"BRAVO\", checkpoint 20 K, window 3");
      assertThat(told).isEqualTo(result.steps());
      assertThat(result.steps()).extracting(PingResult.Step::after).isSorted();
      assertBind(peer.proposed.get());
    }
  }

  private static void assertBind(OpenProposal proposal) throws BerException {
    assertThat(MtaBind.decodeArgument(proposal.userData())).isEqualTo(new MtaBind.Authenticated("ALPHA",
        MtaCredentials.Simple.of(PasswordForm.IA5_STRING, "secret")));
  }

  @Test
  void turnIsAskedForWhenThePeerHasIt() throws Exception {
    try (ResponderMta peer = new ResponderMta(accepting("BRAVO"))) {
      PingResult result = ping(target(peer.port(), ProtocolMode.NORMAL, Dialogue.TWO_WAY_ALTERNATE,
          Turn.RESPONDER, "BRAVO"));
      assertThat(result.accepted()).isTrue();
      assertThat(result.closed()).isTrue();
    }
  }

  @Test
  void monologueOfThePeerIsAborted() throws Exception {
    try (ResponderMta peer = new ResponderMta(accepting("BRAVO"))) {
      PingResult result = ping(
          target(peer.port(), ProtocolMode.NORMAL, Dialogue.MONOLOGUE, Turn.RESPONDER, "BRAVO"));
      assertThat(result.accepted()).isTrue();
      assertThat(result.closed()).isFalse();
    }
  }

  @Test
  void otherNameOfThePeerIsNoSuccess() throws Exception {
    try (ResponderMta peer = new ResponderMta(accepting("Bravo"))) {
      PingResult result = ping(target(peer.port()));
      assertThat(result.accepted()).isFalse();
      assertThat(result.failedAt()).isEqualTo(Layer.APPLICATION);
      assertThat(result.failure()).contains("\"Bravo\"", "\"BRAVO\"");
    }
  }

  @Test
  void refusedBindSaysThePeersReason() throws Exception {
    try (ResponderMta peer = new ResponderMta(
        proposal -> new RtsEvent.Refuse(true, 2, MtaBind.encodeError(MtaBindError.AUTHENTICATION_ERROR)))) {
      PingResult result = ping(target(peer.port()));
      assertThat(result.accepted()).isFalse();
      assertThat(result.failedAt()).isEqualTo(Layer.APPLICATION);
      assertThat(result.failure()).endsWith("the peer's reason: authentication-error");
      assertThat(layers(result)).contains(Layer.SESSION).doesNotContain(Layer.APPLICATION);
    }
  }

  @Test
  void nobodyListeningFailsAtTcp() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    PingResult result = ping(target(port));
    assertThat(result.failedAt()).isEqualTo(Layer.TCP);
    assertThat(result.failure()).isEqualTo("no TCP connection: connection refused");
    assertThat(result.steps()).isEmpty();
  }

  @Test
  void silentPeerFailsAtTransportWhenTheBoundHasPassed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Target impatient = new Target("127.0.0.1", silent.getLocalPort(), Optional.empty(), "ALPHA",
          Optional.empty(), OsiSelectors.NONE, OsiSelectors.NONE, Dialogue.TWO_WAY_ALTERNATE, Turn.INITIATOR,
          ProtocolMode.NORMAL, 30, 5, Duration.ofSeconds(1));
      PingResult result = ping(impatient);
      assertThat(result.failedAt()).isEqualTo(Layer.TRANSPORT);
      assertThat(result.failure()).isEqualTo("no answer to the transport connect request within 1 s");
      assertThat(layers(result)).containsExactly(Layer.TCP);
    }
  }

  @Test
  void peerThatSpeaksSomethingElseFailsAtTransport() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> {
        try (var socket = web.accept()) {
          socket.getOutputStream().write("SSH-2.0-other\r\n".getBytes(StandardCharsets.US_ASCII));
          socket.getInputStream().readAllBytes();
        } catch (IOException e) {
          // The ping has closed the connection.
        }
      });
      PingResult result = ping(target(web.getLocalPort()));
      assertThat(result.accepted()).isFalse();
      assertThat(result.failedAt()).isEqualTo(Layer.TRANSPORT);
    }
  }
}
