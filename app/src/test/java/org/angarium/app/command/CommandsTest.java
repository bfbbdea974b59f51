package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.angarium.app.FakeMta;
import org.angarium.app.Samples;
import org.angarium.app.compose.Letter;
import org.angarium.app.control.ControlServer;
import org.angarium.mta.MtaStatus;
import org.angarium.mta.RouteQuestion;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigProblem;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.EventLog;
import org.angarium.mta.event.EventText;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreRoom;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands against a running MTA: what a person reads, what a program reads, how it ends. */
@Timeout(60)
class CommandsTest {
  @TempDir
  Path directory;
  private Path config;
  private FakeMta mta;
  private EventLog log;
  private ControlServer server;

  @BeforeEach
  void start() throws Exception {
    config = Files.writeString(directory.resolve("alpha.toml"), Samples.CONFIG);
    mta = Samples.mta();
    Path data = directory.resolve("data");
    log = EventLog.start(data.resolve("events.jsonl"), 1 << 20, 1, 100, InstantSource.fixed(Samples.NOW),
        line -> {}, new EventText(ZoneOffset.UTC, false), Optional.empty());
    server = ControlServer.start(mta, log, new ControlServer.Settings(0, data, Long.MAX_VALUE));
  }

  @AfterEach
  void stop() {
    server.close();
    log.close();
  }

  private CommandRun run(String... arguments) {
    return input("", arguments);
  }

  private CommandRun input(String text, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--config", config.toString()));
    return CommandRun.with(text, (settings, events) -> {
      throw new IllegalStateException("not started here");
    }, all.toArray(String[]::new));
  }

  private String out(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  private void fails(int exitCode, String err, String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.err()).isEqualTo("angarium: " + err + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void status() {
    assertThat(out("status")).isEqualTo("""
        MTA ALPHA in C=DE;A=EXAMPLE;P=ALPHA, Angarium 0.1.0
          running since  2026-11-23 10:00:00 (5 h)
          listening on   127.0.0.1:102
          associations   1 open
          connectors     2, 1 in open-retry
          disk           4.7 GB free
          access unit    edi, 1 waiting, 1 claimed, the oldest for 60 min
          access unit    fax, 0 waiting
          queued         5 messages, 1 of them held
        """);
    assertThat(out("status", "--json")).isEqualTo("""
        {"name":"ALPHA","domain":"C=DE;A=EXAMPLE;P=ALPHA","version":"0.1.0",\
        "startedAt":"2026-11-23T10:00:00Z","listening":["127.0.0.1:102"],\
        "disk":{"free":5000000000,"least":104857600,"low":false},"connectors":2,"associations":1,\
        "accessUnits":[{"name":"edi","waiting":1,"claimed":1,"octets":700,"oldest":"2026-11-23T14:00:00Z"},\
        {"name":"fax","waiting":0,"claimed":0,"octets":0,"oldest":null}],"held":1,"queued":5}
        """);
  }

  @Test
  void statusSaysThatNothingIsAcceptedAsTheDiskIsNearlyFull() {
    MtaStatus was = mta.status;
    mta.status = new MtaStatus(was.name(), was.domain(), was.version(), was.startedAt(), was.listening(),
        new StoreRoom.View(50L << 20, 100L << 20, true), 0, 0, List.of(), 0, 0);
    assertThat(out("status"))
        .contains("  disk           50 MB free, less than 100 MB: nothing is accepted\n");
  }

  @Test
  void associations() {
    assertThat(out("associations")).isEqualTo(
        """
            CONNECTOR  STATE       REMOTE MTA  ADDRESS       WAITING    SIZE  OLDEST  FAILED  NEXT TRY
            BRAVO      up          BRAVO-MTA   10.0.0.2:102        1  2.0 KB   2 min       0  -
            CHARLIE    open-retry  CHARLIE     10.0.0.3:102        1   300 B     3 h       4  in 42 s

            CHARLIE: last failure: no TCP connection: connection refused

            ASSOCIATION  CONNECTOR  DIRECTION  DIALOGUE           STATE    TURN  OPEN  MESSAGES  TRANSFERRING
                      7  BRAVO      outbound   two-way-alternate  sending  here  60 s         3  /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.11
            """);
    assertThat(out("connectors", "--json")).startsWith("""
        [{"name":"BRAVO","remoteMta":"BRAVO-MTA","address":"10.0.0.2:102","state":"up","waiting":1,""");
  }

  @Test
  void associationsWithoutAny() {
    mta.connectors.removeFirst();
    assertThat(out("associations")).endsWith("\nNo association is open.\n");
    mta.connectors.clear();
    assertThat(out("associations")).isEqualTo("The configuration has no connector.\n");
  }

  @Test
  void queueList() {
    assertThat(out("queue", "list")).isEqualTo(
        """
            ID  CONNECTOR  KIND     PRIORITY    SIZE  WAITS  FAILED  STATE           MTS-ID
            21  BRAVO      message  urgent    2.0 KB  2 min       0  sending on 7    /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.11
            22  CHARLIE    message  normal     300 B    3 h       1  again in 1 min  /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.12
            2 entries, 2.3 KB
            """);
    assertThat(out("queue", "list", "CHARLIE", "--json")).isEqualTo("""
        [{"id":22,"message":12,"kind":"message","mtsId":"/C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.12",\
        "connector":"CHARLIE","priority":"normal","octets":300,"recipients":1,\
        "arrival":"2026-11-23T12:00:00Z","expiry":"2026-11-30T15:00:00Z","attempts":1,\
        "notBefore":"2026-11-23T15:01:30Z","association":null,"claimedUntil":null}]
        """);
    mta.claims.put(22L, Samples.NOW.plusSeconds(240));
    assertThat(out("queue", "list", "CHARLIE")).contains("claimed, lapses in 4 min");
    fails(1, "there is neither a connector nor an access unit NOBODY", "queue", "list", "NOBODY");
    mta.queue.clear();
    assertThat(out("queue", "list")).isEqualTo("Nothing is queued.\n");
    assertThat(out("queue", "list", "BRAVO")).isEqualTo("Nothing is queued for BRAVO.\n");
  }

  @Test
  void queueShow() {
    assertThat(out("queue", "show", "21")).isEqualTo("""
        Queue entry:        21 for BRAVO
        State:              sending on 7
        Failed transfers:   0
        Accepted:           2026-11-23 14:57:55 (2 min ago)
        Expires:            2026-11-25 15:00:00 (in 2 d)
        Size:               2.0 KB
        MTS-identifier:     /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.11
        Originator:         C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna
        Priority:           urgent
        Content type:       interpersonal-messaging-1988
        Recipient 1:        C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben
        """);
    assertThat(out("queue", "show", "21", "--json")).contains("\"originator\":\"" + Samples.ANNA + "\"");
    fails(1, "there is no queue entry 99 (it may have left)", "queue", "show", "99");
  }

  @Test
  void queueRetry() {
    assertThat(out("queue", "retry", "CHARLIE")).isEqualTo("1 connector tries again at once.\n");
    assertThat(out("queue", "retry")).isEqualTo("2 connectors try again at once.\n");
    assertThat(out("queue", "retry", "--json")).isEqualTo("{\"connectors\":2}\n");
    assertThat(mta.retried).containsExactly("CHARLIE", "all", "all");
    fails(1, "there is no connector \"NOBODY\"", "queue", "retry", "NOBODY");
  }

  /** Q262211. */
  @Test
  void listFlush() {
    assertThat(out("list", "flush", "staff"))
        .isEqualTo("The next message for 1 list with members in directories asks them anew.\n");
    assertThat(out("list", "flush", "--json")).isEqualTo("{\"lists\":2}\n");
    assertThat(mta.flushed).containsExactly("staff", "all");
    fails(1, "there is no list \"nobody\"; there are [staff]", "list", "flush", "nobody");
  }

  @Test
  void queueAloneSaysWhatItNeeds() {
    CommandRun run = CommandRun.of("queue");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "angarium: queue needs one of list, show, retry, cancel, return, delete, freeze and unfreeze;"
                + " see: angarium queue --help\n");
  }

  @Test
  void submitText() throws Exception {
    assertThat(out("submit", "--from", "anna", "--to", Samples.BEN, "--to", "anna", "--subject", "Hello",
        "--text", "How are you?", "--priority", "urgent", "--report", "--return-content", "--latest", "PT2H",
        "--content-id", "ref 1")).matches("Submitted, [0-9]+ B: /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.1\n");
    assertThat(mta.from).isEqualTo("anna");
    assertThat(mta.submission).isEqualTo(Submission.builder()
        .to(OrName.parse(Samples.BEN), ReportRequest.REPORT)
        .to(OrName.parse(Samples.ANNA), ReportRequest.REPORT).priority(Priority.URGENT)
        .types(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT))
        .ask(Submission.Option.CONTENT_RETURN_REQUESTED)
        .latestDelivery(Samples.NOW.plus(Duration.ofHours(2))).contentIdentifier("ref 1").build());
    Ipm message = (Ipm) InformationObject.decode(mta.content);
    assertThat(message.heading().subjectText()).isEqualTo("Hello");
    assertThat(message.body().getFirst().text()).isEqualTo("How are you?");
  }

  @Test
  void submitWithEverythingThatCanBeAsked() throws Exception {
    String[] asked = {"submit", "--from", "anna", "--to", Samples.BEN, "--text", "x", "--deferred-until",
        "PT2H",
        "--latest", "P1D", "--alternate", Samples.ANNA, "--no-alternate", "--no-redirection",
        "--no-expansion", "--no-conversion", "--no-loss", "--disclose", "--no-report", "--correlator",
        "order 1",
        "--key", "k1"};
    out(asked);
    assertThat(mta.submission).isEqualTo(Submission.builder().key("k1")
        .to(SubmittedRecipient.of(OrName.parse(Samples.BEN), ReportRequest.NO_REPORT)
            .withAlternate(OrName.parse(Samples.ANNA)))
        .types(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT))
        .deferredDelivery(Samples.NOW.plus(Duration.ofHours(2)))
        .latestDelivery(Samples.NOW.plus(Duration.ofDays(1))).contentCorrelator("order 1")
        .option(Submission.Option.ALTERNATE_RECIPIENT_ALLOWED, false)
        .ask(Submission.Option.RECIPIENT_REASSIGNMENT_PROHIBITED)
        .ask(Submission.Option.DL_EXPANSION_PROHIBITED)
        .ask(Submission.Option.IMPLICIT_CONVERSION_PROHIBITED)
        .ask(Submission.Option.CONVERSION_WITH_LOSS_PROHIBITED)
        .ask(Submission.Option.DISCLOSURE_OF_OTHER_RECIPIENTS).build());
    assertThat(out(asked)).isEqualTo("Submitted before under this key: /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.1\n");
  }

  @Test
  void whatCannotBeUndoneIsDoneOnlyWhenItIsMeant() {
    fails(2, "the message will not be delivered, and nobody will be told; this cannot be undone."
        + " If you want it, add --yes", "queue", "delete", "21");
    assertThat(mta.disposed).isEmpty();
    assertThat(out("queue", "delete", "21", "--yes")).isEqualTo("Entry 21 was deleted; nobody is told.\n");
    assertThat(out("queue", "return", "22", "--yes"))
        .isEqualTo("Entry 22 was returned; its originator gets a report.\n");
    assertThat(out("queue", "freeze", "22"))
        .isEqualTo("Entry 22 is frozen; let it go on with: angarium queue unfreeze.\n");
    assertThat(out("queue", "unfreeze", "22", "--json")).isEqualTo("{\"entry\":22}\n");
    assertThat(mta.disposed).containsExactly("delete 21", "return 22", "freeze 22", "unfreeze 22");
    fails(1, "queue entry 99 does not wait", "queue", "return", "99", "--yes");
    fails(1, "queue entry 21 is not held for deferred delivery", "queue", "cancel", "21", "--yes");
  }

  @Test
  void heldMessagesSayWhatTheyWaitFor() {
    mta.queue.clear();
    QueueEntry deferred = new QueueEntry(31, 12, ApduKind.MESSAGE, "id", "(deferred)", 1, 300, List.of(0),
        Samples.NOW, Samples.NOW.plus(Duration.ofDays(7)), 0, Samples.NOW.plus(Duration.ofHours(2)));
    mta.queue.add(deferred);
    mta.queue.add(deferred.routedTo("(frozen)").attempted(0, deferred.expiry()));
    assertThat(out("queue", "list")).contains("due in 2 h", "frozen");
    assertThat(out("queue", "cancel", "31", "--yes"))
        .isEqualTo("Entry 31 was cancelled; its originator gets a report.\n");
    assertThat(mta.cancelled).containsExactly(31L);
  }

  @Test
  void submitFromStandardInput() throws Exception {
    CommandRun run = input("Grüße\n", "submit", "--from", "anna", "--to", Samples.BEN, "--latest",
        "2026-11-24T00:00:00Z", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo("{\"mtsId\":\"/C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.1\",\"octets\":" + mta.octets
            + ",\"repeated\":false}\n");
    assertThat(mta.submission.latestDelivery()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
    assertThat(((Ipm) InformationObject.decode(mta.content)).body().getFirst().text()).contains("Grüße");
  }

  @Test
  void submitLargeFile() throws Exception {
    Path file = Files.write(directory.resolve("large.bin"), new byte[5_000_000]);
    out("submit", "--from", "anna", "--to", Samples.BEN, "--file", file.toString());
    assertThat(mta.octets).isBetween(5_000_000L, 5_001_000L);
    assertThat(mta.submission.types()).isNull();
  }

  @Test
  void submitProbe() {
    assertThat(out("submit", "--from", "anna", "--to", Samples.BEN, "--probe"))
        .isEqualTo("Probe submitted: /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.1\n");
    assertThat(mta.submission.isProbe()).isTrue();
    assertThat(mta.octets).isZero();
  }

  @Test
  void submitSaysWhatIsWrong() {
    CommandRun address = run("submit", "--from", "anna", "--to", "ben", "--text", "x");
    assertThat(address.exitCode()).isEqualTo(2);
    assertThat(address.err()).startsWith("angarium: --to: MTA ALPHA has no mailbox ben, it has anna; ");
    assertThat(run("submit", "--from", "ana", "--to", "anna", "--text", "x").err())
        .startsWith("angarium: --from: MTA ALPHA has no mailbox ana, it has anna; ");
    assertThat(run("submit", "--from", "anna", "--to", "C=DE;S=Ben;ZZ=1", "--text", "x").err())
        .startsWith("angarium: --to: neither a mailbox of this MTA nor an O/R address: ");
    fails(2, "--priority: must be urgent, normal or non-urgent, not high", "submit", "--from", "anna", "--to",
        Samples.BEN, "--priority", "high");
    fails(2, "--latest: must be a time like 2026-11-24T18:00:00Z or a duration like PT2H, not soon", "submit",
        "--from", "anna", "--to", Samples.BEN, "--latest", "soon");
    for (String far : List.of("P9000D", "P400000000000D", "2050-01-01T00:00:00Z")) {
      fails(2, "--latest: " + far + " is too far away", "submit", "--from", "anna", "--to", Samples.BEN,
          "--latest", far);
    }
    fails(1, directory.resolve("none") + " does not exist", "submit", "--from", "anna", "--to", Samples.BEN,
        "--file", directory.resolve("none").toString());
    mta.refusal = "there is no route";
    fails(1, "there is no route", "submit", "--from", "anna", "--to", Samples.BEN, "--text", "x");
  }

  @Test
  void optionsThatAreMissingOrExclusiveAreUsageErrors() {
    CommandRun missing = run("submit", "--from", "anna");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualTo("angarium: Missing required option: '--to=ADDRESS'\nSee: angarium submit --help\n");
    assertThat(run("submit", "--from", "a", "--to", "b", "--text", "x", "--file", "y").exitCode())
        .isEqualTo(2);
  }

  @Test
  void readList() {
    assertThat(out("read")).isEqualTo("""
        ID  KIND     DELIVERED   SIZE  FROM                                  SUBJECT
        31  message  14:59:30   %s  C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna  Hello
        32  report   14:59:40       -  -                                     %s
        """.formatted(mta.deliveries.get(31L).octets() + " B",
        Samples.BEN + ": not delivered: unrecognised OR name (unable to transfer) (no such mailbox)"));
    assertThat(out("read", "--mailbox", "ben")).isEqualTo("Mailbox ben is empty.\n");
    assertThat(out("read", "--last", "1")).endsWith("The latest 1 of 2; --last 2 shows all.\n");
    assertThat(out("read", "--json")).startsWith("[{\"id\":31,\"mailbox\":\"anna\",\"message\":12,");
    fails(1, "there is no mailbox \"zoe\"; there are [anna, ben]", "read", "--mailbox", "zoe");
  }

  @Test
  void readListShowsTheSubjectOfALargeMessage() throws Exception {
    byte[] content = new Letter(OrName.parse(Samples.BEN), List.of(OrName.parse(Samples.ANNA)),
        "Two megabytes",
        "id-2").withText("x".repeat(2 << 20)).opener().open().readAllBytes();
    mta.messages.put(14L, Samples.message(14, Priority.NORMAL, content));
    mta.deliveries.put(33L, new DeliveredMessage(33, "anna", 14, ApduKind.MESSAGE, "id", 0, content.length,
        Samples.NOW));
    assertThat(out("read", "--last", "1")).contains("Two megabytes");
  }

  @Test
  void readMessage() {
    assertThat(out("read", "31")).isEqualTo("""
        Delivered:          2026-11-23 14:59:30 to mailbox anna
        MTS-identifier:     /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.12
        Originator:         C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna
        Priority:           normal
        Content type:       interpersonal-messaging-1988
        Recipient 1:        C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben

        From: C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben
        To: C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna
        Subject: Hello
        Message-Id: id-1 C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben

        [1/1 ia5-text]
        How are you?
        """);
    assertThat(out("read", "31", "--format", "json"))
        .contains("\"subject\":\"Hello\"", "\"body\":[{\"type\":\"ia5-text\",\"text\":\"How are you?\"}]")
        .isEqualTo(out("read", "31", "--json"));
    assertThat(out("read", "31", "--format", "tree").lines()).anyMatch(line -> line.endsWith(
        "subject")).anyMatch(line -> line.endsWith("data  \"How are you?\""));
    assertThat(out("read", "31", "--json")).endsWith("\"[1/1 ia5-text]\",\"How are you?\"]}\n");
    assertThat(mta.deliveries).containsKey(31L);
  }

  @Test
  void readReport() {
    assertThat(out("read", "32", "--delete")).isEqualTo("""
        Delivered:          2026-11-23 14:59:40 to mailbox anna
        MTS-identifier:     /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.13
        Report to:          C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna
        Report on:          /C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.12
        Content type:       interpersonal-messaging-1988
        Recipient 1:        C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben
                            not delivered: unrecognised OR name (unable to transfer) (no such mailbox)
        """);
    assertThat(mta.deliveries).containsOnlyKeys(31L);
    fails(1, "there is no delivery 32 (it may have been deleted)", "read", "32");
  }

  @Test
  void readOtherContentIsSavedOrSaidToBeNoMessage() throws Exception {
    byte[] octets = "no BER".getBytes(StandardCharsets.US_ASCII);
    mta.messages.put(12L, Samples.message(12, Priority.NORMAL, octets));
    assertThat(out("read", "31")).contains("is no interpersonal message (");
    Path file = directory.resolve("saved");
    assertThat(out("read", "31", "--save", file.toString()))
        .isEqualTo("6 B of content written to " + file + "\n");
    assertThat(file).hasBinaryContent(octets);
  }

  @Test
  void readNeedsAnIdToDelete() {
    fails(2, "--delete and --save need the ID of a message", "read", "--delete");
  }

  @Test
  void events() throws Exception {
    log.log(Event.of(EventId.MTA_STARTED, "mta", "ALPHA", "version", "0.1.0", "queued", 0, "address", "x"));
    log.log(Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer", "10.0.0.9\u001b[2J", "reason", "no"));
    assertThat(log.flush(Duration.ofSeconds(10))).isTrue();
    assertThat(out("events")).isEqualTo("""
        15:00:00  INFO   9298  MTA ALPHA has started: version 0.1.0, 0 messages queued, listening on x.
        15:00:00  WARN   1293  An association from 10.0.0.9 [2J was refused: no.
        """);
    assertThat(out("events", "--level", "warning", "--json")).startsWith("{\"sequence\":2,").hasLineCount(1);
    assertThat(out("events", "--last", "1")).hasLineCount(1);
  }

  @Test
  void eventsOfAStoppedMtaComeFromItsLog() throws Exception {
    log.log(Event.of(EventId.MTA_STOPPED, "mta", "ALPHA"));
    stop();
    CommandRun run = run("events");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("15:00:00  INFO   9299  MTA ALPHA has stopped.\n");
    assertThat(run.err()).isEqualTo(
        "MTA ALPHA is not running; from " + directory.resolve("data").resolve("events.jsonl") + ":\n");
    assertThat(run("events", "--follow").exitCode()).isEqualTo(3);
  }

  @Test
  void quarantine() {
    assertThat(out("quarantine")).isEqualTo("""
        ID  FIRST     TIMES   SIZE  FROM   FILE    REASON
        41  14:59:50      2  900 B  BRAVO  41.ber  lacks content-type at octet 12
        """);
    mta.quarantine.clear();
    assertThat(out("quarantine")).isEqualTo("The quarantine is empty.\n");
  }

  @Test
  void routesAreShown() {
    assertThat(out("route", "show")).isEqualTo("No connector has an address space.\n");
    mta.routes.add(new RouteEntry("C=de;P=bravo", 10, "BRAVO", "any", false, "can be reached"));
    mta.routes.add(new RouteEntry("*", 50, "PROVIDER", "organization", true, "waits in open-retry"));

    assertThat(out("route", "show")).isEqualTo("""
        PATTERN       COST  CONNECTOR  SCOPE         STAND-IN  NOW
        C=de;P=bravo    10  BRAVO      any                     can be reached
        *               50  PROVIDER   organization  yes       waits in open-retry
        """);
    assertThat(out("route", "show", "--json")).contains("\"connector\"", "PROVIDER", "standIn");
  }

  @Test
  void aRouteIsExplained() {
    assertThat(out("route", "explain", "C=DE;P=BRAVO;S=Berg")).contains("over the connector BRAVO",
        "first: its cost 1 is the least", "chosen", "CHARLIE", "waits in open-retry", "it costs 50");
    assertThat(
        out("route", "explain", "C=DE;P=BRAVO;S=Berg", "--size", "700", "--priority", "urgent", "--over",
            "CHARLIE", "--originator", "C=DE;S=Mann", "--json"))
        .contains("\"outcome\"", "\"chosen\"");
    assertThat(mta.routeQuestions.getLast()).isEqualTo(new RouteQuestion("C=DE;P=BRAVO;S=Berg", "C=DE;S=Mann",
        Priority.URGENT, 700, "CHARLIE"));
    fails(1, "address nonsense: no attributes", "route", "explain", "nonsense");
    fails(2, "--priority must be urgent, normal or non-urgent, not soon", "route", "explain", "C=DE",
        "--priority", "soon");
  }

  @Test
  void configReload() {
    assertThat(out("config", "reload"))
        .isEqualTo("The configuration was read anew: connector BRAVO changed\n");
    mta.configProblem = new ConfigException(Path.of("alpha.toml"), List.of(new ConfigProblem(1, 2, "wrong")));
    fails(1, "alpha.toml:1:2  wrong", "config", "reload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "associations", "queue list", "queue show 1", "queue retry", "list flush",
      "read",
      "read 1",
      "quarantine", "config reload"})
  void withoutAnMtaEveryCommandSaysHowToStartIt(String command) {
    stop();
    fails(3, "MTA ALPHA is not running (no control file in " + directory.resolve("data")
        + "); start it with: angarium run --config " + config, command.split(" "));
  }

  @Test
  void wrongTokenIsReported() throws Exception {
    Path file = directory.resolve("data").resolve("control.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\"token\":\"..", "\"token\":\"zz"));
    fails(1, "the token is missing or wrong; it is in control.json in the data directory of the MTA",
        "status");
  }

  @Test
  void missingConfigurationSaysWhatToDo() {
    CommandRun run = CommandRun.of("status", "--config", directory.resolve("none.toml").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("angarium: there is no configuration file " + directory.resolve("none.toml")
            + "; name yours with --config, or make one with: angarium config example > angarium.toml\n");
  }

  @Test
  void traceTellsMembersApartWhoHaveTheNumberOfTheirListInCommon() {
    String id = "/C=DE/;1";
    TrackingRecord received = TrackingRecord.of(TrackingStep.RECEIVED, 1, id)
        .with(TrackingField.KIND, "message").to(0, 1, "C=DE;S=One").to(1, 1, "C=DE;S=Two").at(Samples.NOW);
    TrackingRecord delivered = TrackingRecord.of(TrackingStep.DELIVERED, 1, id)
        .with(TrackingField.MAILBOX, "one").to(0, 1, "C=DE;S=One").at(Samples.NOW);
    TrackingRecord later = TrackingRecord.of(TrackingStep.REPORTED, 0, id).to(-1, 7, "").at(Samples.NOW);
    mta.tracked = List.of(new TrackedMessage(id, 1, "message", List.of(received, delivered, later)));
    String[] timelines = out("trace", id).split("  to ", -1);
    assertThat(timelines).hasSize(4);
    assertThat(timelines[1]).startsWith("C=DE;S=One").contains("received", "into one");
    assertThat(timelines[2]).startsWith("C=DE;S=Two").contains("received").doesNotContain("into one");
    assertThat(timelines[3]).startsWith("recipient 7\n").contains("reported").doesNotContain("received");
  }

  /** They have no identifier that trace could be given. */
  @Test
  void trackShowsWhatWasQuarantined() {
    mta.tracked = List.of(new TrackedMessage("", 0, "", List.of(TrackingRecord
        .of(TrackingStep.QUARANTINED, 0, "").with(TrackingField.FROM, "BRAVO")
        .with(TrackingField.WHY, "no EXTERNAL").at(Samples.NOW))));
    assertThat(out("track", "--step", "quarantined")).containsPattern("quarantined +BRAVO");
    assertThat(mta.trackingQuery.step()).isEqualTo(TrackingStep.QUARANTINED);
  }
}
