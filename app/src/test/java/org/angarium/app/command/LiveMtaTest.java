package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.app.LiveMta;
import org.angarium.app.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands with a real MTA: store, lanes, listener and control interface together. */
@Timeout(60)
class LiveMtaTest {
  private static final Pattern ADDRESS = Pattern.compile("\"127.0.0.1:([0-9]+)\"");

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
    Run first = new Run(config);
    CommandRun submitted = CommandRun.of("submit", "--from", "anna", "--to", "cora", "--subject", "Hello",
        "--text", "How are you?", "--report", "--config", config);
    assertThat(submitted.err()).isEmpty();
    assertThat(submitted.exitCode()).isZero();
    assertThat(CommandRun.of("read", "--mailbox", "cora", "--config", config).out()).contains("Hello");
    assertThat(CommandRun.of("read", "--mailbox", "anna", "--config", config).out())
        .contains("  delivered at ");

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

    CommandRun ping = CommandRun.of("ping", "--host", "127.0.0.1", "--port", first.port(config),
        "--local-mta", "NOBODY");
    assertThat(ping.exitCode()).isEqualTo(1);
    assertThat(ping.out()).containsPattern("Session +ok").containsPattern("MTA bind +failed")
        .endsWith("authentication-error\n");
    CommandRun stopped = first.stop();
    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.out()).contains(" 9298 ", "10009 ", "10010 ", "   51 ", " 9299 ");

    Run second = new Run(config);
    assertThat(CommandRun.of("read", "--mailbox", "cora", "--config", config).out()).contains("Hello");
    assertThat(second.stop().exitCode()).isZero();
  }

  /** An MTA that runs on a thread of its own. */
  private final class Run {
    private final CompletableFuture<CommandRun> ended = new CompletableFuture<>();
    private final Thread thread;

    Run(String config) {
      thread = Thread.ofPlatform()
          .start(() -> ended.complete(CommandRun.with("", LiveMta::start, "run", "--config", config)));
      Path control = directory.resolve("data").resolve("control.json");
      await().atMost(30, TimeUnit.SECONDS).until(() -> ended.isDone() || Files.exists(control));
      assertThat(ended).isNotDone();
    }

    String port(String config) {
      Matcher address = ADDRESS.matcher(CommandRun.of("status", "--json", "--config", config).out());
      assertThat(address.find()).isTrue();
      return address.group(1);
    }

    CommandRun stop() throws Exception {
      thread.interrupt();
      return ended.get(30, TimeUnit.SECONDS);
    }
  }
}
