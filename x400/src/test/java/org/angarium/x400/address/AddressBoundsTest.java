package org.angarium.x400.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The upper bounds of X.411 Annex B, each at its border: named by {@code validate}, and longer values carried all the same. */
class AddressBoundsTest {
  @ParameterizedTest
  @CsvSource({"A,16,private", "P,16,private-domain-name", "O,64,organization-name",
      "OU1,32,organizational-unit-name", "S,40,surname", "G,16,given-name", "I,5,initials",
      "Q,3,generation-qualifier", "CN,64,common-name", "N-ID,32,numeric-user-identifier",
      "T-ID,24,terminal-identifier", "PD-STREET,30,street-address", "X121,16,network-address",
      "DDA:" + "t" + ",128,domain-defined"})
  void aValueMayBeAsLongAsItsBoundAndNoLonger(String key, int bound, String attribute) throws Exception {
    String character = key.equals("N-ID") || key.equals("X121") ? "7" : "x";
    String rest = "C=DE;" + (key.equals("A") ? "" : "A=a;") + (key.equals("S") ? "" : "S=s;");
    OrAddress longest = OrAddress.parse(rest + key + "=" + character.repeat(bound));
    assertThat(longest.validate()).isEmpty();
    survives(longest);
    OrAddress longer = OrAddress.parse(rest + key + "=" + character.repeat(bound + 1));
    assertThat(longer.validate()).singleElement().asString()
        .contains(bound + 1 + " characters", " to " + bound + " are allowed");
    survives(longer);
  }

  @Test
  void theTypeOfADomainDefinedAttributeHasABoundToo() throws Exception {
    assertThat(OrAddress.parse("C=DE;A=a;DDA:12345678=v").validate()).isEmpty();
    assertThat(OrAddress.parse("C=DE;A=a;DDA:123456789=v").validate()).hasSize(1);
  }

  /** Values of every length around those that somebody might have made a buffer of. */
  @Test
  void valuesOfEveryLengthAreCarriedWhole() throws Exception {
    for (int length = 1; length <= 300; length++) {
      survives(OrAddress.parse("C=DE;A=a;P=p;DDA:RFC-822=" + "v".repeat(length)));
      survives(OrAddress.parse("C=DE;A=a;P=p;S=" + "s".repeat(length) + ";DDA:" + "t".repeat(length) + "=v"));
    }
  }

  /** Through text of each form, and through octets. */
  private static void survives(OrAddress address) throws AddressSyntaxException, BerException {
    assertThat(OrAddress.parse(address.toString())).isEqualTo(address);
    assertThat(OrAddress.parse(address.toSlashForm())).isEqualTo(address);
    assertThat(OrAddress.parse(address.toCommaForm())).isEqualTo(address);
    BerWriter writer = new BerWriter();
    address.encode(writer, Tag.SEQUENCE);
    assertThat(OrAddress.decode(BerReader.single(writer.toByteArray()))).isEqualTo(address);
  }
}
