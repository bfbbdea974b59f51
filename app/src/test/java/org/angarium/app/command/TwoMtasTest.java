package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with two MTAs and the commands alone: ALPHA with Anna calls BRAVO with Ben. */
@Timeout(90)
class TwoMtasTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BEN = "C=DE;A=EXAMPLE;P=BRAVO;O=Sales;S=Berg;G=Ben";

  @TempDir
  Path directory;
  private RunningMta alpha;
  private RunningMta bravo;
  private String bravoFile;

  private String file(String name, String other, String mailbox, int listens, int calls, String keys)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve(name));
    return Files.writeString(folder.resolve("angarium.toml"), """
        name = "%1$s"
        data-directory = "data"
        domain = { country = "DE", admd = "EXAMPLE", prmd = "%1$s" }
        [[listener]]
        address = "127.0.0.1"
        port = %4$d
        [[mailbox]]
        name = "%3$s
        [[connector]]
        name = "to-%2$s"
        remote-mta = "%2$s"
        host = "127.0.0.1"
        port = %5$d
        %6$s
        address-space = [{ pattern = "C=DE;A=EXAMPLE;P=%2$s" }]
        """.formatted(name, other, mailbox, listens, calls, keys)).toString();
  }

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    bravoFile = file("BRAVO", "ALPHA", "ben\"\naddress = \"" + BEN + "\"", port, 1,
        "activation = \"remote-initiated\"");
    bravo = new RunningMta(bravoFile);
    alpha = new RunningMta(file("ALPHA", "BRAVO",
        "anna\"\naddress = \"C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna\"", 0, port, "open-interval = 1"));
  }

  @AfterEach
  void stop() {
    alpha.close();
    bravo.close();
  }

  private String submit(String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(new String[]{"submit", "--from", "anna", "--text", "How are you?"}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    String out = alpha.out(all);
    return out.substring(out.indexOf("/C=")).strip();
  }

  /** The way there, and the way of the report back, as one drawing. */
  @Test
  void traceDrawsTheWayThroughBoth() {
    String mtsId = submit("--to", BEN, "--report");
    await().atMost(SOON).until(() -> alpha.out("read", "--mailbox", "anna").contains("delivered at"));
    String drawn = alpha.out("trace", mtsId, "--also", bravoFile);
    String[] ways = drawn.split("(?m)^report ", -1);
    assertThat(ways).as(drawn).hasSize(2);
    assertThat(ways[0]).startsWith("message " + mtsId + "\nfrom C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna")
        .containsOnlyOnce("  to " + BEN)
        .containsPattern("(?s)│ [^\n]*ALPHA +submitted +from anna\n.*│ [^\n]*ALPHA +routed +over to-BRAVO.*"
            + "[│╞] [^\n]*BRAVO +received +from to-ALPHA.*BRAVO +delivered +into ben\n.*"
            + "│ [^\n]*BRAVO +reported +by /C=DE/A=EXAMPLE/P=BRAVO/;")
        .containsPattern("ALPHA +transferred +over to-BRAVO, association [0-9]+\n").contains("   ╞ ");
    assertThat(ways[1]).contains("on " + mtsId)
        .containsPattern("(?s)BRAVO +created.*ALPHA +delivered +into anna");
    assertThat(alpha.out("trace", mtsId, "--also", bravoFile, "--json"))
        .contains("\"mta\":\"ALPHA\"", "\"mta\":\"BRAVO\"");
    assertThat(alpha.out("trace", mtsId)).as("one of them knows its own steps only")
        .doesNotContain("into ben");
  }

  /** Whatever standard text form an address comes in, and whatever case and spaces: it is the same. */
  @Test
  void everyTextFormOfAnAddressReachesTheMailbox() {
    List<String> forms = List.of("C=DE;A=EXAMPLE;P=BRAVO;O=Sales;S=Berg;G=Ben",
        "G=Ben; S=Berg; O=Sales; P=BRAVO; A=EXAMPLE; C=DE",
        "/C=DE/ADMD=EXAMPLE/PRMD=BRAVO/O=Sales/S=Berg/G=Ben/",
        "G=Ben, S=Berg, O=Sales, P=BRAVO, A=EXAMPLE, C=DE", "c=de;a=example;p=bravo;o=SALES;s=BERG;g=BEN",
        "C=DE;A= Example ;P=BRAVO;O=sales;S=Berg ;G=  ben");
    for (String form : forms) {
      submit("--to", form, "--subject", "by " + forms.indexOf(form));
      assertThat(alpha.out("route", "explain", form)).as(form).contains("to-BRAVO");
    }
    await().atMost(SOON).until(
        () -> bravo.out("read", "--mailbox", "ben").lines().filter(line -> line.contains(" by ")).count(),
        Long.valueOf(forms.size())::equals);
    for (String form : forms) {
      assertThat(alpha.out("track", "--to", form).lines().filter(line -> line.contains(" message ")))
          .as(form).hasSize(forms.size());
    }
  }

  @Test
  void theRoutingTableIsShownExplainedAndMadeAnewWhileItRuns() throws Exception {
    assertThat(alpha.out("route", "show")).contains("to-BRAVO", "can be reached");
    assertThat(alpha.out("route", "explain", "C=DE;A=EXAMPLE;P=CHARLIE;S=Carl"))
        .doesNotContain("to-BRAVO  ").contains("nowhere");
    Path alphaFile = directory.resolve("ALPHA").resolve("angarium.toml");
    Files.writeString(alphaFile,
        Files.readString(alphaFile).replace("[{ pattern = \"C=DE;A=EXAMPLE;P=BRAVO\" }]",
            "[{ pattern = \"C=DE;A=EXAMPLE;P=BRAVO\" }, { pattern = \"C=DE;A=EXAMPLE;P=CH*\", cost = 7 }]"));
    assertThat(alpha.out("config", "reload")).contains("connectors changed: to-BRAVO");
    assertThat(alpha.out("route", "explain", "C=DE;A=EXAMPLE;P=CHARLIE;S=Carl")).contains("to-BRAVO");
    assertThat(alpha.out("route", "show")).containsPattern("P=ch\\* +7 +to-BRAVO");
  }

  @Test
  void aMessageThatIsHeldIsCancelledByTheOperator() {
    submit("--to", BEN, "--deferred-until", "2036-11-24T18:00:00Z");
    String entry = alpha.out("queue", "list").lines().filter(line -> line.contains("(deferred)")).findFirst()
        .orElseThrow().strip().split(" ", -1)[0];
    assertThat(alpha.out("queue", "cancel", entry, "--yes")).contains(entry);
    assertThat(alpha.out("queue", "list")).isEqualTo("Nothing is queued.\n");
    assertThat(alpha.out("read", "--mailbox", "anna")).contains("report");
  }
}
