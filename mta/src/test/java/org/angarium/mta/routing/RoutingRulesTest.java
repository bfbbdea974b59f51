package org.angarium.mta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.routing.Decision.Barred;
import org.angarium.mta.routing.Decision.Unroutable;
import org.angarium.mta.routing.Decision.Via;
import org.angarium.mta.routing.RouteExplanation.Candidate;
import org.angarium.mta.store.ApduKind;
import org.angarium.osi.ber.BerWriter;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.ExtensionAttribute;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of docs/routing.md beyond pattern and cost. */
class RoutingRulesTest {
  private static final String HEAD = """
      name = "ALPHA"
      data-directory = "data"
      domain = { country = "DE", admd = "EXAMPLE", prmd = "ALPHA" }
      """;
  /** A Monday. */
  private static final Instant MONDAY_TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant MONDAY_NIGHT = Instant.parse("2026-03-02T23:00:00Z");
  private static final String FR = "C=FR;A=Y;S=a";

  private static String connector(String name, String keys, String... spaces) {
    StringBuilder toml = new StringBuilder("[[connector]]\nname = \"" + name + "\"\nremote-mta = \"" + name
        + "\"\nhost = \"h\"\n" + keys + "\n");
    for (String space : spaces) {
      toml.append("[[connector.address-space]]\n").append(space).append('\n');
    }
    return toml.toString();
  }

  private static RoutingTable table(String... parts) throws ConfigException {
    return RoutingTable.of(ConfigReader.read(Path.of("angarium.toml"), HEAD + String.join("", parts)));
  }

  private static Traffic message(String mtsId, long octets, @Nullable String cameFrom) throws Exception {
    return new Traffic(ApduKind.MESSAGE, mtsId, OrAddress.parse("C=DE;A=EXAMPLE;P=ALPHA;O=Sales;S=Mann"),
        Priority.NORMAL, octets, ContentType.BuiltIn.IPM_1988, cameFrom);
  }

  private static final Traffic REPORT = new Traffic(ApduKind.REPORT, "r", null, Priority.URGENT, 0, null,
      null);

  private static Decision route(RoutingTable table, Traffic traffic, String... avoided) throws Exception {
    return table.route(OrAddress.parse(FR), traffic, Set.of(avoided)::contains, MONDAY_TEN);
  }

  private static Barred barred(Decision decision) {
    assertThat(decision).isInstanceOf(Barred.class);
    return (Barred) decision;
  }

  // ---- equal costs

  @Test
  void equalCostsShareTheLoadByMessage() throws Exception {
    RoutingTable table = table(connector("a", "", "pattern = 'C=FR'"), connector("b", "", "pattern = 'C=FR'"),
        connector("c", "", "pattern = 'C=FR'"), connector("dear", "", "pattern = 'C=FR'\ncost = 2"));
    Map<String, Integer> taken = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      Decision decision = route(table, message("id-" + i, 1, null));
      assertThat(route(table, message("id-" + i, 1, null))).isEqualTo(decision);
      taken.merge(((Via) decision).connector(), 1, Integer::sum);
    }
    assertThat(taken.keySet()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(taken.values()).allMatch(count -> count > 850 && count < 1150);
  }

  /** Only what the failing connector had moves, and it comes back to where it was. */
  @Test
  void aFailureMovesOnlyTheShareOfTheOneThatFails() throws Exception {
    RoutingTable table = table(connector("a", "", "pattern = 'C=FR'"), connector("b", "", "pattern = 'C=FR'"),
        connector("c", "", "pattern = 'C=FR'"));
    for (int i = 0; i < 300; i++) {
      Decision before = route(table, message("id-" + i, 1, null));
      Decision without = route(table, message("id-" + i, 1, null), "a");
      if (before.equals(new Via("a", 1))) {
        assertThat(without).isNotEqualTo(before);
      } else {
        assertThat(without).isEqualTo(before);
      }
    }
  }

  // ---- least cost only

  @Test
  void leastCostOnlyWaitsForTheCheapestButNotWhereAnEqualOneCanBeReached() throws Exception {
    String spaces = connector("cheap", "", "pattern = 'C=FR'")
        + connector("twin", "", "pattern = 'C=FR'") + connector("dear", "", "pattern = 'C=FR'\ncost = 9");
    RoutingTable table = table("routing = { least-cost-only = true }\n", spaces);

    assertThat(route(table, message("x", 1, null), "cheap")).isEqualTo(new Via("twin", 1));
    assertThat(route(table, message("x", 1, null), "cheap", "twin")).isNotEqualTo(new Via("dear", 9));
    assertThat(route(table(spaces), message("x", 1, null), "cheap", "twin")).isEqualTo(new Via("dear", 9));
  }

  @Test
  void withLeastCostOnlyAClosedCheapConnectorYieldsToAnOpenDearOne() throws Exception {
    RoutingTable table = table("routing = { least-cost-only = true }\n",
        connector("cheap", "activation = 'selected-times'\nschedule = '22:00-06:00'\ntime-zone = 'UTC'",
            "pattern = 'C=FR'"),
        connector("dear", "", "pattern = 'C=FR'\ncost = 9"));

    assertThat(route(table, message("x", 1, null))).isEqualTo(new Via("dear", 9));
    assertThat(table.route(OrAddress.parse(FR), message("x", 1, null), none -> false, MONDAY_NIGHT))
        .isEqualTo(new Via("cheap", 1));
  }

  // ---- stand-in

  @Test
  void aStandInServesWhileNothingCloserCanBeReached() throws Exception {
    RoutingTable table = table(connector("line", "", "pattern = 'C=FR;A=Y'"),
        connector("provider", "", "pattern = '*'\ncost = 50\nstand-in = true"),
        connector("other", "", "pattern = 'C=FR'"));

    assertThat(route(table, message("x", 1, null))).isEqualTo(new Via("line", 1));
    assertThat(route(table, message("x", 1, null), "line")).isEqualTo(new Via("provider", 50));
    assertThat(route(table, message("x", 1, null), "line", "provider")).isEqualTo(new Via("line", 1));
    assertThat(table.substitutes("line")).containsExactly("provider");
    assertThat(table.substitutes("provider")).containsExactlyInAnyOrder("line", "other");
  }

  // ---- scope

  @Test
  void scopeKeepsAddressSpacesForOurOwnMail() throws Exception {
    RoutingTable table = table(connector("mine", "", "pattern = 'C=FR;A=Y'\nscope = 'this-mta'"),
        connector("ours", "", "pattern = 'C=FR'\nscope = 'organization'"),
        connector("sister", "same-organization = true"), connector("foreign", ""));

    assertThat(route(table, message("x", 1, null))).isEqualTo(new Via("mine", 1));
    assertThat(route(table, message("x", 1, "sister"))).isEqualTo(new Via("ours", 1));
    assertThat(route(table, message("x", 1, "foreign"))).isEqualTo(new Unroutable(null));
    assertThat(route(table, new Traffic(ApduKind.REPORT, "r", null, Priority.URGENT, 0, null, "foreign")))
        .isEqualTo(new Via("mine", 1));
  }

  // ---- schedule and activation

  @Test
  void whatCanLeaveNowComesBeforeWhatWaits() throws Exception {
    RoutingTable table = table(
        connector("night", "activation = 'selected-times'\nschedule = '22:00-06:00'\ntime-zone = 'UTC'",
            "pattern = 'C=FR'"),
        connector("caller", "activation = 'remote-initiated'", "pattern = 'C=FR'\ncost = 2"),
        connector("always", "", "pattern = 'C=FR'\ncost = 90"),
        connector("off", "activation = 'never'", "pattern = 'C=FR'"));
    OrAddress to = OrAddress.parse(FR);
    Traffic it = message("x", 1, null);

    assertThat(table.explain(to, it, "caller"::equals, MONDAY_TEN).candidates())
        .extracting(Candidate::connector).containsExactly("always", "caller", "night", "off");
    assertThat(table.explain(to, it, "caller"::equals, MONDAY_NIGHT).candidates())
        .extracting(Candidate::connector).containsExactly("night", "always", "caller", "off");
    assertThat(table.explain(to, it, Set.of("always", "caller")::contains, MONDAY_TEN).candidates())
        .extracting(Candidate::standing).containsExactly("waits for the peer to call", "waits in open-retry",
            "is closed by its schedule", "is switched off");
  }

  /** Whatever it costs, what may leave with the next call is not left where the last attempt has failed. */
  @Test
  void aPeerThatMayCallComesBeforeOneThatDidNotAnswer() throws Exception {
    String spaces = connector("dead", "", "pattern = 'C=FR'")
        + connector("caller", "activation = 'remote-initiated'", "pattern = 'C=FR'\ncost = 9")
        + connector("provider", "", "pattern = '*'\ncost = 50\nstand-in = true");

    assertThat(route(table(spaces), message("x", 1, null), "caller")).isEqualTo(new Via("dead", 1));
    assertThat(route(table(spaces), message("x", 1, null), "dead", "provider", "caller"))
        .isEqualTo(new Via("caller", 9));
    assertThat(route(table(spaces), message("x", 1, null), "dead", "caller"))
        .isEqualTo(new Via("provider", 50));
    assertThat(route(table("routing = { least-cost-only = true }\n", spaces), message("x", 1, null), "dead",
        "provider", "caller")).as("waits for the cheapest that calls").isEqualTo(new Via("dead", 1));
  }

  @Test
  void aPeerThatHasCalledCanBeReached() throws Exception {
    String spaces = connector("caller", "activation = 'remote-initiated'", "pattern = 'C=FR'\ncost = 2")
        + connector("dear", "", "pattern = 'C=FR'\ncost = 9")
        + connector("provider", "", "pattern = '*'\ncost = 1\nstand-in = true");

    assertThat(route(table(spaces), message("x", 1, null))).isEqualTo(new Via("caller", 2));
    assertThat(route(table(spaces), message("x", 1, null), "caller")).isEqualTo(new Via("dear", 9));
    assertThat(route(table(spaces), message("x", 1, null), "dear")).as("no stand-in is needed")
        .isEqualTo(new Via("caller", 2));
    assertThat(route(table(spaces), message("x", 1, null), "caller", "dear"))
        .isEqualTo(new Via("provider", 1));
  }

  // ---- restrictions

  @Test
  void whatIsTooLongForOneConnectorTakesAnother_orIsReturnedAtOnce() throws Exception {
    RoutingTable one = table(connector("small", "maximum-message-size = '1K'", "pattern = 'C=FR'"),
        connector("provider", "", "pattern = '*'"));
    RoutingTable two = table(connector("small", "maximum-message-size = '1K'", "pattern = 'C=FR'"),
        connector("large", "", "pattern = 'C=FR'\ncost = 99"));

    assertThat(route(one, message("x", 1024, null))).isEqualTo(new Via("small", 1));
    assertThat(barred(route(one, message("x", 1025, null))).diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.CONTENT_TOO_LONG);
    assertThat(route(two, message("x", 1025, null))).isEqualTo(new Via("large", 99));
  }

  @Test
  void restrictionsNameOriginatorsRecipientsPrioritiesAndContents() throws Exception {
    for (String restriction : List.of("reject-originators = 'C=DE;A=EXAMPLE;P=ALPHA;O=Sales'",
        "accept-originators = ['C=DE;A=EXAMPLE;P=ALPHA;O=Research', 'C=IT']", "reject-recipients = 'C=FR'",
        "accept-recipients = 'C=FR;A=Z'", "priorities = 'urgent'")) {
      RoutingTable table = table(connector("b", "restrictions." + restriction, "pattern = '*'"));
      assertThat(barred(route(table, message("x", 1, null))).diagnostic()).as(restriction)
          .isEqualTo(NonDeliveryDiagnostic.NO_BILATERAL_AGREEMENT);
      assertThat(route(table, REPORT)).as(restriction).isEqualTo(new Via("b", 1));
    }
    RoutingTable edi = table(
        connector("b", "restrictions.content-types = ['edi', '1.2.3']", "pattern = '*'"));
    assertThat(barred(route(edi, message("x", 1, null))).diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.CONTENT_TYPE_NOT_SUPPORTED);
    assertThat(route(table(connector("b", "restrictions.accept-originators = 'O=Sales'", "pattern = '*'")),
        message("x", 1, null))).isEqualTo(new Via("b", 1));
  }

  /** With a common name as a TeletexString. */
  private static OrAddress teletex(String rest, String commonName, Charset written) throws Exception {
    return OrAddress.parse(rest).withExtensionAttributes(
        List.of(new ExtensionAttribute(2, new BerWriter().octets(StringType.TELETEX.tag(),
            commonName.getBytes(written)).toByteArray())));
  }

  /** An originator that is found by what it means is also restricted by that. */
  @Test
  void restrictionsKnowWhomAWriterOfLatin1Means() throws Exception {
    OrAddress originator = teletex("C=DE;A=EXAMPLE;P=ALPHA;S=Mann", "K\u00F6ln", StandardCharsets.ISO_8859_1);
    Traffic traffic = new Traffic(ApduKind.MESSAGE, "x", originator, Priority.NORMAL, 1,
        ContentType.BuiltIn.IPM_1988, null);

    assertThat(route(table(connector("b", "restrictions.accept-originators = 'CN=K\u00F6ln'",
        "pattern = '*'")), traffic)).isEqualTo(new Via("b", 1));
    assertThat(barred(route(table(connector("b", "restrictions.reject-originators = 'CN=K\u00F6ln'",
        "pattern = '*'")), traffic)).diagnostic()).isEqualTo(NonDeliveryDiagnostic.NO_BILATERAL_AGREEMENT);
    assertThat(barred(route(table(connector("b", "restrictions.accept-originators = 'CN=Bonn'",
        "pattern = '*'")), traffic)).diagnostic()).isEqualTo(NonDeliveryDiagnostic.NO_BILATERAL_AGREEMENT);
  }

  @Test
  void anExplanationReadsTheAddressAsRoutingDoes() throws Exception {
    RoutingTable table = table(connector("b", "", "pattern = 'C=FR;CN=K\u00F6ln'"));
    Traffic traffic = message("x", 1, null);

    for (String name : List.of("K\u00F6ln", "M\u00F6ln")) {
      OrAddress address = teletex("C=FR;A=Y;S=a", name, StandardCharsets.ISO_8859_1);
      Decision decision = table.route(address, traffic, none -> false, MONDAY_TEN);
      RouteExplanation explained = table.explain(address, traffic, none -> false, MONDAY_TEN);
      if (name.startsWith("K")) {
        assertThat(decision).isEqualTo(new Via("b", 1));
        assertThat(explained.target()).isEqualTo("b");
        assertThat(explained.address()).as("what it was read as").contains("CN=K\u00F6ln");
      } else {
        assertThat(decision).isInstanceOf(Unroutable.class);
        assertThat(explained.outcome()).isEqualTo("unroutable");
      }
    }
  }

  /** Q252433, Q230508: kinds of mail take connectors of their own. */
  @Test
  void mailIsRoutedByContentAndPriority() throws Exception {
    RoutingTable table = table(
        connector("edi", "restrictions.content-types = 'edi'", "pattern = 'C=FR'"),
        connector("express", "restrictions.priorities = 'urgent'", "pattern = 'C=FR'"),
        connector("rest", "", "pattern = 'C=FR'\ncost = 5"));
    Traffic plain = message("x", 1, null);

    assertThat(route(table, plain)).isEqualTo(new Via("rest", 5));
    assertThat(route(table, new Traffic(ApduKind.MESSAGE, "x", plain.originator(), Priority.NORMAL, 1,
        ContentType.BuiltIn.EDI, null))).isEqualTo(new Via("edi", 1));
    assertThat(route(table, new Traffic(ApduKind.MESSAGE, "x", plain.originator(), Priority.URGENT, 1,
        ContentType.BuiltIn.IPM_1988, null))).isEqualTo(new Via("express", 1));
  }

  // ---- every attribute

  @Test
  void everyAttributeCanBeAskedForWholeOrByItsBeginning() throws Exception {
    String[] forms = {"X121=26245050", "N-ID=1234", "T-ID=4711", "PD-SYSTEM=POST", "PD-C=FR", "PD-CODE=75001",
        "PD-OFFICE=Paris", "PD-STREET=Rue 1", "PD-UNIQUE=Tower", "PD-LOCAL=Area", "DDA:RFC-822=a(a)b.fr",
        "PD-A1=12 High Street", "NET-NUM=4930", "T-TY=ttx", "O=Org", "OU1=Unit", "S=Curie", "G=Marie", "I=M",
        "GQ=II", "CN=Marie Curie"};
    for (String form : forms) {
      String key = form.substring(0, form.indexOf('=') + 1);
      String value = form.substring(key.length());
      for (String asked : List.of(value, value.substring(0, 1) + "*", "*")) {
        RoutingTable table = table(connector("it", "", "pattern = 'C=FR;" + key + asked + "'"));
        assertThat(table.route(OrAddress.parse("C=FR;A=Y;" + form), message("x", 1, null), none -> false,
            MONDAY_TEN)).as(key + asked).isEqualTo(new Via("it", 1));
        assertThat(table.route(OrAddress.parse("C=FR;A=Y"), message("x", 1, null), none -> false, MONDAY_TEN))
            .as("without " + key).isEqualTo(new Unroutable(null));
      }
    }
  }

  // ---- against an oracle

  /** Q221699: 500 patterns and a default; ten thousand addresses, whatever is in trouble, go where a plain reading of the rule says. */
  @Test
  void randomTablesDecideAsThePlainRuleDoes() throws Exception {
    Random random = new Random(411);
    StringBuilder toml = new StringBuilder(HEAD);
    record Space(AddressPattern pattern, String connector, int cost) {}
    List<Space> spaces = new ArrayList<>();
    for (int c = 0; c < 50; c++) {
      Set<AddressPattern> own = new HashSet<>();
      StringBuilder connector = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        String pattern = c == 0 && i == 0 ? "*" : randomAddress(random, true);
        int cost = 1 + random.nextInt(3) * 100 / 3;
        AddressPattern parsed = AddressPattern.parse(pattern);
        if (own.add(parsed)) {
          connector.append("[[connector.address-space]]\npattern = '").append(pattern).append("'\ncost = ")
              .append(cost).append('\n');
          spaces.add(new Space(parsed, "c" + c, cost));
        }
      }
      toml.append(connector("c" + c, "")).append(connector);
    }
    RoutingTable table = RoutingTable.of(ConfigReader.read(Path.of("angarium.toml"), toml.toString()));
    for (int i = 0; i < 10_000; i++) {
      OrAddress to = OrAddress.parse(randomAddress(random, false));
      Set<String> avoided = new HashSet<>();
      for (int c = random.nextInt(3) * 20; c > 0; c--) {
        avoided.add("c" + random.nextInt(50));
      }
      Via decision = (Via) table.route(to, message("m" + i, 1, null), avoided::contains, MONDAY_TEN);
      List<Space> matching = spaces.stream().filter(space -> space.pattern.matches(to)).toList();
      int most = matching.stream().mapToInt(space -> space.pattern.specificity()).max().orElseThrow();
      List<Space> closest = matching.stream().filter(space -> space.pattern.specificity() == most).toList();
      List<Space> up = closest.stream().filter(space -> !avoided.contains(space.connector)).toList();
      List<Space> left = up.isEmpty() ? closest : up;
      int least = left.stream().mapToInt(Space::cost).min().orElseThrow();
      assertThat(left).as(to.toString())
          .anyMatch(space -> space.connector.equals(decision.connector()) && space.cost == least);
      assertThat(decision.cost()).isEqualTo(least);
      assertThat(table.explain(to, message("m" + i, 1, null), avoided::contains, MONDAY_TEN).target())
          .isEqualTo(decision.connector());
    }
  }

  private static String randomAddress(Random random, boolean pattern) {
    StringBuilder text = new StringBuilder("C=FR");
    for (String key : List.of("A", "P", "O", "OU1", "S", "DDA:T")) {
      if (!pattern || random.nextInt(2) == 0) {
        String value = "" + (char) ('a' + random.nextInt(3)) + (char) ('a' + random.nextInt(2));
        int shape = pattern ? random.nextInt(6) : 2;
        text.append(';').append(key).append('=')
            .append(shape == 0 ? "*" : shape == 1 ? value.charAt(0) + "*" : value);
      }
    }
    return text.toString();
  }
}
