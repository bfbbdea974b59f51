package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ChildProcess;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What was confirmed at a checkpoint is not sent again, whoever of the two dies or whatever cuts them, whoever had opened the association
 * (X.228 §7.8 and §7.9). ALPHA opens it.
 */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class CrashResumptionTest {
  private static final int LARGE = 2_000_000;
  private static final int STOP_AT = 1_200_000;
  private static final int CHECKPOINT = 10 * 1024;
  private static final int WINDOW = 5;
  /** Framing of P1 and of every piece, confirmations, opening and closing. */
  private static final int FRAMING = LARGE / 20;
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");

  @TempDir
  private Path directory;
  private final List<Process> processes = new ArrayList<>();
  private FaultRelay toBravo;
  private TestConfig alpha;
  private TestConfig bravo;

  @BeforeEach
  void configure() {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    toBravo = new FaultRelay(bravoPort);
    alpha = new TestConfig("ALPHA", alphaPort).mailbox("Anna").connector("BRAVO", toBravo.port())
        .with("checkpoint-size", CHECKPOINT / 1024).with("window", WINDOW).with("permanent", true);
    bravo = new TestConfig("BRAVO", bravoPort).mailbox("Bert").connector("ALPHA", alphaPort)
        .with("activation", "remote-initiated");
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    toBravo.close();
  }

  private TestMta here(String name, TestConfig config) {
    return new TestMta(directory.resolve(name), config.toml());
  }

  private Process process(String name, TestConfig config, String... submissions) throws IOException {
    Path file = directory.resolve(name + ".toml");
    Files.writeString(file, config.toml());
    List<String> arguments = new ArrayList<>(List.of(directory.resolve(name).toString(), file.toString()));
    arguments.addAll(Arrays.asList(submissions));
    Process process = ChildProcess.start(MtaProcess.class,
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new));
    processes.add(process);
    BufferedReader lines = process.inputReader();
    assertThat(lines.readLine()).isEqualTo("running");
    return process;
  }

  private static void submit(TestMta sender, String from, String to) throws RequestException {
    sender.submit(from, to, Link.octets(LARGE), Priority.NORMAL, false);
  }

  private void lessThanAWindowWasSentAgain() {
    assertThat(toBravo.octets()).isLessThan((long) LARGE + FRAMING + WINDOW * CHECKPOINT);
  }

  private void arrivedIn(String name, TestConfig config, String mailbox) {
    try (TestMta reader = here(name, config)) {
      assertThat(reader.mailbox(mailbox)).hasSize(1);
      assertThat(reader.content(reader.mailbox(mailbox).getFirst())).isEqualTo(Link.octets(LARGE));
    }
  }

  @Test
  void theReceiverDiesWhileTheInitiatorSends() throws Exception {
    Process receiver = process("bravo", bravo);
    try (TestMta sender = here("alpha", alpha)) {
      toBravo.after(STOP_AT, receiver::destroyForcibly);
      submit(sender, "anna", Link.BERT);
      await().atMost(Link.SOON).until(() -> toBravo.happened() && !receiver.isAlive());
      Process again = process("bravo", bravo);
      await().atMost(Link.SOON).until(() -> sender.mta.queue().isEmpty());
      assertThat(sender.count(EventId.TRANSFER_RESUMED)).isEqualTo(1);
      assertThat(sender.count(EventId.ASSOCIATION_RECOVERED)).isEqualTo(1);
      lessThanAWindowWasSentAgain();
      end(again);
    }
    arrivedIn("bravo", bravo, "bert");
  }

  @Test
  void theSenderDiesAndHadOpenedTheAssociation() throws Exception {
    try (TestMta receiver = here("bravo", bravo)) {
      toBravo.begin(Fault.REFUSE);
      Process sender = process("alpha", alpha, "anna", Link.BERT, "" + LARGE);
      toBravo.after(STOP_AT, sender::destroyForcibly);
      toBravo.heal();
      await().atMost(Link.SOON).until(() -> toBravo.happened() && !sender.isAlive());
      process("alpha", alpha);
      await().atMost(Link.SOON).until(() -> receiver.mailbox("bert").size() == 1);
      assertThat(receiver.content(receiver.mailbox("bert").getFirst())).isEqualTo(Link.octets(LARGE));
      assertThat(receiver.count(EventId.RECEPTION_RESUMED)).isEqualTo(1);
      lessThanAWindowWasSentAgain();
    }
  }

  /** The octets are others then, with internal trace in the envelope or without: put together they would be no APDU. */
  @Test
  void theSenderDiesAndThePeerIsOfOurDomainAfterwards() throws Exception {
    try (TestMta receiver = here("bravo", bravo)) {
      toBravo.begin(Fault.REFUSE);
      Process sender = process("alpha", alpha, "anna", Link.BERT, "" + LARGE);
      toBravo.after(STOP_AT, sender::destroyForcibly);
      toBravo.heal();
      await().atMost(Link.SOON).until(() -> toBravo.happened() && !sender.isAlive());
      process("alpha", alpha.with("same-organization", true));
      await().atMost(Link.SOON).until(() -> receiver.mailbox("bert").size() == 1);
      assertThat(receiver.content(receiver.mailbox("bert").getFirst())).isEqualTo(Link.octets(LARGE));
      assertThat(receiver.count(EventId.RECEPTION_RESUMED)).isZero();
    }
  }

  @Test
  void theLinkIsCutWhileTheResponderSends() throws Exception {
    try (TestMta receiver = here("alpha", alpha); TestMta sender = here("bravo", bravo)) {
      toBravo.after(STOP_AT, () -> {
        toBravo.begin(Fault.RESET);
        toBravo.heal();
      });
      submit(sender, "bert", ANNA);
      await().atMost(Link.SOON).until(() -> receiver.mailbox("anna").size() == 1);
      assertThat(receiver.content(receiver.mailbox("anna").getFirst())).isEqualTo(Link.octets(LARGE));
      assertThat(sender.count(EventId.TRANSFER_RESUMED)).isEqualTo(1);
      lessThanAWindowWasSentAgain();
    }
  }

  @Test
  void theReceiverDiesWhileTheResponderSends() throws Exception {
    try (TestMta sender = here("bravo", bravo)) {
      Process receiver = process("alpha", alpha);
      toBravo.after(STOP_AT, receiver::destroyForcibly);
      submit(sender, "bert", ANNA);
      await().atMost(Link.SOON).until(() -> toBravo.happened() && !receiver.isAlive());
      Process again = process("alpha", alpha);
      await().atMost(Link.SOON).until(() -> sender.mta.queue().isEmpty());
      assertThat(sender.count(EventId.TRANSFER_RESUMED)).isEqualTo(1);
      lessThanAWindowWasSentAgain();
      end(again);
    }
    arrivedIn("alpha", alpha, "anna");
  }

  @Test
  void theSenderDiesAndHadBeenCalled() throws Exception {
    try (TestMta receiver = here("alpha", alpha)) {
      toBravo.begin(Fault.REFUSE);
      Process sender = process("bravo", bravo, "bert", ANNA, "" + LARGE);
      toBravo.after(STOP_AT, sender::destroyForcibly);
      toBravo.heal();
      await().atMost(Link.SOON).until(() -> toBravo.happened() && !sender.isAlive());
      process("bravo", bravo);
      await().atMost(Link.SOON).until(() -> receiver.mailbox("anna").size() == 1);
      assertThat(receiver.content(receiver.mailbox("anna").getFirst())).isEqualTo(Link.octets(LARGE));
      assertThat(receiver.count(EventId.RECEPTION_RESUMED)).isEqualTo(1);
      lessThanAWindowWasSentAgain();
    }
  }

  @Test
  void anUrgentMessagePassesALongOneThatGoesOnAfterwards() throws Exception {
    try (TestMta receiver = here("bravo", bravo); TestMta sender = here("alpha", alpha)) {
      toBravo.begin(Fault.SLOW);
      submit(sender, "anna", Link.BERT);
      await().atMost(Link.SOON).until(() -> toBravo.octets() > 300_000);
      sender.submit("anna", Link.BERT, Link.octets(100), Priority.URGENT, false);
      await().atMost(Link.SOON).until(() -> receiver.mailbox("bert").size() == 1);
      assertThat(receiver.mailbox("bert").getFirst().octets()).isEqualTo(100);
      toBravo.heal();
      await().atMost(Link.SOON).until(() -> receiver.mailbox("bert").size() == 2);
      assertThat(receiver.content(receiver.mailbox("bert").getLast())).isEqualTo(Link.octets(LARGE));
      assertThat(sender.count(EventId.TRANSFER_INTERRUPTED)).isEqualTo(1);
      assertThat(sender.count(EventId.TRANSFER_RESUMED)).isEqualTo(1);
      assertThat(sender.count(EventId.ASSOCIATION_OPENED)).isEqualTo(1);
      lessThanAWindowWasSentAgain();
    }
  }

  private static void end(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
