package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where mail goes in a running MTA, by what docs/routing.md says of address spaces, cost, scope and schedule. */
@Timeout(90)
class RoutedMailTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TO_BRAVO = "C=XX;A=TEST;P=BRAVO";
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final String BELLA = TestConfig.address("BRAVO", "Bella");

  @TempDir
  private Path directory;

  private static TestConfig alpha() {
    return new TestConfig("ALPHA", 0).mailbox("Anna");
  }

  /** Where the only entry of this message waits. */
  private static String waitsFor(TestMta mta, String mtsId) {
    List<QueueEntry> entries = mta.mta.queue().stream().filter(entry -> entry.mtsId().equals(mtsId)).toList();
    assertThat(entries).hasSize(1);
    return entries.getFirst().connector();
  }

  /** Attribute by attribute, with wildcards, in every form of address. */
  @Test
  void mailFollowsThePatternOfWhateverAttribute() throws Exception {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("C=XX;A=TEST;P=OUT;O=Har*", "C=XX;A=TEST;P=OUT;O=Harbour;S=Mann");
    addresses.put("C=XX;A=TEST;P=OUT;OU2=*", "C=XX;A=TEST;P=OUT;OU1=Sales;OU2=North;S=Mann");
    addresses.put("C=XX;A=TEST;P=OUT;CN=Duty Officer", "C=XX;A=TEST;P=OUT;CN=duty  OFFICER");
    addresses.put("C=XX;A=TEST;P=OUT;DDA:RFC-822=*", "C=XX;A=TEST;P=OUT;DDA:RFC-822=a(a)b.de");
    addresses.put("C=XX;A=TEST;X121=2624*", "C=XX;A=TEST;X121=26245050");
    addresses.put("C=XX;A=TEST;X121=2624*;T-TY=ttx", "C=XX;A=TEST;X121=26245050;T-TY=ttx");
    addresses.put("C=XX;A=TEST;N-ID=4711", "C=XX;A=TEST;N-ID=4711");
    addresses.put("C=XX;A=TEST;PD-CODE=8*", "C=XX;A=TEST;PD-SYSTEM=POST;PD-C=DE;PD-CODE=80331");
    addresses.put("C=XX;A=TEST;PD-A1=Erika*",
        "C=XX;A=TEST;PD-SYSTEM=POST;PD-C=DE;PD-CODE=10115;PD-A1=Erika Mann;PD-A2=12 High Street");
    addresses.put("*", "C=FR;A=OTHER;S=Curie");
    TestConfig config = alpha();
    Map<String, String> expected = new HashMap<>();
    for (String pattern : addresses.keySet()) {
      String name = "C" + expected.size();
      expected.put(pattern, name);
      config.connector(name, name, 1, pattern, 1).with("activation", "remote-initiated");
    }
    try (TestMta mta = new TestMta(directory, config.toml())) {
      for (Map.Entry<String, String> each : addresses.entrySet()) {
        assertThat(waitsFor(mta, mta.submit("anna", each.getValue(), "x"))).as(each.getKey())
            .isEqualTo(expected.get(each.getKey()));
      }
    }
  }

  /** Every other attribute, as the end of an address; {@code *} is where the pattern leaves off. */
  @ParameterizedTest
  @ValueSource(strings = {"S=Ma*nn", "S=Mann;G=Er*ika", "S=Mann;I=E*M", "S=Mann;GQ=J*r",
      "O=Harbour;OU1=Pier;OU2=North;OU3=Cra*nes", "O=Harbour;OU1=Pier;OU2=North;OU3=Cranes;OU4=Fo*ur",
      "X121=262451;T-ID=te*rm7", "NET-NUM=4930*123", "NET-NUM=49301;NET-SUB=7*7",
      "PD-SYSTEM=PO*ST;PD-C=DE", "PD-C=DE;PD-OFFICE=Mun*ich", "PD-C=DE;PD-OFFICE-NUM=8*0",
      "PD-C=DE;PD-STREET=Main*street", "PD-C=DE;PD-BOX=12*34", "PD-C=DE;PD-PN=Eri*ka",
      "PD-C=DE;PD-O=Harb*our",
      "PD-C=DE;PD-UNIQUE=uni*que", "PD-C=DE;PD-LOCAL=loc*al", "PD-C=DE;PD-RESTANTE=rest*ante",
      "PD-C=DE;PD-EXT-ADDRESS=flo*or", "PD-C=DE;PD-EXT-DELIVERY=ba*ck"})
  void aWildcardEndsTheValueOfAnyAttribute(String ending) throws Exception {
    String base = "C=XX;A=TEST;P=OUT;";
    String pattern = base + ending.substring(0, ending.indexOf('*') + 1)
        + (ending.contains(";PD-C=DE") && ending.startsWith("PD-SYSTEM") ? ";PD-C=DE" : "");
    int star = ending.indexOf('*');
    String matching = base + ending.substring(0, star) + ending.substring(star + 1);
    String other = base + ending.substring(0, star - 1) + (ending.charAt(star - 1) == '9' ? '8' : '9')
        + ending.substring(star + 1);
    try (TestMta mta = new TestMta(directory, alpha()
        .connector("WILD", "WILD", 1, pattern, 1).with("activation", "remote-initiated")
        .connector("ANY", "ANY", 1, "*", 1).with("activation", "remote-initiated").toml())) {
      assertThat(waitsFor(mta, mta.submit("anna", matching, "x"))).isEqualTo("WILD");
      assertThat(waitsFor(mta, mta.submit("anna", other, "x"))).isEqualTo("ANY");
    }
  }

  /** Peers of our organization may use what others may not. */
  @Test
  void anAddressSpaceOfTheOrganizationIsForOurPeersToo() throws Exception {
    String toml = alpha().connector("SISTER", 1).with("activation", "remote-initiated")
        .with("same-organization", true).connector("PEER", 1).with("activation", "remote-initiated")
        .connector("OWN", "OWN", 1, TO_BRAVO, 1).with("activation", "remote-initiated")
        .with("address-space", List.of(Map.of("pattern", TO_BRAVO, "cost", 1, "scope", "organization")))
        .connector("ANY", "ANY", 1, TO_BRAVO, 50).with("activation", "remote-initiated").toml();
    try (TestMta mta = new TestMta(directory, toml)) {
      assertThat(waitsFor(mta, mta.submit("anna", BERT, "ours"))).isEqualTo("OWN");
      for (String name : List.of("SISTER", "PEER")) {
        try (StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of(name))) {
          peer.transfer(Apdus.message(name, "theirs", BERT, "theirs"));
          peer.await(RtsIndication.TransferConfirmed.class, 1);
        }
      }
      assertThat(mta.mta.queue()).extracting(QueueEntry::connector).containsExactlyInAnyOrder("OWN", "OWN",
          "ANY");
    }
  }

  /** Whom and what a connector does not serve takes the other one. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      restrictions.accept-recipients | C=XX;A=TEST;P=BRAVO;S=Bella
      restrictions.reject-recipients | C=XX;A=TEST;P=BRAVO;S=Bert
      restrictions.priorities        | urgent
      """)
  void restrictionsOfAConnectorSendMailTheOtherWay(String restriction, String value) throws Exception {
    String toml = alpha().connector("CHOOSY", "CHOOSY", 1, TO_BRAVO, 1).with("activation", "remote-initiated")
        .with(restriction, List.of(value)).connector("ANY", "ANY", 1, TO_BRAVO, 50)
        .with("activation", "remote-initiated").toml();
    try (TestMta mta = new TestMta(directory, toml)) {
      assertThat(waitsFor(mta, mta.submit("anna", BERT, "refused"))).isEqualTo("ANY");
      assertThat(waitsFor(mta,
          mta.submit("anna", BELLA, new byte[1], Priority.URGENT, false))).isEqualTo("CHOOSY");
    }
  }

  @Test
  void anAddressSpaceForOurOwnMailIsNotForWhatPeersSend() throws Exception {
    String toml = alpha().connector("PEER", 1).with("activation", "remote-initiated")
        .connector("OWN", "OWN", 1, TO_BRAVO, 1).with("activation", "remote-initiated")
        .with("address-space", List.of(Map.of("pattern", TO_BRAVO, "cost", 1, "scope", "this-mta")))
        .connector("ANY", "ANY", 1, TO_BRAVO, 50).with("activation", "remote-initiated").toml();
    try (TestMta mta = new TestMta(directory, toml);
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      assertThat(waitsFor(mta, mta.submit("anna", BERT, "ours"))).isEqualTo("OWN");
      peer.transfer(Apdus.message("PEER", "theirs", BERT, "theirs"));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(mta.mta.queue()).extracting(QueueEntry::connector).containsExactlyInAnyOrder("OWN", "ANY");
    }
  }

  /** By message: its recipients stay together. */
  @Test
  void equalCostsShareTheLoad() throws Exception {
    String toml = alpha().connector("EAST", "EAST", 1, TO_BRAVO, 5).with("activation", "remote-initiated")
        .connector("WEST", "WEST", 1, TO_BRAVO, 5).with("activation", "remote-initiated")
        .connector("DEAR", "DEAR", 1, TO_BRAVO, 6).with("activation", "remote-initiated").toml();
    try (TestMta mta = new TestMta(directory, toml)) {
      Map<String, Integer> shares = new HashMap<>();
      for (int i = 0; i < 40; i++) {
        String mtsId = mta.mta.submit("anna",
            TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, BERT, BELLA).build(),
            new ByteArrayInputStream(new byte[1])).mtsId();
        shares.merge(waitsFor(mta, mtsId), 1, Integer::sum);
      }
      assertThat(shares).containsOnlyKeys("EAST", "WEST");
      assertThat(shares.values()).allMatch(share -> share >= 5);
    }
  }

  /** A connector whose times have not come waits without calling; when they come, the mail leaves. */
  @Test
  void mailWaitsForSelectedTimes() throws Exception {
    int port = TestConfig.freePort();
    String farDay = Instant.now().plus(Duration.ofDays(3)).atZone(ZoneOffset.UTC).getDayOfWeek()
        .getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    TestConfig closed = alpha().connector("BRAVO", port).with("activation", "selected-times")
        .with("schedule", List.of(farDay + " 08:00-09:00")).with("time-zone", "UTC");
    TestConfig open = alpha().connector("BRAVO", port).with("activation", "selected-times")
        .with("schedule", List.of("00:00-12:00", "12:00-24:00")).with("time-zone", "UTC");
    try (TestMta mta = new TestMta(directory.resolve("alpha"), closed.toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port).mailbox("Bert")
            .connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
      mta.submit("anna", BERT, "waits");
      await().atMost(SOON).until(() -> mta.mta.connectors().getFirst().waiting() == 1);
      assertThat(mta.mta.connectors().getFirst().state()).isEqualTo("closed");
      assertThat(mta.mta.connectors().getFirst().nextAttempt())
          .isAfter(Instant.now().plus(Duration.ofDays(1)));
      assertThat(mta.count(EventId.ASSOCIATION_OPENED) + mta.count(EventId.CONNECTION_NOT_OPENED)).isZero();

      Files.writeString(directory.resolve("alpha").resolve("angarium.toml"), open.toml());
      mta.mta.reload();
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1 && mta.mta.queue().isEmpty());
    }
  }

  /** The line is dead, and the other way opens when its peer calls, again and again. */
  @Test
  void mailForADeadLineLeavesWithTheNextCallOfAnotherPeer() throws Exception {
    String toml = alpha().connector("LINE", "LINE", TestConfig.freePort(), TO_BRAVO, 1)
        .connector("CALLER", "CALLER", 1, TO_BRAVO, 50).with("activation", "remote-initiated").toml();
    try (TestMta mta = new TestMta(directory, toml)) {
      mta.submit("anna", BERT, "before the line is known to be dead");
      await().atMost(SOON).until(() -> mta.count(EventId.CONNECTION_NOT_OPENED) >= 1);
      mta.submit("anna", BERT, "after");
      for (int call = 1; call <= 2; call++) {
        try (StackPeer caller = StackPeer.bound(mta.port(), StackPeer.Caller.of("CALLER"))) {
          int expected = call == 1 ? 2 : 1;
          await().atMost(SOON)
              .until(() -> caller.receivedApdus.size() == expected && mta.mta.queue().isEmpty());
        }
        await().atMost(SOON).until(() -> mta.mta.connectors().get(1).associations().isEmpty());
        if (call == 1) {
          mta.submit("anna", BERT, "between two calls");
        }
      }
    }
  }

  /** The provider gets it while the line is dead, and no longer; without stand-in it would not get it at all. */
  @Test
  void aStandInTakesTheMailOfACloserConnectorOnlyWhileThatCannotBeReached() throws Exception {
    int line = TestConfig.freePort();
    int providerPort = TestConfig.freePort();
    try (
        TestMta provider = new TestMta(directory.resolve("provider"),
            new TestConfig("PROVIDER", providerPort).connector("BRAVO", 1)
                .with("activation", "remote-initiated").connector("ALPHA", 1)
                .with("activation", "remote-initiated").toml());
        TestMta mta = new TestMta(directory.resolve("alpha"),
            alpha().connector("BRAVO", line).connector("PROVIDER", "PROVIDER", providerPort, "*", 50)
                .with("address-space", List.of(Map.of("pattern", "*", "cost", 50, "stand-in", true)))
                .connector("OTHER", "OTHER", 1, "*", 1).with("activation", "remote-initiated").toml())) {
      String mtsId = mta.submit("anna", BERT, "round it");
      await().atMost(SOON).until(() -> provider.mta.queue().size() == 1);
      assertThat(mta.mta.tracked(TrackingQuery.of(mtsId)).getFirst().records())
          .filteredOn(record -> record.step() == TrackingStep.REROUTED).singleElement().satisfies(step -> {
            assertThat(step.field(TrackingField.FROM)).isEqualTo("BRAVO");
            assertThat(step.field(TrackingField.CONNECTOR)).isEqualTo("PROVIDER");
          });
      assertThat(mta.mta.explainRoute(new RouteQuestion(BERT, null, Priority.NORMAL, 1, null)).because())
          .contains("stands in");
      try (TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", line)
          .mailbox("Bert").connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
        await().atMost(SOON).until(() -> mta.mta.connectors().getFirst().state().equals("up"));
        mta.submit("anna", BERT, "directly");
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1 && mta.mta.queue().isEmpty());
      }
      assertThat(provider.mta.queue()).hasSize(1);
    }
  }

  /** It went to the peer that calls because the line was dead, and nobody calls. */
  @Test
  void mailThatWaitsForACallTakesTheLineAgainWhenThatIsBackAlsoAfterARestart() throws Exception {
    int port = TestConfig.freePort();
    String toml = alpha().connector("BRAVO", port)
        .connector("CALLER", "CALLER", 1, TO_BRAVO, 50).with("activation", "remote-initiated").toml();
    String bravo = new TestConfig("BRAVO", port).mailbox("Bert").connector("ALPHA", 1)
        .with("activation", "remote-initiated").toml();
    Path home = directory.resolve("alpha");
    Path there = directory.resolve("bravo");
    try (TestMta mta = new TestMta(home, toml)) {
      goesToTheCaller(mta);
      try (TestMta back = new TestMta(there, bravo)) {
        await().atMost(SOON).until(() -> back.mailbox("bert").size() == 1 && mta.mta.queue().isEmpty());
      }
      goesToTheCaller(mta);
    }
    try (TestMta back = new TestMta(there, bravo); TestMta mta = new TestMta(home, toml)) {
      await().atMost(SOON).until(() -> back.mailbox("bert").size() == 2 && mta.mta.queue().isEmpty());
    }
  }

  private static void goesToTheCaller(TestMta mta) throws Exception {
    String mtsId = mta.submit("anna", BERT, "the line is dead");
    await().atMost(SOON).until(() -> waitsFor(mta, mtsId).equals("CALLER"));
  }

  /** The dearer one that works is not taken; without the option it is. */
  @Test
  void withLeastCostOnlyMailWaitsForTheCheapestConnector() throws Exception {
    String toml = alpha().connector("CHEAP", "CHEAP", TestConfig.freePort(), TO_BRAVO, 1)
        .connector("DEAR", "DEAR", TestConfig.freePort(), TO_BRAVO, 50).toml();
    Set<String> ways = new HashSet<>();
    for (boolean leastCostOnly : List.of(true, false)) {
      Path folder = directory.resolve("least-cost-only-" + leastCostOnly);
      try (TestMta mta = new TestMta(folder,
          toml + "\n[routing]\nleast-cost-only = " + leastCostOnly + "\n");
          StackPeer dear = StackPeer.bound(mta.port(), StackPeer.Caller.of("DEAR"))) {
        mta.submit("anna", BERT, "first");
        if (leastCostOnly) {
          await().atMost(SOON).until(() -> mta.count(EventId.CONNECTION_NOT_OPENED) >= 2);
          assertThat(mta.mta.queue()).extracting(QueueEntry::connector).containsExactly("CHEAP");
          assertThat(dear.receivedApdus).isEmpty();
          ways.add("CHEAP");
        } else {
          await().atMost(SOON).until(() -> dear.receivedApdus.size() == 1);
          ways.add("DEAR");
        }
      }
    }
    assertThat(ways).containsExactlyInAnyOrder("CHEAP", "DEAR");
  }
}
