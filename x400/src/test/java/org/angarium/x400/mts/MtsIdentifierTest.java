package org.angarium.x400.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MtsIdentifierTest {
  private static byte[] encode(MtsIdentifier identifier) {
    BerWriter writer = new BerWriter();
    identifier.encode(writer);
    return writer.toByteArray();
  }

  @Test
  void textNamesDomainAndLocalIdentifier() {
    assertThat(MtsIdentifier.of(GlobalDomainIdentifier.of("XX", "ADMD", "PRMD"), "mta1.261123.0001"))
        .hasToString("/C=XX/A=ADMD/P=PRMD/;mta1.261123.0001");
    assertThat(MtsIdentifier.of(GlobalDomainIdentifier.of("XX", " "), "a;b/c"))
        .hasToString("/C=XX/A= /;a;b/c");
  }

  @Test
  void namesThatLookLikeSyntaxHaveTheirOwnText() {
    GlobalDomainIdentifier twisted = GlobalDomainIdentifier.of("XX", "A/P=B");
    assertThat(new MtsIdentifier(twisted, "1").text())
        .isNotEqualTo(new MtsIdentifier(GlobalDomainIdentifier.of("XX", "A", "B"), "1").text())
        .isEqualTo("/C=XX/A=A\\/P=B/;1");
    assertThat(new MtsIdentifier(twisted, "1\n\\x").text()).isEqualTo("/C=XX/A=A\\/P=B/;1\\x0a\\\\x");
  }

  @Test
  void numericAndPrintableNamesHaveOneText() {
    GlobalDomainIdentifier numeric = new GlobalDomainIdentifier(DomainName.numeric("208"),
        DomainName.numeric("0"), null);
    assertThat(new MtsIdentifier(numeric, "x").text())
        .isEqualTo(new MtsIdentifier(GlobalDomainIdentifier.of("208", "0"), "x").text());
  }

  @Test
  void everyIdentifierRoundTripsInBothForms() throws BerException {
    Random random = new Random(2);
    for (int i = 0; i < 3000; i++) {
      GlobalDomainIdentifier domain = new GlobalDomainIdentifier(
          new DomainName(text(random, 3), random.nextBoolean()),
          new DomainName(text(random, 16), random.nextBoolean()),
          random.nextBoolean() ? null : new DomainName(text(random, 16), random.nextBoolean()));
      MtsIdentifier identifier = new MtsIdentifier(domain, text(random, 40));
      assertThat(MtsIdentifier.decode(BerReader.single(encode(identifier)))).isEqualTo(identifier);
      MtsIdentifier parsed = MtsIdentifier.parse(identifier.text());
      assertThat(parsed.text()).isEqualTo(identifier.text());
      assertThat(parsed.localIdentifier()).isEqualTo(identifier.localIdentifier());
      assertThat(parsed.domain().matches(domain)).isTrue();
    }
  }

  private static String text(Random random, int max) {
    String alphabet = "AB0/;=\\x \n\u00e9'";
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(max + 1); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "x", "/;x", "/C=XX/;x", "/C=XX/A=A/P=P/O=O/;x", "/A=A/C=XX/;x",
      "/C=XX/A=A",
      "C=XX/A=A/;x", "/C=XX/A=A/;x\\", "/C=XX/A=A/;\\xZZ", "/C=XX/A=A/;\\x1"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> MtsIdentifier.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ownIdentifiersKeepTheBounds() {
    GlobalDomainIdentifier domain = GlobalDomainIdentifier.of("XX", "ADMD");
    assertThat(MtsIdentifier.of(domain, "x".repeat(32)).localIdentifier()).hasSize(32);
    for (String bad : new String[]{"", "x".repeat(33), "tab\t", "\u00e9"}) {
      assertThatThrownBy(() -> MtsIdentifier.of(domain, bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void domainsMatchWhateverTheCaseAndStringType() {
    GlobalDomainIdentifier domain = GlobalDomainIdentifier.of("XX", "ADMD", "Prmd");
    assertThat(domain.matches(GlobalDomainIdentifier.of("xx", "admd ", "PRMD"))).isTrue();
    assertThat(domain.matches(GlobalDomainIdentifier.of("xx", "admd"))).isFalse();
    assertThat(GlobalDomainIdentifier.of("xx", "admd").matches(domain)).isFalse();
    assertThat(domain.matches(GlobalDomainIdentifier.of("XX", "ADMD", "Other"))).isFalse();
    assertThat(GlobalDomainIdentifier.of("XX", "").matches(GlobalDomainIdentifier.of("XX", " "))).isTrue();
  }
}
