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

/** An MTA process is killed in the middle of a transfer and started again: the other one needs nobody's help. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class KilledMtaTest {
  private static final int LARGE = 2_000_000;

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
    alpha = new TestConfig("ALPHA", alphaPort).mailbox("Anna").connector("BRAVO", toBravo.port());
    bravo = new TestConfig("BRAVO", bravoPort).mailbox("Bert").connector("ALPHA", alphaPort)
        .with("activation", "remote-initiated");
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    toBravo.close();
  }

  private Process start(String name, TestConfig config, String... submissions) throws IOException {
    Path file = directory.resolve(name + ".toml");
    Files.writeString(file, config.toml());
    List<String> arguments = new ArrayList<>(List.of(directory.resolve(name).toString(), file.toString()));
    arguments.addAll(Arrays.asList(submissions));
    Process process = ChildProcess.start(MtaProcess.class,
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        arguments.toArray(String[]::new));
    processes.add(process);
    BufferedReader lines = process.inputReader();
    assertThat(lines.readLine()).isEqualTo("running");
    return process;
  }

  private static void end(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** SIGKILL: the process does nothing more. */
  private void killInMidTransfer(Process process) {
    toBravo.after(600_000, process::destroyForcibly);
    await().atMost(Link.SOON).until(() -> toBravo.happened() && !process.isAlive());
  }

  @Test
  void theReceiver() throws Exception {
    Process receiver = start("bravo", bravo);
    try (TestMta sender = new TestMta(directory.resolve("alpha"), alpha.toml())) {
      Thread.ofVirtual().start(() -> submit(sender));
      killInMidTransfer(receiver);
      sender.submit("anna", Link.BERT, Link.octets(100), Priority.URGENT, false);
      await().atMost(Link.SOON).until(() -> sender.count(EventId.ASSOCIATION_ENDED_ABNORMALLY) >= 1);
      assertThat(sender.count(EventId.CONNECTIONS_LOST)).isPositive();
      Process again = start("bravo", bravo);
      await().atMost(Link.SOON).until(() -> sender.mta.queue().isEmpty());
      assertThat(sender.count(EventId.MESSAGE_SENT)).isEqualTo(2);
      end(again);
    }
    try (TestMta reader = new TestMta(directory.resolve("bravo"), bravo.toml())) {
      assertThat(reader.mailbox("bert")).hasSize(2);
      assertThat(reader.mailbox("bert")).anySatisfy(
          message -> assertThat(reader.content(message)).isEqualTo(Link.octets(LARGE)));
    }
  }

  private static void submit(TestMta sender) {
    try {
      sender.submit("anna", Link.BERT, Link.octets(LARGE), Priority.NORMAL, false);
    } catch (RequestException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void theSender() throws Exception {
    try (TestMta receiver = new TestMta(directory.resolve("bravo"), bravo.toml())) {
      toBravo.begin(Fault.REFUSE);
      Process sender = start("alpha", alpha, "anna", Link.BERT, "100", "anna", Link.BERT, "" + LARGE, "anna",
          Link.BERT, "300");
      toBravo.after(600_000, sender::destroyForcibly);
      toBravo.heal();
      await().atMost(Link.SOON).until(() -> toBravo.happened() && !sender.isAlive());
      await().atMost(Link.SOON).until(() -> receiver.count(EventId.ASSOCIATION_ENDED_ABNORMALLY) == 1);
      assertThat(receiver.mailbox("bert")).hasSizeLessThan(3);
      start("alpha", alpha);
      await().atMost(Link.SOON).until(() -> receiver.mailbox("bert").size() == 3);
      assertThat(receiver.mailbox("bert").stream().map(message -> message.octets()))
          .containsExactlyInAnyOrder(100L, (long) LARGE, 300L);
      await().atMost(Link.SOON).until(() -> receiver.mta.connectors().getFirst().associations().stream()
          .noneMatch(association -> association.state().equals("receiving")));
      assertThat(receiver.mailbox("bert")).hasSize(3);
    }
  }
}
