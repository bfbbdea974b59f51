package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two configurations of docs/first-steps.md, and what the page does with them. */
@Timeout(120)
class FirstStepsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern CONFIG = Pattern.compile("```toml\\n(.*?)```\\n", Pattern.DOTALL);

  @TempDir
  Path directory;

  /** With ports that are free here, and the folder's own data directory. */
  private String written(String name, String toml, int alpha, int bravo) throws Exception {
    return Files.writeString(Files.createDirectories(directory.resolve(name)).resolve(name + ".toml"),
        toml.replace("10102", Integer.toString(alpha)).replace("10103", Integer.toString(bravo))
            .replace(name + "-data", "data"))
        .toString();
  }

  @Test
  void thePageSetsUpTwoMtasThatSendEachOtherMail() throws Exception {
    List<String> tomls = CONFIG.matcher(Files.readString(Path.of("..", "docs", "first-steps.md"))).results()
        .map(found -> found.group(1)).toList();
    assertThat(tomls).hasSize(2);
    int alphaPort;
    int bravoPort;
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      alphaPort = one.getLocalPort();
      bravoPort = other.getLocalPort();
    }
    try (RunningMta bravo = new RunningMta(written("bravo", tomls.get(1), alphaPort, bravoPort));
        RunningMta alpha = new RunningMta(written("alpha", tomls.get(0), alphaPort, bravoPort))) {
      assertThat(alpha.out("ping", "bravo")).contains("The association was accepted");
      alpha.out("submit", "--from", "anna", "--to", "C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben", "--to",
          "C=DE;A=EXAMPLE;P=BRAVO;S=Nobody", "--subject", "Hello", "--text", "Are you there?");
      await().atMost(SOON).untilAsserted(() -> assertThat(bravo.out("read")).contains("Hello"));
      await().atMost(SOON).untilAsserted(() -> assertThat(alpha.out("read"))
          .contains("C=DE;A=EXAMPLE;P=BRAVO;S=Nobody: not delivered"));
      assertThat(alpha.out("route", "explain", "C=DE;A=EXAMPLE;P=BRAVO;S=Berg"))
          .contains("over the connector bravo");
      assertThat(alpha.out("track")).contains("transferred bravo");
    }
  }
}
