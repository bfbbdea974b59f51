package org.angarium.mta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.angarium.mta.Mta;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.lane.LiveLanes;
import org.angarium.mta.store.SqliteStore;
import org.angarium.osi.net.TcpNetwork;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/access-units.md: they run, and the document shows them as they run. */
@Timeout(60)
class AccessUnitExamplesTest {
  @TempDir
  private Path directory;
  private final BlockingQueue<String> fates = new LinkedBlockingQueue<>();

  private static String submit(AccessUnit edi, String orderNumber) throws Exception {
    // example: submit
    OrName orderDesk = OrName.parse("C=XX;A=TEST;P=ALPHA;O=EDI;CN=Orders");
    OrName anna = OrName.parse("C=XX;A=TEST;P=ALPHA;S=Anna");
    TextMessage.Composed letter = new TextMessage(orderDesk, orderNumber).to(anna)
        .subject("Order " + orderNumber).text("Ten of them, please.").compose();
    Submission submission = Submission.builder().key("order " + orderNumber).from(orderDesk)
        .to(anna, ReportRequest.REPORT).types(letter.types()).build();
    Submitted submitted = edi.submit(submission, new ByteArrayInputStream(letter.content()));
    // end
    return submitted.mtsId();
  }

  private DeliveryLoop receive(AccessUnit edi, Map<Long, String> taken) {
    // example: receive
    DeliveryListener listener = (delivery, unit) -> switch (delivery) {
      case Delivery.OfMessage message -> {
        if (message.octets() > 1_000_000) {
          yield new Answer.Refused(NonDeliveryReason.UNABLE_TO_TRANSFER,
              NonDeliveryDiagnostic.CONTENT_TOO_LONG);
        }
        try (InputStream content = unit.content(message.id())) {
          Ipm letter = (Ipm) InformationObject.decode(content.readAllBytes());
          taken.putIfAbsent(message.id(), letter.heading().subjectText()); // in a transaction of yours
        }
        yield Answer.ACCEPTED;
      }
      case Delivery.OfReport report -> {
        for (PerRecipientReportFields one : report.report().content().recipients()) {
          fates.add(one.actualRecipientName() + ": " + one.lastTraceInformation().outcome());
        }
        yield Answer.ACCEPTED;
      }
    };
    DeliveryLoop loop = edi.listen(listener, Duration.ofMinutes(5), System.err::println);
    // end
    return loop;
  }

  private static void embed(Path file, Embedded use) throws Exception {
    // example: embed
    MtaConfig config = ConfigReader.read(file);
    try (LiveLanes lanes = new LiveLanes();
        Mta mta = Mta.start(config, lanes, new TcpNetwork(), SqliteStore.open(config.dataDirectory()),
            event -> System.out.println(event.id() + " " + event.parameters()))) {
      AccessUnit edi = mta.accessUnit("edi");
      use.with(edi);
    }
    // end
  }

  private interface Embedded {
    void with(AccessUnit edi) throws Exception;
  }

  @Test
  void theExamplesDoWhatTheySay() throws Exception {
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna").accessUnit("edi", "C=XX;A=TEST;P=ALPHA;O=EDI")
        .toml();
    Path file = Files.writeString(directory.resolve("angarium.toml"), toml);
    Map<Long, String> taken = new HashMap<>();
    embed(file, edi -> {
      String mtsId = submit(edi, "4711");
      assertThat(submit(edi, "4711")).isEqualTo(mtsId);
      try (DeliveryLoop _ = receive(edi, taken)) {
        assertThat(fates.poll(20, TimeUnit.SECONDS)).startsWith("C=XX;A=TEST;P=ALPHA;S=Anna: Delivered[");
      }
    });
    try (TestMta mta = new TestMta(directory, toml)) {
      assertThat(mta.mailbox("anna")).hasSize(1);
      mta.submit("anna", "C=XX;A=TEST;P=ALPHA;O=EDI;CN=Orders",
          new TextMessage(TestMta.name("C=XX;A=TEST;P=ALPHA;S=Anna"), "1").subject("Offer").text("x")
              .compose()
              .content(),
          Priority.NORMAL, false);
      try (DeliveryLoop _ = receive(mta.mta.accessUnit("edi"), taken)) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> mta.mta.queue().isEmpty());
      }
      assertThat(taken.values()).containsExactly("Offer");
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void theDocumentShowsTheExamplesAsTheyAre() throws IOException {
    String document = squeezed(Files.readString(Path.of("..", "docs", "access-units.md")));
    String source = Files.readString(Path.of("src", "test", "java", "org", "angarium", "mta", "access",
        "AccessUnitExamplesTest.java"), StandardCharsets.UTF_8);
    List<MatchResult> examples = Pattern.compile("// example: (\\S+)\\n(.*?)// end\\n", Pattern.DOTALL)
        .matcher(source).results().toList();
    assertThat(examples).hasSize(3)
        .allSatisfy(
            example -> assertThat(document).as(example.group(1)).contains(squeezed(example.group(2))));
  }
}
