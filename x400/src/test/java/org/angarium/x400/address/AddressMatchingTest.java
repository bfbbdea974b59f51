package org.angarium.x400.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressMatchingTest {
  private static OrAddress address(String text) throws AddressSyntaxException {
    return OrAddress.parse(text);
  }

  private static ExtensionAttribute extension(int type, CharacterString value) {
    BerWriter writer = new BerWriter();
    value.encode(writer);
    return new ExtensionAttribute(type, writer.toByteArray());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      C=DE;A=DBP;O=The  Org;S=MANN  | C=de;A=dbp;O=the org;S=Mann
      C=DE;A= ;S=x                  | C=DE;A=;S=x
      C=DE;A=x;DDA:a=1;DDA:b=2      | C=DE;A=x;DDA:B=2;DDA:A=1
      C=DE;A=x;O=BÄR                | C=DE;A=x;O=bär
      C=DE;A=x;CN=ΔΟΚΙΜΗ            | C=DE;A=x;CN=δοκιμη
      C=DE;A=x;O=\\ Org\\  ;S=y      | C=DE;A=x;O=Org;S=y
      """)
  void sameAddressesMatchAndHaveTheSameKey(String one, String other) throws AddressSyntaxException {
    assertThat(address(one).matches(address(other))).isTrue();
    assertThat(address(other).matches(address(one))).isTrue();
    assertThat(address(one).matchingKey()).isEqualTo(address(other).matchingKey());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      C=DE;A=DBP;S=x        | C=DE;A=DBP;S=y
      C=DE;A=DBP;S=x        | C=DE;A=DBP;S=x;G=z
      C=DE;A=DBP            | C=DE;A=
      C=DE;A=x;OU1=a;OU2=b  | C=DE;A=x;OU1=b;OU2=a
      C=DE;A=x;DDA:a=1      | C=DE;A=x;DDA:a=2
      C=DE;A=x;DDA:a=1      | C=DE;A=x
      C=DE;A=x;CN=y         | C=DE;A=x;S=y
      """)
  void otherAddressesDoNot(String one, String other) throws AddressSyntaxException {
    assertThat(address(one).matches(address(other))).isFalse();
    assertThat(address(other).matches(address(one))).isFalse();
    assertThat(address(one).matchingKey()).isNotEqualTo(address(other).matchingKey());
  }

  @Test
  void numericAndPrintableStringsOfTheSameTextMatch() throws Exception {
    OrAddress printable = address("C=DE;A=400;P=1");
    var numeric = new EnumMap<>(printable.builtInAttributes());
    numeric.put(AddressAttribute.ADMD, CharacterString.of(StringType.NUMERIC, "400"));
    OrAddress other = new OrAddress(numeric, printable.organizationalUnits(),
        printable.domainDefinedAttributes(),
        printable.extensionAttributes(), OrAddress.Unrecognized.NONE);
    assertThat(other).isNotEqualTo(printable);
    assertThat(other.matches(printable)).isTrue();
    assertThat(other.matchingKey()).isEqualTo(printable.matchingKey());
  }

  /** A peer that puts what it likes into a PrintableString means the same user as one that uses the teletex form. */
  @Test
  void illegalCharactersOfAPrintableStringMatchTheLegalForm() throws Exception {
    OrAddress legal = address("C=DE;A=x;O=R_&_D Größe;S=y");
    var builtIn = new EnumMap<>(legal.builtInAttributes());
    builtIn.put(AddressAttribute.ORGANIZATION, CharacterString.ofOctets(StringType.PRINTABLE,
        "R_&_D Größe".getBytes(StandardCharsets.ISO_8859_1)));
    OrAddress odd = new OrAddress(builtIn, List.of(), List.of(), List.of(), OrAddress.Unrecognized.NONE);
    assertThat(odd.matches(legal)).isTrue();
    assertThat(odd.matchingKey()).isEqualTo(legal.matchingKey());
    assertThat(odd.validate()).anyMatch(fault -> fault.contains("'_'"));
    assertThat(legal.validate()).isEmpty();
  }

  /** A data country code in a PrintableString, letters in a NumericString: the text is what counts. */
  @ParameterizedTest
  @CsvSource({"208,PRINTABLE,NUMERIC", "DK,PRINTABLE,NUMERIC"})
  void theStringTypeOfACountryDoesNotCount(String country, StringType one, StringType other) {
    var first = new EnumMap<AddressAttribute, CharacterString>(AddressAttribute.class);
    first.put(AddressAttribute.COUNTRY, CharacterString.of(one, country));
    var second = new EnumMap<AddressAttribute, CharacterString>(AddressAttribute.class);
    second.put(AddressAttribute.COUNTRY, CharacterString.of(other, country));
    assertThat(new OrAddress(first, List.of(), List.of(), List.of(), OrAddress.Unrecognized.NONE)
        .matches(new OrAddress(second, List.of(), List.of(), List.of(), OrAddress.Unrecognized.NONE)))
        .isTrue();
  }

  @Test
  void oneCommonFormIsEnough() {
    CharacterString teletex = CharacterString.of(StringType.TELETEX, "Köln");
    OrAddress plain = OrAddress.builder().country("DE").commonName("Koeln").build();
    OrAddress both = OrAddress.builder().country("DE").commonName("Koeln").extension(extension(2, teletex))
        .build();
    OrAddress accented = OrAddress.builder().country("DE").commonName("KÖLN").build();
    assertThat(both.forms(AddressAttribute.COMMON_NAME)).containsExactly("Koeln", "Köln");
    assertThat(both.matches(plain)).isTrue();
    assertThat(both.matches(accented)).isTrue();
    assertThat(plain.matches(accented)).isFalse();
  }

  @Test
  void teletexAndUniversalFormsOfTheSameTextMatch() {
    BerWriter universal = new BerWriter().begin(Tag.SET);
    CharacterString.of(StringType.BMP, "ärzte").encode(universal);
    OrAddress one = OrAddress.builder().organization("Ärzte").build();
    OrAddress other = OrAddress.builder().extension(new ExtensionAttribute(25, universal.end().toByteArray()))
        .build();
    assertThat(one.extensionAttributes()).extracting(ExtensionAttribute::type).containsExactly(3);
    assertThat(one.matches(other)).isTrue();
    assertThat(one.matchingKey()).isEqualTo(other.matchingKey());
  }

  @Test
  void unknownExtensionAttributesCountByTheirOctets() {
    OrAddress one = OrAddress.builder().country("DE").extension(new ExtensionAttribute(99, new byte[]{5, 0}))
        .build();
    OrAddress other = OrAddress.builder().country("DE").build();
    assertThat(one.matches(other)).isFalse();
    assertThat(one.matches(one)).isTrue();
    assertThat(one.matchingKey()).isNotEqualTo(other.matchingKey());
  }

  @Test
  void caseAndSpacesNeverCount() throws AddressSyntaxException {
    Random random = new Random(402);
    for (int i = 0; i < 1000; i++) {
      OrAddress address = RandomAddresses.next(random);
      if (!address.isEmpty() && !address.toString().isEmpty()
          && address.extensionAttributes().stream().allMatch(e -> ExtensionForms.isTextual(e.type()))) {
        String varied = address.toString().toLowerCase(Locale.ROOT).replace(" ", "  ");
        assertThat(address(varied).matches(address)).as(varied).isTrue();
        assertThat(address(varied).matchingKey()).isEqualTo(address.matchingKey());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      *                     | C=DE;A=x;S=y              | true
      C=de                  | C=DE;A=x;S=y              | true
      C=DE;A=*              | C=DE;A=x;S=y              | true
      C=DE;A=*              | C=DE;S=y                  | false
      C=DE;A=                | C=DE;A= ;S=y              | true
      C=DE;A=                | C=DE;A=x;S=y              | false
      C=DE;P=Ex*            | C=DE;A= ;P=EXAMPLE        | true
      C=DE;P=Ex*            | C=DE;A= ;P=Other          | false
      C=DE;OU2=*            | C=DE;OU1=a;OU2=b          | true
      C=DE;OU2=*            | C=DE;OU1=a                | false
      C=DE;DDA:smtp=*       | C=DE;DDA:SMTP=a(a)b       | true
      C=DE;DDA:smtp=x*      | C=DE;DDA:SMTP=a(a)b       | false
      C=DE;CN=mül*          | C=DE;CN=Müller            | true
      C=DE;PD-A1=12*        | C=DE;PD-A1=12  High St    | true
      C=DE;PD-A2=*          | C=DE;PD-A1=12 High St     | false
      C=DE;PD-A1=grüner*    | C=DE;PD-A1=Grüner Weg 3   | true
      C=DE;NET-NUM=49*      | C=DE;NET-NUM=4930;NET-SUB=1 | true
      C=DE;NET-SUB=2        | C=DE;NET-NUM=4930;NET-SUB=1 | false
      C=DE;T-TY=G3FAX       | C=DE;X121=1;T-TY=g3fax    | true
      C=DE;NET-TTYPE=ttx    | C=DE;X121=1;T-TY=g3fax    | false
      C=DE;DDA:PD-A1=12*    | C=DE;PD-A1=12 High St     | false
      /C=DE/PRMD=ex*/       | C=DE;A= ;P=EXAMPLE        | true
      C=DE;P=a_b            | C=DE;A= ;P=ab             | false
      C=DE;O=a\\*           | C=DE;O=a*                 | true
      C=DE;O=a\\*           | C=DE;O=ab                 | false
      """)
  void patternsNameAPartOfTheAddressSpace(String pattern, String address, boolean inside)
      throws AddressSyntaxException {
    assertThat(AddressPattern.parse(pattern).matches(address(address))).isEqualTo(inside);
  }

  @Test
  void theMoreAPatternAsksForTheMoreSpecificItIs() throws AddressSyntaxException {
    Comparator<String> bySpecificity = Comparator.comparingInt(text -> {
      try {
        return AddressPattern.parse(text).specificity();
      } catch (AddressSyntaxException e) {
        throw new AssertionError(e);
      }
    });
    assertThat(
        Stream.of("*", "P=*", "P=e*", "P=ex*", "P=ex*;O=*", "C=de", "C=de;P=*", "C=de;P=ex*", "C=de;P=ex",
            "C=de;A=x;P=ex;DDA:a=1").toList())
        .isSortedAccordingTo(bySpecificity).hasSize(10)
        .extracting(text -> AddressPattern.parse(text).specificity()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "C=de;A=*;P=ex*", "C=de;A= ;DDA:smtp=*", "O=a\\*b", "O=a\\**", "OU1=x;OU2=y*",
      "C=de;DDA:a=1;NET-NUM=49*;PD-A1=high street"})
  void patternsPrintAsTheyAreRead(String text) throws AddressSyntaxException {
    assertThat(AddressPattern.parse(text)).hasToString(text).isEqualTo(AddressPattern.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "ZZ=1", "C=de;C=*", "O=", "OU5=x", "C=de;O=x\\"})
  void badPatternsAreCheckedErrors(String text) {
    assertThatThrownBy(() -> AddressPattern.parse(text)).isInstanceOf(AddressSyntaxException.class);
  }

  /** In each place that holds a TeletexString; what is not one, or cannot be meant so, stays. */
  @Test
  void whoTakesTeletexForLatin1IsUnderstood() throws Exception {
    byte[] latin1 = "M\u00FCller".getBytes(StandardCharsets.ISO_8859_1);
    CharacterString mistaken = CharacterString.ofOctets(StringType.TELETEX, latin1);
    CharacterString legal = CharacterString.of(StringType.TELETEX, "Müller");
    OrAddress written = everywhere(mistaken);
    assertThat(written.readAsLatin1()).isEqualTo(everywhere(legal));
    assertThat(written.matches(everywhere(legal))).as("by itself it is what the standard says").isFalse();
    assertThat(everywhere(CharacterString.of(StringType.TELETEX, "Mueller")).readAsLatin1()).isNull();
    assertThat(address("C=DE;A=x;CN=漢字;S=y").readAsLatin1()).isNull();
    assertThat(address("C=DE;A=x;S=y").readAsLatin1()).isNull();
  }

  private static OrAddress everywhere(CharacterString value) {
    OrAddressBuilder address = OrAddress.builder().country("DE").admd("x");
    for (int type : new int[]{2, 3}) {
      address.extension(extension(type, value));
    }
    address.extension(new ExtensionAttribute(4, new BerWriter().begin(Tag.SET)
        .octets(Tag.context(0), value.octets()).octets(Tag.context(1), value.octets()).end().toByteArray()));
    BerWriter units = new BerWriter().begin(Tag.SEQUENCE);
    value.encode(units);
    address.extension(new ExtensionAttribute(5, units.end().toByteArray()));
    BerWriter defined = new BerWriter().begin(Tag.SEQUENCE).begin(Tag.SEQUENCE);
    value.encode(defined);
    value.encode(defined);
    address.extension(new ExtensionAttribute(6, defined.end().end().toByteArray()));
    BerWriter postal = new BerWriter().begin(Tag.SET);
    CharacterString.printable("Mueller").encode(postal);
    value.encode(postal);
    address.extension(new ExtensionAttribute(13, postal.end().toByteArray()));
    address.extension(new ExtensionAttribute(77, new BerWriter()
        .octets(StringType.TELETEX.tag(), "\u00FC".getBytes(StandardCharsets.ISO_8859_1)).toByteArray()));
    return address.build();
  }
}
