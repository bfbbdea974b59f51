package org.angarium.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.angarium.app.FakeMta;
import org.angarium.app.Samples;
import org.angarium.app.envelope.EnvelopeSummary;
import org.angarium.app.submission.InformationTypes;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigProblem;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.EventLog;
import org.angarium.mta.event.EventText;
import org.angarium.mta.lane.StuckTask;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {
  private static final long MAXIMUM = 64 << 20;

  @TempDir
  Path directory;
  private FakeMta mta;
  private EventLog log;
  private ControlServer server;
  private ControlClient client;

  @BeforeEach
  void start() throws Exception {
    mta = Samples.mta();
    log = EventLog.start(directory.resolve("events.jsonl"), 1 << 20, 1, 100,
        InstantSource.fixed(Samples.NOW), line -> {}, new EventText(ZoneOffset.UTC, false),
        Optional.empty());
    server = ControlServer.start(mta, log, new ControlServer.Settings(0, directory, MAXIMUM));
    client = ControlClient.of("ALPHA", directory, Path.of("alpha.toml"));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    log.close();
  }

  private static Submission submission(String... recipients) {
    Submission.Builder submission = Submission.builder().key("k \u00e4").from(name(Samples.ANNA))
        .priority(Priority.URGENT)
        .types(InformationTypes.parse(List.of("ia5-text", "1.2.840.113549")))
        .contentType(new ContentType.Extended(Oid.of("1.3.26.0.4406.0.4.1")))
        .ask(Submission.Option.CONTENT_RETURN_REQUESTED).ask(Submission.Option.DL_EXPANSION_PROHIBITED)
        .option(Submission.Option.ALTERNATE_RECIPIENT_ALLOWED, false)
        .deferredDelivery(Instant.parse("2026-11-23T20:00:00Z"))
        .latestDelivery(Instant.parse("2026-11-24T00:00:00Z")).contentIdentifier("ref & 1")
        .contentCorrelator("order \"7\"").exemptedRecipients(List.of(name(Samples.BEN)))
        .extensions(Extensions.of(ExtensionField.of(StandardExtension.ORIGINATOR_CERTIFICATE,
            new ExtensionValue.Opaque(RawElement.primitive(Tag.OCTET_STRING, new byte[]{1, 2})))));
    for (String recipient : recipients) {
      submission.to(SubmittedRecipient.of(name(recipient), ReportRequest.NO_REPORT)
          .withMtaReport(ReportRequest.AUDITED_REPORT).withAlternate(name(Samples.ANNA))
          .withExplicitConversion(8)
          .withExtensions(Extensions.of(ExtensionField.of(StandardExtension.REGISTERED_MAIL_TYPE,
              new ExtensionValue.Opaque(RawElement.primitive(Tag.INTEGER, new byte[]{1}))))));
    }
    return submission.build();
  }

  private static OrName name(String address) {
    try {
      return OrName.parse(address);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private HttpResponse<String> raw(String method, String path, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest
        .newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .method(method, HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** What is answered to an envelope without content. */
  private String posted(String envelope) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(HttpRequest
          .newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/messages?from=anna"))
          .header("Authorization", bearer()).header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(envelope)).build(),
          HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(400);
      return response.body();
    }
  }

  private String bearer() {
    return "Bearer " + server.file().token();
  }

  @Test
  void whatTheMtaSaysArrivesUnchanged() throws Exception {
    assertThat(client.status()).isEqualTo(mta.status);
    assertThat(client.connectors()).isEqualTo(mta.connectors);
    assertThat(client.quarantine()).isEqualTo(mta.quarantine);
    assertThat(client.mailboxes()).containsExactly("anna", "ben");
    assertThat(client.mailbox("anna")).containsExactlyElementsOf(mta.deliveries.values());
    assertThat(client.mailbox("ben")).isEmpty();
  }

  @Test
  void queueTellsWhatIsUnderWayAndWhatWaits() throws Exception {
    List<QueueItem> all = client.queue(Optional.empty());
    assertThat(all).extracting(QueueItem::id).containsExactly(21L, 22L);
    assertThat(all.get(0).association()).isEqualTo(7);
    assertThat(all.get(0).notBefore()).isNull();
    assertThat(all.get(0).priority()).isEqualTo("urgent");
    assertThat(all.get(1).association()).isNull();
    assertThat(all.get(1).notBefore()).isEqualTo(Samples.NOW.plusSeconds(90));
    assertThat(client.queue(Optional.of("CHARLIE"))).extracting(QueueItem::id).containsExactly(22L);
  }

  @Test
  void queueEntryComesWithItsEnvelope() throws Exception {
    QueueDetail detail = client.queueEntry(21);
    EnvelopeSummary envelope = detail.envelope();
    assertThat(envelope.kind()).isEqualTo("message");
    assertThat(envelope.mtsId()).isEqualTo(Samples.identifier(11).text());
    assertThat(envelope.originator()).isEqualTo(Samples.ANNA);
    assertThat(envelope.priority()).isEqualTo("urgent");
    assertThat(envelope.recipients()).singleElement().satisfies(recipient -> {
      assertThat(recipient.address()).isEqualTo(Samples.BEN);
      assertThat(recipient.responsible()).isTrue();
      assertThat(recipient.reports()).isEqualTo("all");
    });
  }

  @Test
  void reportIsToldInWords() throws Exception {
    EnvelopeSummary report = client.delivery(32).envelope();
    assertThat(report.kind()).isEqualTo("report");
    assertThat(report.subject()).isEqualTo(Samples.identifier(12).text());
    assertThat(report.recipients()).singleElement().satisfies(recipient -> {
      assertThat(recipient.outcome())
          .isEqualTo("not delivered: unrecognised OR name (unable to transfer) (no such mailbox)");
      assertThat(recipient.delivered()).isFalse();
    });
  }

  @Test
  void envelopeThatCannotBeDecodedIsShownWithItsProblem() throws Exception {
    mta.messages.put(12L, new StoredMessage(12, ApduKind.MESSAGE, "id", new byte[]{0x31, 0x7F, 1},
        new FakeMta.HeldContent(new byte[0]), Samples.NOW, ""));
    assertThat(client.delivery(31).envelope().problem()).isNotEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertRefused(404, () -> client.queue(Optional.of("NOBODY")),
        "there is neither a connector nor an access unit NOBODY");
    assertRefused(404, () -> client.queueEntry(99), "there is no queue entry 99 (it may have left)");
    assertRefused(404, () -> client.retry(Optional.of("NOBODY")), "there is no connector \"NOBODY\"");
    assertRefused(404, () -> client.mailbox("no/body"),
        "there is no mailbox \"no/body\"; there are [anna, ben]");
    assertRefused(404, () -> client.delivery(99), "there is no delivery 99 (it may have been deleted)");
    assertRefused(404, () -> client.content(99), "there is no delivery 99 (it may have been deleted)");
    assertRefused(404, () -> client.delete(99), "there is no delivery 99 (it may have been deleted)");
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void assertRefused(int status, Call call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(ControlException.Refused.class).hasMessage(message)
        .extracting(e -> ((ControlException.Refused) e).status()).isEqualTo(status);
  }

  @Test
  void retryReachesOneConnectorOrAll() throws Exception {
    assertThat(client.retry(Optional.of("BRAVO"))).isEqualTo(1);
    assertThat(client.retry(Optional.empty())).isEqualTo(2);
    assertThat(mta.retried).containsExactly("BRAVO", "all");
  }

  @Test
  void deletedDeliveryIsGone() throws Exception {
    client.delete(31);
    assertThat(mta.deliveries).containsOnlyKeys(32L);
  }

  @Test
  void submissionArrivesWithEveryField() throws Exception {
    Submission sent = submission(Samples.BEN, "C=DE;A= ;P=Gute+Zeichen;S=Böse");
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    String id = client.submit("anna", sent, () -> new ByteArrayInputStream(content), content.length)
        .mtsId();
    assertThat(id).isEqualTo("/C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.1");
    assertThat(mta.submission).isEqualTo(sent);
    assertThat(mta.content).isEqualTo(content);
  }

  @Test
  void probeHasNoContent() throws Exception {
    Submission probe = Submission.builder().to(name(Samples.BEN)).probe(4711).build();
    client.submit("anna", probe, InputStream::nullInputStream, 0);
    assertThat(mta.submission).isEqualTo(probe);
    assertThat(mta.octets).isZero();
  }

  @Test
  void largeContentIsStreamedBothWays() throws Exception {
    FakeMta.RuledContent large = new FakeMta.RuledContent(40L << 20);
    mta.messages.put(50L, new StoredMessage(50, ApduKind.MESSAGE, "id", new byte[0], large, Samples.NOW, ""));
    mta.deliveries.put(50L,
        new DeliveredMessage(50, "ben", 50, ApduKind.MESSAGE, "id", 0, large.length(), Samples.NOW));
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(client.content(50), sha)) {
      assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(large.length());
    }
    String digest = HexFormat.of().formatHex(sha.digest());

    client.submit("anna", submission(Samples.BEN), () -> client50(), large.length());
    assertThat(mta.octets).isEqualTo(large.length());
    assertThat(mta.digest).isEqualTo(digest);
  }

  private InputStream client50() {
    try {
      return client.content(50);
    } catch (ControlException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void contentBeyondTheMaximumIsRefusedBeforeItIsSent() {
    assertRefused(413,
        () -> client.submit("anna", submission(Samples.BEN), InputStream::nullInputStream, MAXIMUM + 1),
        "the content is longer than 67108864 octets, the maximum this MTA is configured for");
    assertThat(mta.submission).isNull();
  }

  @Test
  void contentThatBreaksOffIsNotSubmitted() {
    assertThatThrownBy(() -> client.submit("anna", submission(Samples.BEN), () -> new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("disk error");
      }
    }, 1000)).isInstanceOf(ControlException.class);
    assertThat(mta.digest).isNull();
  }

  @Test
  void refusedSubmissionSaysWhy() {
    mta.refusal = "no mailbox is named zoe";
    assertRefused(422, () -> client.submit("anna", submission(Samples.BEN), InputStream::nullInputStream, 0),
        "no mailbox is named zoe");
  }

  @Test
  void whatCannotBeTakenAtTheMomentIsToldApart() {
    mta.refusal = "only 5 octets are free";
    mta.refusedForNow = true;
    assertRefused(503, () -> client.submit("anna", submission(Samples.BEN), InputStream::nullInputStream, 0),
        "only 5 octets are free");
  }

  @Test
  void wrongParametersAreNamed() throws Exception {
    assertThat(raw("POST", "/api/messages", bearer()).body())
        .isEqualTo("{\"error\":\"the originator (from) is missing\"}");
    assertThat(posted("{\"recipients\":[]}"))
        .isEqualTo("{\"error\":\"recipients must name at least one\",\"field\":\"recipients\"}");
    assertThat(posted("{\"recipients\":[\"" + Samples.BEN + "\",{\"address\":\"x\"}]}"))
        .startsWith("{\"error\":\"recipients[1].address is no O/R address: ")
        .endsWith("\"field\":\"recipients[1].address\"}");
    assertThat(posted("{\"recipients\":[\"" + Samples.BEN + "\"],\"priority\":\"high\"}")).isEqualTo(
        "{\"error\":\"priority must be one of normal, urgent, non-urgent, not high\",\"field\":\"priority\"}");
    assertThat(posted("{\"recipients\":[\"" + Samples.BEN + "\"],\"latestDelivery\":\"soon\"}"))
        .contains("latestDelivery must be a time like 2026-11-24T18:00:00Z, not soon");
    assertThat(posted("{\"recipients\":[\"" + Samples.BEN + "\"],\"probe\":\"maybe\"}"))
        .contains("probe must be true or false");
    assertThat(posted("{\"recipients\":[\"" + Samples.BEN + "\"],\"subject\":\"x\"}"))
        .contains("subject is not known here; known are key, originator, recipients");
    assertThat(posted("[")).contains("envelope is no JSON: ");
    assertThat(mta.submission).isNull();
    HttpResponse<String> wrongId = raw("GET", "/api/queue/abc", bearer());
    assertThat(wrongId.statusCode()).isEqualTo(400);
    assertThat(wrongId.body()).isEqualTo("{\"error\":\"the id must be a whole number from 0, not abc\"}");
  }

  @Test
  void everyRequestNeedsTheToken() throws Exception {
    for (String path : List.of("/health", "/api/status", "/nothing", "/")) {
      assertThat(raw("GET", path, null).statusCode()).isEqualTo(401);
      assertThat(raw("GET", path, "Bearer 1234").statusCode()).isEqualTo(401);
      assertThat(raw("GET", path, bearer() + "0").statusCode()).isEqualTo(401);
    }
    assertThat(raw("GET", "/health", bearer()).body()).isEqualTo("{\"status\":\"up\",\"mta\":\"ALPHA\"}");
  }

  @Test
  void healthSaysWhatStandsStill() throws Exception {
    mta.stuck = List.of(new StuckTask("switchboard", Duration.ofSeconds(75), List.of("a.B.c", "a.B.d")));
    HttpResponse<String> answer = raw("GET", "/health", bearer());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"status\":\"stuck\",\"mta\":\"ALPHA\",\"stuck\":"
        + "[{\"lane\":\"switchboard\",\"seconds\":75,\"where\":[\"a.B.c\",\"a.B.d\"]}]}");
  }

  @Test
  void unknownResourcesAndMethodsAreRefused() throws Exception {
    HttpResponse<String> unknown = raw("GET", "/api/nothing/here", bearer());
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo("{\"error\":\"there is no resource /api/nothing/here\"}");
    HttpResponse<String> method = raw("PUT", "/api/deliveries/31", bearer());
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).isEqualTo("{\"error\":\"/api/deliveries/31 takes GET or DELETE, not PUT\"}");
  }

  @Test
  void reloadTellsWhatChangedOrEverythingThatIsWrong() throws Exception {
    assertThat(client.reload()).isEqualTo("connector BRAVO changed");
    mta.configProblem = new ConfigException(Path.of("alpha.toml"),
        List.of(new ConfigProblem(1, 2, "first"), new ConfigProblem(3, 4, "second")));
    assertRefused(422, () -> client.reload(), "alpha.toml:1:2  first\nalpha.toml:3:4  second");
  }

  private void happened(String peer) {
    log.log(Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer", peer, "reason", "no"));
  }

  @Test
  void pastEventsCanBeAskedForByNumber() throws Exception {
    happened("one");
    happened("two");
    happened("three");
    assertThat(log.flush(Duration.ofSeconds(10))).isTrue();
    BlockingQueue<EventView> seen = new LinkedBlockingQueue<>();
    client.events(2, false, seen::add);
    assertThat(seen).extracting(EventView::text).containsExactly("An association from two was refused: no.",
        "An association from three was refused: no.");
    assertThat(seen).extracting(EventView::sequence).containsExactly(2L, 3L);
    assertThat(seen.peek().level()).isEqualTo("warning");
    assertThat(seen.peek().parameters()).containsEntry("peer", "two");
    assertThat(raw("GET", "/api/events?after=2", bearer()).body()).startsWith("{\"sequence\":3,")
        .hasLineCount(1);
  }

  @Test
  void followerSeesWhatHappensUntilTheServerStops() throws Exception {
    happened("one");
    assertThat(log.flush(Duration.ofSeconds(10))).isTrue();
    BlockingQueue<EventView> seen = new LinkedBlockingQueue<>();
    CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
      try {
        client.events(-1, true, seen::add);
      } catch (ControlException.NotRunning e) {
        // The stream may break off when the server stops.
      } catch (ControlException e) {
        throw new IllegalStateException(e);
      }
    });
    assertThat(seen.poll(20, TimeUnit.SECONDS).sequence()).isEqualTo(1);
    for (int i = 2; i <= 50; i++) {
      happened("peer " + i);
    }
    for (int i = 2; i <= 50; i++) {
      assertThat(seen.poll(20, TimeUnit.SECONDS).sequence()).isEqualTo(i);
    }
    server.close();
    ended.get(20, TimeUnit.SECONDS);
  }

  @Test
  void controlFileIsForItsOwnerOnlyAndGoesWithTheServer() throws Exception {
    Path file = ControlFile.in(directory);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(ControlFile.read(directory)).contains(server.file());
    assertThat(server.file().toString()).doesNotContain(server.file().token());
    server.close();
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> ControlClient.of("ALPHA", directory, Path.of("alpha.toml")))
        .isInstanceOf(ControlException.NotRunning.class)
        .hasMessage("MTA ALPHA is not running (no control file in "
            + directory + "); start it with: angarium run --config alpha.toml");
  }

  @Test
  void controlFileOfALaterRunIsLeftAlone() throws Exception {
    ControlFile later = new ControlFile("ALPHA", 4711, "token", 1);
    later.write(directory);
    server.close();
    assertThat(ControlFile.read(directory)).contains(later);
  }

  @Test
  void leftOverControlFileIsToldApart() throws Exception {
    int port = server.port();
    ControlFile left = server.file();
    server.close();
    left.write(directory);
    try (ControlClient late = ControlClient.of("ALPHA", directory, Path.of("alpha.toml"))) {
      assertThatThrownBy(late::status).isInstanceOf(ControlException.NotRunning.class)
          .hasMessage("MTA ALPHA is not running (nothing answers on port " + port + ", the control file in "
              + directory + " is left over); start it with: angarium run --config alpha.toml");
    }
  }

  @Test
  void damagedControlFileIsSaidToBeDamaged() throws Exception {
    Files.writeString(ControlFile.in(directory), "{\"mta\":");
    assertThatThrownBy(() -> ControlClient.of("ALPHA", directory, Path.of("alpha.toml")))
        .isInstanceOf(ControlException.class).hasMessageContaining("is damaged");
    Files.delete(ControlFile.in(directory));
  }

  @Test
  void takenPortIsReported() {
    assertThatThrownBy(
        () -> ControlServer.start(mta, log, new ControlServer.Settings(server.port(), directory, MAXIMUM)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the control interface cannot listen on port " + server.port());
  }
}
