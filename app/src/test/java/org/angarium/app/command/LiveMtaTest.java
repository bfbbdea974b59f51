package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.angarium.app.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands with a real MTA: store, lanes, listener and control interface together. */
@Timeout(60)
class LiveMtaTest {
  @TempDir
  Path directory;

  @Test
  void messageAndReportBetweenMailboxesSurviveAStop() throws Exception {
    String config = Files.writeString(directory.resolve("alpha.toml"), Samples.CONFIG + """
        [[mailbox]]
        name = "cora"
        address = ["C=DE;A=EXAMPLE;P=ALPHA;S=Clay;G=Cora"]
        [[listener]]
        address = "127.0.0.1"
        port = 0
        """).toString();
    RunningMta first = new RunningMta(config);
    CommandRun submitted = CommandRun.of("submit", "--from", "anna", "--to", "cora", "--subject", "Hello",
        "--text", "How are you?", "--report", "--config", config);
    assertThat(submitted.err()).isEmpty();
    assertThat(submitted.exitCode()).isZero();
    assertThat(CommandRun.of("read", "--mailbox", "cora", "--config", config).out()).contains("Hello");
    assertThat(CommandRun.of("read", "--mailbox", "anna", "--config", config).out())
        .contains("S=Clay;G=Cora: delivered at ");

    CommandRun tracked = CommandRun.of("track", "--to", "Cora", "--config", config);
    assertThat(tracked.out()).contains("message", "delivered cora", "S=Clay");
    String mtsId = submitted.out().substring(submitted.out().indexOf("/C=")).strip();
    assertThat(CommandRun.of("track", "--mts-id", mtsId, "--json", "--config", config).out())
        .contains("\"mtsId\":\"" + mtsId + "\"");
    assertThat(CommandRun.of("track", "--state", "waiting", "--config", config).out())
        .isEqualTo("No message was found.\n");
    CommandRun traced = CommandRun.of("trace", mtsId, "--config", config);
    assertThat(traced.out()).startsWith("message " + mtsId).contains("submitted", "from anna")
        .containsPattern("delivered +into cora").contains("reported", "report /C=");
    assertThat(CommandRun.of("trace", "/C=XX/;none", "--config", config).exitCode()).isEqualTo(1);

    CommandRun ping = CommandRun.of("ping", "--host", "127.0.0.1", "--port", first.port(),
        "--local-mta", "NOBODY");
    assertThat(ping.exitCode()).isEqualTo(1);
    assertThat(ping.out()).containsPattern("Session +ok").containsPattern("MTA bind +failed")
        .endsWith("authentication-error\n");
    CommandRun stopped = first.stop();
    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.out()).contains(" 9298 ", "10009 ", "10010 ", "   51 ", " 9299 ");

    RunningMta second = new RunningMta(config);
    assertThat(CommandRun.of("read", "--mailbox", "cora", "--config", config).out()).contains("Hello");
    assertThat(second.stop().exitCode()).isZero();
  }
}
