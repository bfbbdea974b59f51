package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the neighbour of 1984 cannot take is returned once, whatever the second connector to the same place speaks. */
@Timeout(60)
class TwoConnectorsOf1984Test {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String TO_BRAVO = "C=XX;A=TEST;P=BRAVO";

  @TempDir
  private Path directory;

  /** Q177862, Q179837, Q232396: a text that P2 has no form for, and a recipient that its addresses cannot name. */
  @ParameterizedTest
  @ValueSource(strings = {"1984", "1988-normal"})
  void whatCannotBeDowngradedIsReturnedOnceAndNotRerouted(String conformanceOfTheOther) throws Exception {
    int port = TestConfig.freePort();
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", 0).mailbox("Anna").connector("ONE", "BRAVO", port, TO_BRAVO, 1)
                .with("conformance", "1984").connector("TWO", "BRAVO", port, TO_BRAVO, 2)
                .with("host", "localhost").with("conformance", conformanceOfTheOther).toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port).mailbox("Bert")
            .connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
      List<String> recipients = List.of(TO_BRAVO + ";S=Bert", TO_BRAVO + ";PD-STREET=Main street 1");
      for (String recipient : recipients) {
        String text = recipient.endsWith("Bert") ? "Gr\u00fc\u00dfe" : "plain";
        alpha.submit("anna", recipient, new TextMessage(OrName.of(OrAddress.parse(ANNA)), "1")
            .to(OrName.of(OrAddress.parse(recipient))).subject("s").text(text).message().encode(),
            Priority.NORMAL, false);
      }
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 2 && alpha.mta.queue().isEmpty());
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(2);
      assertThat(alpha.count(EventId.UNABLE_TO_DOWNGRADE)).isEqualTo(2);
      assertThat(alpha.count(EventId.MESSAGE_REROUTED)).isZero();
      assertThat(bravo.mailbox("bert")).isEmpty();
    }
  }
}
