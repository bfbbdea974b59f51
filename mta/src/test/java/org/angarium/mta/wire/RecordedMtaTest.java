package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our MTA in place of either of the two MTAs (PP on ISODE) whose dialogue was recorded; the other one sends its recorded octets. */
@Timeout(150)
class RecordedMtaTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CC = 0xD0;

  @TempDir
  private Path directory;

  private static TestConfig mtaB() {
    return new TestConfig("PPB", 0).root("name", "PP-MTA-B")
        .root("domain", Map.of("country", "GB", "admd", "TEST", "prmd", "PPB"))
        .connector("PP-A", "PPA", 1, "C=GB;A=TEST;P=PPA", 1).with("activation", "remote-initiated")
        .with("remote-mta", "PP-MTA-A").with("remote-password", "secret-a")
        .with("local-password", "secret-b");
  }

  @Test
  void aRecordedInitiatorDeliversItsMessage() throws BerException {
    try (TestMta mta = new TestMta(directory,
        mtaB().listener("transport-selector", "591").mailbox("test", "C=GB;A=TEST;P=PPB;S=test").toml())) {
      replayInitiator(mta);
      await().atMost(SOON).until(() -> mta.mailbox("test").size() == 1);
      byte[] content = mta.content(mta.mailbox("test").getFirst());
      Ipm ipm = (Ipm) InformationObject.decode(content);
      assertThat(ipm.heading().subjectText()).isEqualTo("short ipm");
      assertThat(((BodyPart.Ia5Text) ipm.body().getFirst()).text())
          .startsWith("This is line 1 of a short IPM");
      assertThat(mta.mailbox("test").getFirst().mtsId()).contains("mtaa.test.805:23.10.26.13.56.27");
      await().atMost(SOON).until(() -> mta.count(EventId.ASSOCIATION_CLOSED) == 1);
    }
  }

  @Test
  void aRecordedMessageForElsewhereWaitsInTheQueueOfItsConnector() {
    try (TestMta mta = new TestMta(directory,
        mtaB().connector("NEXT", "NEXT", 1, "C=GB;A=TEST;P=PPB", 1).with("activation", "remote-initiated")
            .toml())) {
      replayInitiator(mta);
      await().atMost(SOON).until(() -> mta.mta.queue().size() == 1);
      assertThat(mta.mta.queue().getFirst().connector()).isEqualTo("NEXT");
    }
  }

  /** Every recorded TPKT after the one before it was answered, where the recorded peer waited for an answer. */
  private static void replayInitiator(TestMta mta) {
    try (RawPeer peer = RawPeer.call(mta.port())) {
      List<Recorded> dialogue = Recorded.dialogue(Recorded.IPM_1988);
      for (Recorded recorded : dialogue) {
        if (recorded.byInitiator()) {
          peer.send(recorded.tpkt());
        } else {
          assertThat(kind(peer.next())).isEqualTo(kind(recorded.tpkt()));
        }
      }
      peer.awaitEnd();
      assertThat(peer.received).as("nothing beyond the recorded answers").hasSize(4);
    }
  }

  /** Which TPDU it is, and of a DT which SPDUs are in it. */
  private static String kind(byte[] tpkt) {
    assertThat(tpkt).as("an answer").isNotEmpty();
    int tpdu = tpkt[5] & 0xFF;
    if (tpdu != 0xF0) {
      return "TPDU " + Integer.toHexString(tpdu);
    }
    boolean second = tpkt[7] <= 2 && tpkt[8] == 0;
    return "SPDU " + tpkt[7] + (second ? " " + tpkt[9] : "");
  }

  @Test
  void aRecordedResponderTakesOurMessage() throws IOException, RequestException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestMta mta = new TestMta(directory, new TestConfig("PPA", 0).root("name", "PP-MTA-A")
            .root("domain", Map.of("country", "GB", "admd", "TEST", "prmd", "PPA"))
            .mailbox("pp", "C=GB;A=TEST;P=PPA;S=pp")
            .connector("PP-B", "PPB", server.getLocalPort(), "C=GB;A=TEST;P=PPB", 1)
            .with("remote-mta", "PP-MTA-B").with("remote-password", "secret-b")
            .with("local-password", "secret-a").with("dialogue", "monologue").with("checkpoint-size", 63)
            .with("window", 3).with("association-lifetime", 0)
            .with("remote-selectors", Map.of("transport", "591")).toml())) {
      mta.submit("pp", "C=GB;A=TEST;P=PPB;S=test", "as short as the recorded one");
      try (RawPeer initiator = new RawPeer(server.accept())) {
        replayResponder(initiator);
      }
      await().atMost(SOON).until(() -> mta.count(EventId.MESSAGE_SENT) == 1 && mta.mta.queue().isEmpty());
      await().atMost(SOON).until(() -> mta.count(EventId.ASSOCIATION_CLOSED) == 1);
      assertThat(mta.count(EventId.ASSOCIATION_ENDED_ABNORMALLY)).isZero();
    }
  }

  private static void replayResponder(RawPeer initiator) {
    Deque<byte[]> answers = new ArrayDeque<>();
    Recorded.dialogue(Recorded.IPM_1988).stream().filter(recorded -> !recorded.byInitiator())
        .forEach(recorded -> answers.add(recorded.tpkt()));
    byte[] request = initiator.next();
    byte[] confirm = answers.remove();
    assertThat(confirm[5] & 0xFF).isEqualTo(CC);
    // A CC names the reference of the CR it answers: the only octets that cannot be the recorded ones.
    System.arraycopy(request, 8, confirm, 6, 2);
    initiator.send(confirm);
    initiator.next();
    initiator.send(answers.remove());
    // The activity: AS, data, AE.
    while (!kind(initiator.next()).equals("SPDU 1 41")) {
      assertThat(initiator.received).hasSizeLessThan(10);
    }
    initiator.send(answers.remove());
    assertThat(kind(initiator.next())).as("FN").isEqualTo("SPDU 9");
    initiator.send(answers.remove());
    initiator.awaitEnd();
  }
}
