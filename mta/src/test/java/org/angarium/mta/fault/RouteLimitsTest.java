package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.angarium.mta.RouteQuestion;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What connectors may not carry, and what a changed routing table does with mail that waits; over real associations. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class RouteLimitsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;

  /** Q174895, Q165146, Q263709: the originator learns at once what is too long; what is not goes on. */
  @Test
  void whatIsTooLongForTheOnlyConnectorIsReturnedAtOnce() throws Exception {
    int port = TestConfig.freePort();
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
            .connector("BRAVO", port).with("maximum-message-size", 2000).toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port).mailbox("Bert")
            .connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
      alpha.submit("anna", BERT, new byte[2001], Priority.NORMAL, true);
      assertThat(alpha.events.stream().filter(event -> event.id() == EventId.NON_DELIVERY_REPORT)
          .map(event -> event.parameters().get("diagnostic").toString().toLowerCase(Locale.ROOT)))
          .as("%s", alpha.events).hasSize(1).allMatch(text -> text.contains("too") && text.contains("long"));
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
      assertThat(alpha.mta.queue()).isEmpty();

      alpha.submit("anna", BERT, new byte[2000], Priority.NORMAL, true);
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
    }
  }

  /** Q176518, Q195905: what a reload changes is in force at once, for mail that waits, too. */
  @Test
  void waitingMailFollowsAChangedTable() throws Exception {
    int dead = TestConfig.freePort();
    int port = TestConfig.freePort();
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna").connector("OLD", "OLD", dead,
        "C=XX;A=TEST;P=BRAVO", 1);
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port).mailbox("Bert")
            .connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
      alpha.submit("anna", BERT, "waits");
      await().atMost(SOON).until(() -> alpha.mta.connectors().getFirst().state().equals("open-retry"));

      Files.writeString(directory.resolve("alpha").resolve("angarium.toml"),
          new TestConfig("ALPHA", 0).mailbox("Anna")
              .connector("OLD", "OLD", dead, "C=XX;A=TEST;P=ELSEWHERE", 1)
              .connector("BRAVO", port).toml());
      alpha.mta.reload();

      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
      assertThat(alpha.count(EventId.MESSAGE_REROUTED)).isEqualTo(1);
      assertThat(alpha.mta.routes()).extracting(RouteEntry::connector).containsExactlyInAnyOrder("OLD",
          "BRAVO");
    }
  }

  /** Q166611, Q164836, Q186344: a catch-all is no way to nobody here, and mail never returns over the connector it came from. */
  @Test
  void theExplanationSaysWhatBecomesOfEveryAddressSpace() throws Exception {
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("LINE", "BRAVO", 1, "C=XX;A=TEST;P=BRAVO", 1).with("maximum-message-size", 1000)
        .connector("BACKUP", "CHARLIE", 1, "C=XX;A=TEST;P=BRAVO", 50)
        .connector("PROVIDER", "PROVIDER", 1, "*", 1).toml())) {
      RouteExplanation normal = alpha.mta
          .explainRoute(new RouteQuestion(BERT, null, Priority.NORMAL, 10, null));
      assertThat(normal.target()).isEqualTo("LINE");
      assertThat(normal.candidates()).extracting(RouteExplanation.Candidate::connector)
          .containsExactly("LINE", "BACKUP", "PROVIDER");
      assertThat(normal.candidates()).extracting(RouteExplanation.Candidate::verdict)
          .containsExactly("chosen", "next", "rejected");
      assertThat(alpha.mta.explainRoute(new RouteQuestion(BERT, null, Priority.NORMAL, 1001, null)).target())
          .isEqualTo("BACKUP");
      assertThat(alpha.mta.explainRoute(new RouteQuestion(BERT, null, Priority.NORMAL, 1001, "BACKUP"))
          .outcome()).isEqualTo("barred");
      assertThat(alpha.mta.explainRoute(new RouteQuestion(TestConfig.address("ALPHA", "Nobody"), null,
          Priority.NORMAL, 0, null)).outcome()).isEqualTo("unknown-local");
      assertThat(alpha.mta.explainRoute(new RouteQuestion(TestConfig.address("ZULU", "Zoe"), null,
          Priority.NORMAL, 0, "PROVIDER")).outcome()).isEqualTo("unroutable");
      assertThat(alpha.mta.explainRoute(new RouteQuestion(TestConfig.address("ALPHA", "Anna"), null,
          Priority.NORMAL, 0, null)).target()).isEqualTo("anna");
      assertThat(alpha.mta.routes()).extracting(RouteEntry::connector).containsExactly("LINE", "BACKUP",
          "PROVIDER");
    }
  }

  /** Q170478: three MTAs that each take the next for the way; the first that sees the message again returns it. */
  @Test
  void aRingOfMtasIsFoundAfterOneRound() throws Exception {
    int[] ports = {TestConfig.freePort(), TestConfig.freePort(), TestConfig.freePort()};
    String lost = "C=XX;A=TEST;P=ZULU";
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", ports[0]).mailbox("Anna").connector("BRAVO", "BRAVO", ports[1], lost, 1)
                .connector("CHARLIE", ports[2]).toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"),
            new TestConfig("BRAVO", ports[1]).connector("CHARLIE", "CHARLIE", ports[2], lost, 1)
                .connector("ALPHA", ports[0]).toml());
        TestMta charlie = new TestMta(directory.resolve("charlie"),
            new TestConfig("CHARLIE", ports[2]).connector("ALPHA", "ALPHA", ports[0], lost, 1)
                .connector("BRAVO", ports[1]).toml())) {
      alpha.submit("anna", lost + ";S=Zoe", "round and round");
      await().atMost(SOON).until(() -> alpha.count(EventId.LOOP_DETECTED) == 1);
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
      assertThat(bravo.count(EventId.LOOP_DETECTED) + charlie.count(EventId.LOOP_DETECTED)).isZero();
      assertThat(alpha.count(EventId.MESSAGE_SENT)).isEqualTo(1);
    }
  }

  /** Q166611, Q164836, Q186344: nobody here of that name; the catch-all that leads back to the sender is not taken. */
  @Test
  void mailForNobodyIsReturnedByItsOwnDomainThoughThereIsACatchAll() throws Exception {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", alphaPort).mailbox("Anna").connector("BRAVO", bravoPort).toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
            .mailbox("Bert").connector("ALPHA", "ALPHA", alphaPort, "*", 1).toml())) {
      alpha.submit("anna", TestConfig.address("BRAVO", "Nobody"), "to nobody");
      alpha.submit("anna", "C=XX;A=TEST;P=BRAVO;OU1=Extra;S=Bert", "to a user with one unit too many");
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 2);
      assertThat(bravo.count(EventId.RECIPIENT_UNROUTABLE)).isEqualTo(2);
      assertThat(bravo.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(2);
      assertThat(alpha.count(EventId.LOOP_DETECTED)).isZero();
    }
  }

  /** Q205533: tables of connectors have no fixed size. */
  @Test
  void aThousandConnectorsStartRouteAndShow() throws Exception {
    TestConfig config = new TestConfig("ALPHA", 0).mailbox("Anna");
    for (int i = 0; i < 1000; i++) {
      config.connector("C" + i, "C" + i, 9, "C=XX;A=TEST;P=C" + i, 1).with("activation", "never");
    }
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), config.toml())) {
      assertThat(alpha.mta.connectors()).hasSize(1000);
      assertThat(alpha.mta.routes()).hasSize(1000);
      assertThat(alpha.mta.explainRoute(new RouteQuestion(TestConfig.address("C777", "Zoe"), null,
          Priority.NORMAL, 0, null)).target()).isEqualTo("C777");
    }
  }

  /** Q177862, Q161711: with every way dead, mail waits and leaves when one of them comes back; it does not go to and fro. */
  @Test
  void mailWithoutAnyWayWaitsInOnePlaceAndTakesTheFirstThatOpens() throws Exception {
    int first = TestConfig.freePort();
    int second = TestConfig.freePort();
    try (TestMta alpha = new TestMta(directory.resolve("alpha"),
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("ONE", "ONE", first, "C=XX;A=TEST;P=BRAVO", 1)
            .connector("TWO", "BRAVO", second, "C=XX;A=TEST;P=BRAVO", 2).toml())) {
      alpha.submit("anna", BERT, "waits");
      await().atMost(SOON).until(() -> alpha.mta.connectors().stream()
          .allMatch(view -> view.state().equals("open-retry") && view.failedAttempts() >= 2));
      long moved = alpha.count(EventId.MESSAGE_REROUTED);
      assertThat(moved).isLessThanOrEqualTo(2);
      try (TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", second)
          .mailbox("Bert").connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
      }
      assertThat(alpha.count(EventId.MESSAGE_REROUTED)).isLessThanOrEqualTo(moved + 1);
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isZero();
    }
  }
}
