package org.angarium.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.angarium.mta.config.AddressSpace.Scope;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Address spaces in files of their own. */
class AddressSpaceFileTest {
  @TempDir
  Path folder;

  private Path config;

  @BeforeEach
  void configure() throws Exception {
    config = Files.writeString(folder.resolve("angarium.toml"), """
        name = "ALPHA"
        data-directory = "data"
        domain = { country = "DE", admd = "EXAMPLE", prmd = "ALPHA" }

        [[connector]]
        name = "bravo"
        remote-mta = "BRAVO"
        host = "192.0.2.1"
        address-space-file = ["spaces/one.txt", "spaces/two.txt"]
        address-space = [{ pattern = "C=AT", cost = 9 }]
        """);
    Files.createDirectories(folder.resolve("spaces"));
    file("two.txt", "");
  }

  private void file(String name, String text) throws Exception {
    Files.writeString(folder.resolve("spaces").resolve(name), text);
  }

  private static List<AddressSpace> spaces(MtaConfig read) {
    return read.connector("bravo").orElseThrow().addressSpaces();
  }

  private static AddressSpace space(String pattern, int cost, Scope scope, boolean standIn)
      throws Exception {
    return new AddressSpace(AddressPattern.parse(pattern), cost, scope, standIn);
  }

  @Test
  void eachLineIsAPatternBehindItsCostScopeAndStandIn() throws Exception {
    file("one.txt", """
        # the south

          C=DE;A=EXAMPLE;P=BRAVO
        10 C=DE;A=EXAMPLE;P=B R A V O
        20 organization C=FR;A=*;P=EX*
        this-mta stand-in 100 *
        /C=IT/ADMD=X/
        DDA:RFC-822=user
        """);
    file("two.txt", "7\tS=Berg, O=It, C=CH\n");
    assertThat(spaces(ConfigReader.read(config))).containsExactly(space("C=AT", 9, Scope.ANY, false),
        space("C=DE;A=EXAMPLE;P=BRAVO", 1, Scope.ANY, false),
        space("C=DE;A=EXAMPLE;P=B R A V O", 10, Scope.ANY, false),
        space("C=FR;A=*;P=EX*", 20, Scope.ORGANIZATION, false), space("*", 100, Scope.THIS_MTA, true),
        space("C=IT;A=X", 1, Scope.ANY, false), space("DDA:RFC-822=user", 1, Scope.ANY, false),
        space("C=CH;O=It;S=Berg", 7, Scope.ANY, false));
  }

  @Test
  void everyFaultIsToldWithItsLine() throws Exception {
    file("one.txt", """
        C=DE;P=GOOD
        0 C=DE;P=X
        101 C=DE;P=X
        cheap C=DE;P=X
        10
        C=DE;Z=1
        C=DE;A=A NAME THAT IS TOO LONG
        """);
    Files.delete(folder.resolve("spaces/two.txt"));
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(config));
    assertThat(refused).hasMessageContaining("line 2 of spaces/one.txt has the cost 0")
        .hasMessageContaining("line 3 of spaces/one.txt has the cost 101")
        .hasMessageContaining("line 4 of spaces/one.txt has \"cheap\" before the pattern")
        .hasMessageContaining("line 5 of spaces/one.txt has no pattern")
        .hasMessageContaining("line 6 of spaces/one.txt is no address pattern")
        .hasMessageContaining("line 7 of spaces/one.txt is of no use, no address can match")
        .hasMessageContaining("the file does not exist");
    assertThat(refused.problems()).hasSize(7);
  }

  @Test
  void aPatternInTwoPlacesOfOneConnectorIsRefused() throws Exception {
    file("one.txt", "C=at\n");
    assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(config)))
        .hasMessageContaining("\"C=at\" is given twice");
  }

  @Test
  void whatIsReadAnewSharesThePatternsThatStayed() throws Exception {
    file("one.txt", "5 C=DE;P=STAYS\nC=DE;P=GOES\n");
    MtaConfig before = ConfigReader.read(config);
    file("one.txt", "C=DE;P=COMES\n6 C=de; p=Stays\n");
    MtaConfig after = ConfigReader.read(before);
    assertThat(spaces(after)).containsExactly(space("C=AT", 9, Scope.ANY, false),
        space("C=DE;P=COMES", 1, Scope.ANY, false), space("C=DE;P=STAYS", 6, Scope.ANY, false));
    assertThat(spaces(after).get(2).pattern()).isSameAs(spaces(before).get(1).pattern());
    assertThat(ConfigDiff.between(before, after).changedConnectors()).containsExactly("bravo");
    assertThat(ConfigDiff.between(after, ConfigReader.read(after)).isEmpty()).isTrue();
  }

  @Test
  void mailIsRoutedByThem() throws Exception {
    file("one.txt", "3 C=DE;A=EXAMPLE;P=BRAVO\n");
    RoutingTable table = RoutingTable.of(ConfigReader.read(config));
    assertThat(table.route(OrAddress.parse("C=DE;A=EXAMPLE;P=Bravo;S=Berg"),
        new Traffic(ApduKind.MESSAGE, "id", null, Priority.NORMAL, 1, null, null), name -> false,
        Instant.parse("2026-03-02T10:00:00Z"))).isEqualTo(new Decision.Via("bravo", 3));
  }
}
