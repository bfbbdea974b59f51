package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.angarium.app.control.ControlClient;
import org.angarium.mta.access.Submission;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.FileAttributes;
import org.angarium.x400.ipm.FileTransfer;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.IpmsExtension;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.RawElement;
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

  private static FileTransfer plan() {
    return FileTransfer.builder("plan".getBytes(StandardCharsets.US_ASCII))
        .contentsType(FileTransfer.UNSTRUCTURED_TEXT)
        .related(List.of(new FileTransfer.RelatedFile(RawElement.written(out -> out.integer(7)), null)))
        .environment(new FileTransfer.Environment(FileTransfer.GeneralIdentifier.of("Word"),
            FileTransfer.GeneralIdentifier.of("VAX", "9000"), Oid.of("1.2.8"), List.of("the plan")))
        .compression(new FileTransfer.Compression(Oid.of("1.2.5"), null))
        .extension(new IpmsExtension(Oid.of("1.2.6"), RawElement.written(out -> out.integer(9))))
        .attributes(FileAttributes.builder().completePathname(List.of("home", "köln.doc")).size(4)
            .futureSize(400)
            .times(new FileAttributes.Times(Instant.EPOCH, Instant.EPOCH.plusSeconds(1),
                Instant.EPOCH.plusSeconds(2), Instant.EPOCH.plusSeconds(3)))
            .identities(new FileAttributes.Identities("Anna", "Bert", "Carl", "Dora")).storageAccount("4711")
            .availability(1).permittedActions(BitString.of(8, 0, 5)).legalQualification("public")
            .accessControl(RawElement.written(out -> out.begin(Tag.context(15)).integer(15).end()))
            .privateUse(RawElement.written(out -> out.begin(Tag.context(17)).integer(17).end()))
            .extensions(List.of(RawElement.written(out -> out.begin(Tag.context(22)).integer(22).end())))
            .build())
        .build();
  }

  /** FTBP with every attribute that it can have, through an association, in each format. */
  @Test
  void allThatIsSaidOfAFileArrivesAndIsShown() throws Exception {
    OrName ben = OrName.parse(BEN);
    Ipm message = new Ipm(Heading.builder(IpmIdentifier.of(ben, "x")).subject("the plan").build(),
        List.of(plan().toBodyPart()));
    byte[] content = message.encode();
    Path data = directory.resolve("ALPHA").resolve("data");
    try (ControlClient client = ControlClient.of("ALPHA", data,
        directory.resolve("ALPHA").resolve("angarium.toml"))) {
      client.submit("anna", Submission.builder().to(ben).contentType(ContentType.BuiltIn.IPM_1988)
          .types(message.encodedInformationTypes()).build(), () -> new ByteArrayInputStream(content),
          content.length);
    }
    await().atMost(SOON).until(() -> bravo.out("read", "--mailbox", "ben").contains("the plan"));
    String id = bravo.out("read", "--mailbox", "ben").lines().toList().get(1).strip().split(" ", -1)[0];

    assertThat(bravo.out("read", id, "--format", "text")).endsWith("""
        [1/1 file-transfer "köln.doc", 4 octets]
        Contents-Type: unstructured-text
        Related: 7
        Complete-Pathname: home/köln.doc
        Size: 4
        Future-Size: 400
        Created: 1970-01-01T00:00:00Z
        Modified: 1970-01-01T00:00:01Z
        Last-Read: 1970-01-01T00:00:02Z
        Attributes-Modified: 1970-01-01T00:00:03Z
        Creator: Anna
        Modifier: Bert
        Reader: Carl
        Attribute-Modifier: Dora
        Storage-Account: 4711
        Availability: deferred
        Permitted-Actions: read, read-attribute
        Legal-Qualification: public
        Access-Control: {15}
        Private-Use: {17}
        Attribute-Extensions: {22}
        Application: Word
        Machine: VAX/9000
        Operating-System: 1.2.8
        User-Visible: the plan
        Compression: 1.2.5
        Extensions: 1.2.6 = 9
        """);
    assertThat(bravo.out("read", id, "--format", "json")).contains(
        "\"file\":{\"name\":\"köln.doc\",\"octets\":4,"
            + "\"contentsType\":\"unstructured-text\",\"related\":[\"7\"],\"completePathname\":[\"home\",\"köln.doc\"],"
            + "\"size\":4,\"futureSize\":400,\"created\":\"1970-01-01T00:00:00Z\"",
        "\"attributesModified\":\"1970-01-01T00:00:03Z\",\"creator\":\"Anna\",\"modifier\":\"Bert\",\"reader\":\"Carl\","
            + "\"attributeModifier\":\"Dora\",\"storageAccount\":\"4711\",\"availability\":\"deferred\","
            + "\"permittedActions\":[\"read\",\"read-attribute\"],\"legalQualification\":\"public\"",
        "\"accessControl\":\"{15}\",\"privateUse\":\"{17}\",\"attributeExtensions\":[\"{22}\"],\"application\":\"Word\","
            + "\"machine\":\"VAX/9000\",\"operatingSystem\":\"1.2.8\",\"userVisible\":[\"the plan\"],"
            + "\"compression\":\"1.2.5\",\"extensions\":[\"1.2.6 = 9\"]}");
    assertThat(bravo.out("read", id, "--format", "tree")).contains("\"köln.doc\"", "future-object-size",
        "legal-qualification", "permitted-actions", "\"Dora\"", "private-use", "compression",
        "user-visible-string",
        "storage-account", "access-control").doesNotContain("unknown [", "unexpected", "broken");
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

  /** What is for our organization only is so for mail that another MTA brings, too; route explain says why. */
  @Test
  void anAddressSpaceOfTheOrganizationIsForThoseMtasOnlyThatBelongToIt() throws Exception {
    String fritz = "C=DE;A=EXAMPLE;P=FAR;S=Fritz";
    Path alphaFile = directory.resolve("ALPHA").resolve("angarium.toml");
    Files.writeString(alphaFile, Files.readString(alphaFile).replace("P=BRAVO\" }]",
        "P=BRAVO\" }, { pattern = \"C=DE;A=EXAMPLE;P=FAR\" }]"));
    alpha.out("config", "reload");
    Path bravoPath = Path.of(bravoFile);
    Files.writeString(bravoPath, """
        [[connector]]
        name = "far"
        remote-mta = "FAR"
        host = "127.0.0.1"
        port = 1
        activation = "remote-initiated"
        address-space = [{ pattern = "C=DE;A=EXAMPLE;P=FAR", scope = "organization" }]
        """, StandardOpenOption.APPEND);
    bravo.out("config", "reload");
    assertThat(bravo.out("route", "show")).containsPattern("P=far +1 +far +organization");
    assertThat(bravo.out("route", "explain", fritz)).contains("over the connector far");
    assertThat(bravo.out("route", "explain", fritz, "--over", "to-ALPHA")).contains("nowhere",
        "kept for mail of our own organization");
    submit("--to", fritz, "--subject", "not for others");
    await().atMost(SOON).until(() -> alpha.out("read", "--mailbox", "anna").contains("report"));
    assertThat(bravo.out("queue", "list")).isEqualTo("Nothing is queued.\n");

    Files.writeString(bravoPath, Files.readString(bravoPath).replaceFirst("activation = ",
        "same-organization = true\nactivation = "));
    bravo.out("config", "reload");
    assertThat(bravo.out("route", "explain", fritz, "--over", "to-ALPHA")).contains("over the connector far");
    submit("--to", fritz, "--subject", "for ours");
    await().atMost(SOON).until(() -> bravo.out("queue", "list").contains("far"));
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

  /** Over a line that is dead, then into the queue of a peer that does not call, until its time is over. */
  @Test
  void traceDrawsThatMailWasReroutedAndHasExpired() throws Exception {
    Path alphaFile = directory.resolve("ALPHA").resolve("angarium.toml");
    int dead;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = free.getLocalPort();
    }
    Files.writeString(alphaFile, Files.readString(alphaFile) + """
        [[connector]]
        name = "line"
        remote-mta = "LINE"
        host = "127.0.0.1"
        port = %d
        address-space = [{ pattern = "C=DE;A=EXAMPLE;P=CHARLIE" }]
        [[connector]]
        name = "caller"
        remote-mta = "CALLER"
        activation = "remote-initiated"
        address-space = [{ pattern = "C=DE;A=EXAMPLE;P=CHARLIE", cost = 50 }]
        [lifetime]
        urgent = 3
        """.formatted(dead));
    alpha.out("config", "reload");
    String mtsId = submit("--to", "C=DE;A=EXAMPLE;P=CHARLIE;S=Carl", "--priority", "urgent");
    await().atMost(SOON).until(() -> alpha.out("read", "--mailbox", "anna").contains("report"));
    String drawn = alpha.out("trace", mtsId);
    assertThat(drawn)
        .containsPattern("(?s)routed +over line.*rerouted +from line over caller: line cannot be reached\n"
            + ".*expired +over caller.*not-delivered +unable-to-transfer, maximum-time-expired.*reported +by ");
    for (String step : List.of("rerouted", "expired")) {
      assertThat(alpha.out("track", "--step", step)).as(step).contains("not-delivered", mtsId);
      assertThat(alpha.out("trace", mtsId, "--json")).contains("\"step\":\"" + step + "\"");
    }
  }
}
