package org.angarium.mta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.routing.Decision.Local;
import org.angarium.mta.routing.Decision.UnknownLocal;
import org.angarium.mta.routing.Decision.Unroutable;
import org.angarium.mta.routing.Decision.Via;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final String ALPHA = """
      name = "ALPHA"
      data-directory = "data"
      [domain]
      country = "DE"
      admd = "EXAMPLE"
      prmd = "ALPHA"
      [[mailbox]]
      name = "mann"
      address = ["C=DE;A=EXAMPLE;P=ALPHA;S=Mann", "C=DE;A= ;P=ALPHA;CN=Erika Mann"]
      """;

  private static String connector(String name, String... patternsAndCosts) {
    StringBuilder toml = new StringBuilder("[[connector]]\nname = \"%s\"\nremote-mta = \"%s\"\nhost = \"h\"\n"
        .formatted(name, name));
    for (int i = 0; i < patternsAndCosts.length; i += 2) {
      toml.append("[[connector.address-space]]\npattern = '%s'\ncost = %s\n".formatted(patternsAndCosts[i],
          patternsAndCosts[i + 1]));
    }
    return toml.toString();
  }

  private static RoutingTable table(String... connectors) throws ConfigException {
    return RoutingTable.of(ConfigReader.read(Path.of("angarium.toml"), ALPHA + String.join("", connectors)));
  }

  private static Decision route(RoutingTable table, String address) throws AddressSyntaxException {
    return route(table, address, Set.of(), null);
  }

  private static Decision route(RoutingTable table, String address, Set<String> avoided,
      @Nullable String cameFrom)
      throws AddressSyntaxException {
    return table.route(OrAddress.parse(address),
        new Traffic(ApduKind.MESSAGE, "1", null, Priority.NORMAL, 0, null, cameFrom), avoided::contains, NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C=DE;A=EXAMPLE;P=ALPHA;S=Mann", "C=de;A=example;P=alpha;S=MANN",
      "/C=DE/ADMD=/PRMD=ALPHA/CN=erika  mann/"})
  void aMailboxIsFoundHoweverItsAddressIsWritten(String address) throws Exception {
    assertThat(route(table(connector("any", "*", "1")), address)).isEqualTo(new Local("mann"));
  }

  @Test
  void connectorsWithTheSamePatternAreSubstitutesOfEachOther() throws Exception {
    RoutingTable table = table(connector("a", "C=DE;P=X", "1", "C=FR", "1"), connector("b", "C=DE;P=x", "5"),
        connector("c", "C=FR", "9", "C=IT", "1"), connector("d", "C=IT;P=X", "1"));
    assertThat(table.substitutes("a")).containsExactlyInAnyOrder("b", "c");
    assertThat(table.substitutes("b")).containsExactly("a");
    assertThat(table.substitutes("d")).isEmpty();
    assertThat(table.substitutes("unknown")).isEmpty();
  }

  @Test
  void thePatternThatAsksForMostWins_whateverTheCost() throws Exception {
    RoutingTable table = table(connector("any", "*", "1"), connector("country", "C=DE", "1"),
        connector("domain", "C=DE;A=X;P=BRAVO", "100"), connector("beginning", "C=DE;A=X;P=BRA*", "1"));

    assertThat(route(table, "C=DE;A=X;P=Bravo;S=a")).isEqualTo(new Via("domain", 100));
    assertThat(route(table, "C=DE;A=X;P=BRATWURST;S=a")).isEqualTo(new Via("beginning", 1));
    assertThat(route(table, "C=DE;A=Y;S=a")).isEqualTo(new Via("country", 1));
    assertThat(route(table, "C=FR;A=Y;S=a")).isEqualTo(new Via("any", 1));
  }

  @Test
  void amongEqualPatternsTheLeastCostWins() throws Exception {
    RoutingTable table = table(connector("dear", "C=FR", "20"), connector("cheap", "C=FR", "10"));

    assertThat(route(table, "C=FR;A=Y;S=a")).isEqualTo(new Via("cheap", 10));
  }

  @Test
  void aConnectorInTroubleIsTakenOnlyIfThereIsNoOther() throws Exception {
    RoutingTable table = table(connector("cheap", "C=FR", "1"), connector("dear", "C=FR", "50"));

    assertThat(route(table, "C=FR;A=Y;S=a", Set.of("cheap"), null)).isEqualTo(new Via("dear", 50));
    assertThat(route(table, "C=FR;A=Y;S=a", Set.of("cheap", "dear"), null)).isEqualTo(new Via("cheap", 1));
  }

  /** What is meant for one neighbour must not wander over the provider because the line is down for an hour. */
  @Test
  void aLesserPatternIsNoSubstitute() throws Exception {
    RoutingTable table = table(connector("bravo", "C=DE;A=X;P=BRAVO", "1"), connector("provider", "*", "1"));

    assertThat(route(table, "C=DE;A=X;P=BRAVO;S=a", Set.of("bravo"), null)).isEqualTo(new Via("bravo", 1));
  }

  @Test
  void aSwitchedOffConnectorIsTheLastChoice() throws Exception {
    RoutingTable table = table(
        connector("off", "C=FR", "1").replace("host = \"h\"", "activation = \"never\""),
        connector("on", "C=FR", "50"));

    assertThat(route(table, "C=FR;A=Y;S=a")).isEqualTo(new Via("on", 50));
    assertThat(route(table, "C=FR;A=Y;S=a", Set.of("on"), null)).isEqualTo(new Via("on", 50));
    assertThat(route(table, "C=FR;A=Y;S=a", Set.of(), "on")).isEqualTo(new Via("off", 1));
  }

  @Test
  void aMessageNeverGoesBackWhereItCameFrom() throws Exception {
    RoutingTable table = table(connector("bravo", "C=FR", "1"), connector("charlie", "C=FR", "50"),
        connector("delta", "C=ES", "1"));

    assertThat(route(table, "C=FR;A=Y;S=a", Set.of(), "bravo")).isEqualTo(new Via("charlie", 50));
    assertThat(route(table, "C=FR;A=Y;S=a", Set.of("charlie"), "bravo")).isEqualTo(new Via("charlie", 50));
    assertThat(route(table, "C=ES;A=Y;S=a", Set.of(), "delta")).isEqualTo(new Unroutable("delta"));
  }

  @Test
  void anAddressThatNoSpaceHoldsIsUnroutable() throws Exception {
    assertThat(route(table(connector("bravo", "C=FR", "1")), "C=ES;A=Y;S=a")).isEqualTo(new Unroutable(null));
    assertThat(route(table(), "C=DE;A=EXAMPLE;P=BRAVO;S=a")).isEqualTo(new Unroutable(null));
  }

  @Test
  void nobodyInOurOwnDomainIsSoughtByCatchAlls() throws Exception {
    RoutingTable table = table(connector("any", "*", "1", "C=DE;A=EXAMPLE", "1"));

    assertThat(route(table, "C=DE;A=EXAMPLE;P=ALPHA;S=Nobody")).isEqualTo(new UnknownLocal());
    assertThat(route(table, "C=DE;A= ;P=ALPHA;S=Nobody")).isEqualTo(new UnknownLocal());
    assertThat(route(table, "C=DE;A=EXAMPLE;P=BRAVO;S=Somebody")).isEqualTo(new Via("any", 1));
  }

  @Test
  void anotherMtaOfOurOwnDomainIsReachedByASpaceThatNamesTheDomain() throws Exception {
    RoutingTable table = table(connector("site", "C=DE;A=EXAMPLE;P=ALPHA;O=South", "1"),
        connector("hub", "C=DE;A=EXAMPLE;P=ALPHA", "1"), connector("any", "*", "1"));

    assertThat(route(table, "C=DE;A=EXAMPLE;P=ALPHA;O=South;S=a")).isEqualTo(new Via("site", 1));
    assertThat(route(table, "C=DE;A=EXAMPLE;P=ALPHA;O=North;S=a")).isEqualTo(new Via("hub", 1));
    assertThat(route(table, "C=DE;A=EXAMPLE;P=ALPHA;S=a", Set.of(), "hub")).isEqualTo(new Unroutable("hub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C=FR;A=Y;O=A\\;B;S=a", "C=FR;A= ;S=a", "C=FR;A=Y;O=Müller;S=a",
      "C=FR;A=Y;P=two  words;S=a",
      "C=FR;A=Y;O=x\\*;OU=y;S=a"})
  void specialCharactersAreFound(String address) throws Exception {
    String space = address.replace(";S=a", "");
    assertThat(route(table(connector("it", space, "1")), address)).isEqualTo(new Via("it", 1));
  }
}
