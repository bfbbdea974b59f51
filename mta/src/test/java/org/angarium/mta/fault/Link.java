package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.x400.mts.Priority;

/** Two MTAs and the breakable network between them; knows what was submitted, and so what has to arrive. */
final class Link implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  static final String ANNA = TestConfig.address("ALPHA", "Anna");
  static final String BERT = TestConfig.address("BRAVO", "Bert");

  final TestMta alpha;
  final TestMta bravo;
  /** What ALPHA calls BRAVO through. */
  final FaultRelay toBravo;
  /** What BRAVO calls ALPHA through. */
  final FaultRelay toAlpha;
  private final Map<String, byte[]> expectedAtBert = new HashMap<>();
  private final Map<String, byte[]> expectedAtAnna = new HashMap<>();

  /**
   * @param both what is special in the configurations of both
   * @param ofAlpha what is special of ALPHA's connector
   * @param ofBravo what is special of BRAVO's connector
   */
  Link(Path directory, UnaryOperator<TestConfig> both, UnaryOperator<TestConfig> ofAlpha,
      UnaryOperator<TestConfig> ofBravo) {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    toBravo = new FaultRelay(bravoPort);
    toAlpha = new FaultRelay(alphaPort);
    alpha = new TestMta(directory.resolve("alpha"), ofAlpha
        .apply(
            both.apply(new TestConfig("ALPHA", alphaPort)).mailbox("Anna").connector("BRAVO", toBravo.port()))
        .toml());
    bravo = new TestMta(directory.resolve("bravo"), ofBravo
        .apply(
            both.apply(new TestConfig("BRAVO", bravoPort)).mailbox("Bert").connector("ALPHA", toAlpha.port()))
        .toml());
  }

  /** Nothing special: both call. */
  Link(Path directory) {
    this(directory, UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
  }

  static byte[] octets(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  void submitToBert(int length) throws RequestException {
    byte[] content = octets(length);
    expectedAtBert.put(alpha.submit("anna", BERT, content, Priority.NORMAL, false), content);
  }

  void submitToAnna(int length) throws RequestException {
    byte[] content = octets(length);
    expectedAtAnna.put(bravo.submit("bert", ANNA, content, Priority.NORMAL, false), content);
  }

  void begin(Fault fault) {
    toBravo.begin(fault);
    toAlpha.begin(fault);
  }

  void heal() {
    toBravo.heal();
    toAlpha.heal();
  }

  /** Everything submitted has arrived once, unchanged, and nobody holds anything of what went wrong on the way. */
  void allArrivedExactlyOnce() {
    arrived(bravo, "bert", expectedAtBert);
    arrived(alpha, "anna", expectedAtAnna);
    for (TestMta mta : List.of(alpha, bravo)) {
      await("queues are empty").atMost(SOON).until(() -> mta.mta.queue().isEmpty());
      await("claims, associations and sockets are given back").atMost(SOON).until(() -> holdsNothing(mta));
      assertThat(mta.count(EventId.UNEXPECTED_ERROR)).as("unexpected errors").isZero();
      assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isZero();
    }
  }

  /** Nothing is under way, and every TCP connection belongs to an association that the connectors know. */
  private static boolean holdsNothing(TestMta mta) {
    long known = mta.mta.connectors().stream().mapToLong(connector -> connector.associations().size()).sum();
    return mta.connections() == known
        && mta.mta.connectors().stream().allMatch(connector -> connector.waiting() == 0
            && connector.associations().stream().allMatch(association -> association.state().equals("idle")));
  }

  private static void arrived(TestMta mta, String mailbox, Map<String, byte[]> expected) {
    await("all mail for " + mailbox).atMost(SOON).until(() -> mta.mailbox(mailbox).size() >= expected.size());
    List<DeliveredMessage> delivered = mta.mailbox(mailbox);
    List<String> identifiers = new ArrayList<>();
    delivered.forEach(message -> identifiers.add(message.mtsId()));
    assertThat(identifiers).containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (DeliveredMessage message : delivered) {
      assertThat(new String(mta.content(message), StandardCharsets.ISO_8859_1))
          .isEqualTo(new String(expected.get(message.mtsId()), StandardCharsets.ISO_8859_1));
    }
  }

  @Override
  public void close() {
    alpha.close();
    bravo.close();
    toBravo.close();
    toAlpha.close();
  }
}
