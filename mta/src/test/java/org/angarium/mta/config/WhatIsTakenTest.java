package org.angarium.mta.config;

import static org.angarium.mta.config.Configurations.complaintsAbout;
import static org.angarium.mta.config.Configurations.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.conversion.Acceptance;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers and mailboxes take, and in which domain a peer is. */
class WhatIsTakenTest {
  private static final String BRAVO = """
      [[connector]]
      name = "bravo"
      remote-mta = "BRAVO"
      host = "192.0.2.1"
      """;
  private static final String MANN = """
      [[mailbox]]
      name = "mann"
      address = "C=DE;A=EXAMPLE;P=ALPHA;S=Mann"
      """;

  /** The domain of the MTA is C=DE;A=EXAMPLE;P=ALPHA. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      address-space = [{ pattern = "C=DE;A=EXAMPLE;P=BRAVO" }]                              | SUPPOSED_OTHER
      address-space = [{ pattern = "C=FR" }, { pattern = "C=DE;A=EXAMPLE;P=BRAVO" }]        | SUPPOSED_OTHER
      address-space = [{ pattern = "C=de;A=example;P=alpha;O=Branch" }]                     | OWN
      address-space = [{ pattern = "C=FR" }, { pattern = "C=DE;A=EXAMPLE;P=ALPHA;O=Inn" }]  | OWN
      address-space = [{ pattern = "C=*" }]                                                 | OWN
      address-space = [{ pattern = "C=DE;A=EXAMPLE;P=AL*" }]                                | OWN
      maximum-associations = 3                                                              | OWN
      domain = { country = "DE", admd = "EXAMPLE", prmd = "Alpha" }                         | OWN
      domain = { country = "DE", admd = " ", prmd = "ALPHA" }                               | OWN
      domain = { country = "DE", admd = "EXAMPLE", prmd = "BRAVO" }                         | OTHER
      domain = { country = "DE", admd = "EXAMPLE" }                                         | OTHER
      """)
  void theDomainOfAPeerIsSaidOrFollowsFromItsAddresses(String line, PeerDomain domain) throws Exception {
    ConnectorConfig bravo = minimalWith(BRAVO + line + "\n").connectors().getFirst();
    assertThat(bravo.rules().peerDomain()).isEqualTo(domain);
  }

  @Test
  void anMtaOfOurOrganizationMayBeInOurDomain() throws Exception {
    assertThat(minimalWith(BRAVO + """
        same-organization = true
        address-space = [{ pattern = "C=DE;A=EXAMPLE;P=BRAVO" }]
        """).connectors().getFirst().rules().peerDomain()).isEqualTo(PeerDomain.OWN);
  }

  @Test
  void encodedInformationTypesHaveNamesNumbersOfCharacterSetsOrObjectIdentifiers() throws Exception {
    String line = "encoded-information-types = [\"ia5-text\", \"general-text:1,6,100\", \"2.6.1.12.0\"]\n";
    AcceptedTypes types = new AcceptedTypes(
        new Acceptance(Set.of(EncodedInformationTypes.IA5_TEXT),
            Set.of(Oid.of("1.0.10021.7.1.0.1"), Oid.of("1.0.10021.7.1.0.6"), Oid.of("1.0.10021.7.1.0.100"),
                Oid.of("2.6.1.12.0"))),
        true);
    assertThat(minimalWith(BRAVO + line).connectors().getFirst().rules().types()).contains(types);
    assertThat(minimalWith(MANN + line + "implicit-conversion = false\n").mailboxes().getFirst()
        .deliverability().types()).contains(new AcceptedTypes(types.acceptance(), false));
    assertThat(minimalWith(MANN).mailboxes().getFirst().deliverability())
        .isEqualTo(Deliverability.ANYTHING);
  }

  @Test
  void aMailboxMayBeRestricted() throws Exception {
    Deliverability restricted = minimalWith(MANN + """
        maximum-message-size = "2M"
        content-types = ["p2", "p22"]
        accept-originators = ["C=DE"]
        reject-originators = ["C=DE;A=EXAMPLE;P=ALPHA;O=Guests"]
        """).mailboxes().getFirst().deliverability();
    assertThat(restricted.maximumOctets()).isEqualTo(2 << 20);
    assertThat(restricted.contentTypes()).containsExactly(ContentType.BuiltIn.IPM_1984,
        ContentType.BuiltIn.IPM_1988);
    assertThat(restricted.acceptOriginators().size()).isEqualTo(1);
    assertThat(restricted.rejectOriginators().size()).isEqualTo(1);
    assertThat(restricted.types()).isEqualTo(Optional.empty());
  }

  @Test
  void anAccessUnitSaysWhatItTakesAsAMailboxDoes() throws Exception {
    String edi = """
        [[access-unit]]
        name = "edi"
        address-space = [{ pattern = "C=DE;A=EXAMPLE;P=ALPHA;O=EDI" }]
        """;
    String keys = """
        encoded-information-types = ["ia5-text"]
        implicit-conversion = false
        maximum-message-size = "2M"
        content-types = ["edi"]
        reject-originators = ["C=FR"]
        """;
    assertThat(minimalWith(edi).access().units().getFirst().deliverability())
        .isEqualTo(Deliverability.ANYTHING);
    Deliverability taken = minimalWith(MANN + keys).mailboxes().getFirst().deliverability();
    assertThat(taken).isNotEqualTo(Deliverability.ANYTHING);
    assertThat(minimalWith(edi + keys).access().units().getFirst().deliverability()).isEqualTo(taken);
  }

  @Test
  void whatIsNoTypeIsNamed() {
    assertThat(complaintsAbout(MANN + "encoded-information-types = [\"ia5-text\", \"ascii\"]\n"))
        .singleElement().asString().contains("\"ascii\" is none of \"g3-facsimile\"");
    assertThat(complaintsAbout(MANN + "encoded-information-types = [\"general-text:latin\"]\n"))
        .singleElement().asString().contains("numbers of the register");
    assertThat(complaintsAbout(MANN + "implicit-conversion = false\n")).singleElement().asString()
        .contains("needs encoded-information-types");
  }
}
