package org.angarium.x400.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextFormTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      C=DE;A=DBP;P=Example;O=Org;OU1=A;OU2=B;S=Mann;G=Thomas;I=TM;GQ=Jr|C=DE;A=DBP;P=Example;O=Org;OU1=A;OU2=B;S=Mann;G=Thomas;I=TM;GQ=Jr
      s=Mann; g=Thomas; o=Org; prmd=Example; admd= ; c=de;|C=de;A= ;P=Example;O=Org;S=Mann;G=Thomas
      C=GB;ADMD=;CN=Post Master|C=GB;A= ;CN=Post Master
      C=262;A=400;X.121=26245001;UA-ID=4711;T-ID=TLX 1|C=262;A=400;X121=26245001;N-ID=4711;T-ID=TLX 1
      /C=GB/ADMD=Gold 400/PRMD=UK.AC/O=UCL/OU=CS/OU=Lab/S=Kille/|C=GB;A=Gold 400;P=UK.AC;O=UCL;OU1=CS;OU2=Lab;S=Kille
      /S=doe/OU=lab/OU=eng/O=example/ADMD=telemail/C=us/|C=us;A=telemail;O=example;OU1=eng;OU2=lab;S=doe
      /C=US/ADMD=x/DD.RFC-822=joe(a)host/|C=US;A=x;DDA:RFC-822=joe(a)host
      C=US;A=x;DDA:a=b=c;dda:id=7|C=US;A=x;DDA:a=b=c;DDA:id=7
      C=DE;A= ;O=Kölner Post;S=Groß|C=DE;A= ;O=Kölner Post;S=Groß
      C=FR;A=atlas;PD-CODE=75001;PD-STREET=1, rue X|C=FR;A=atlas;PD-CODE=75001;PD-STREET=1, rue X
      C=DE;A= ;O=a\\;b\\\\c|C=DE;A= ;O=a\\;b\\\\c
      /C=DE/ADMD= /O=a$/b;c$$/|C=DE;A= ;O=a/b\\;c$
      """)
  void textsAreReadAndPrintedCanonically(String text, String canonical) throws AddressSyntaxException {
    assertThat(OrAddress.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      S=Mann, O=Org, P=Example, A=DBP, C=DE|C=DE;A=DBP;P=Example;O=Org;S=Mann|S=Mann, O=Org, P=Example, A=DBP, C=DE
      CN=Post Master,OU=Lab,OU=Eng,O=UCL,C=GB|C=GB;O=UCL;OU1=Eng;OU2=Lab;CN=Post Master|CN=Post Master, OU2=Lab, OU1=Eng, O=UCL, C=GB
      DDA:RFC-822=joe(a)host, C=US|C=US;DDA:RFC-822=joe(a)host|DDA:RFC-822=joe(a)host, C=US
      O=Smith\\, Jones, C=US|C=US;O=Smith, Jones|O=Smith\\, Jones, C=US
      O=Smith, Jones|O=Smith, Jones|O=Smith\\, Jones
      O=a\\;b, C=US|C=US;O=a\\;b|O=a\\;b, C=US
      """)
  void theFormWithCommasIsReadInAnyOrderAndWrittenFromSmallToLarge(String text, String canonical,
      String commas) throws AddressSyntaxException {
    OrAddress address = OrAddress.parse(text);
    assertThat(address).hasToString(canonical);
    assertThat(address.toCommaForm()).isEqualTo(commas);
    assertThat(OrAddress.parse(address.toCommaForm())).isEqualTo(address);
  }

  @Test
  void everyComponentMayHaveALineOfItsOwn() throws AddressSyntaxException {
    assertThat(OrAddress.parse("G=Thomas\r\nS=Mann\nP=Example\nA=DBP\nC=DE\n"))
        .hasToString("C=DE;A=DBP;P=Example;S=Mann;G=Thomas");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      C=DE;A=x;PD-A1=Herr Mann;PD-A2=Gasse 1 | 16 | C=DE;A=x;PD-A1=Herr Mann;PD-A2=Gasse 1
      C=DE;A=x;pd-a1=Jörg;pd-a2=Köln         | 16 | C=DE;A=x;PD-A1=Jörg;PD-A2=Köln
      C=DE;A=x;NET-NUM=4930123;NET-SUB=7     | 22 | C=DE;A=x;NET-NUM=4930123;NET-SUB=7
      C=DE;A=x;X121=26245;T-TY=g3fax         | 23 | C=DE;A=x;X121=26245;T-TY=g3fax
      C=DE;A=x;X121=26245;NET-TTYPE=7        | 23 | C=DE;A=x;X121=26245;T-TY=ia5
      """)
  void postalLinesNetworkAddressesAndTerminalTypesHaveTheirKeys(String text, int extension,
      String canonical) throws AddressSyntaxException {
    OrAddress address = OrAddress.parse(text);
    assertThat(address.extensionAttributes()).extracting(ExtensionAttribute::type).containsExactly(extension);
    assertThat(address).hasToString(canonical);
    assertThat(OrAddress.parse(address.toSlashForm())).isEqualTo(address);
    assertThat(OrAddress.parse(address.toCommaForm())).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({"C=DE;A=x;NET-SUB=7,NET-SUB without NET-NUM",
      "C=DE;A=x;NET-NUM=7a,NET-NUM must be a NumericString",
      "C=DE;A=x;T-TY=phone,'T-TY must be one of tlx, ttx'", "C=DE;PD-A1=a;PD-A1=b,PD-A1 is given twice"})
  void whatIsWrongWithThemIsSaid(String text, String what) {
    assertThatThrownBy(() -> OrAddress.parse(text)).isInstanceOf(AddressSyntaxException.class)
        .hasMessageStartingWith(what);
  }

  @ParameterizedTest
  @CsvSource({"C=DE;A=x;P=y;S=Mann,MNEMONIC", "C=DE;A=x;DDA:a=b,MNEMONIC", "C=208;A=x;N-ID=47,NUMERIC",
      "C=DE;A=x;X121=26245,TERMINAL", "C=DE;A=x;PD-C=DE;PD-CODE=10115,POSTAL", "C=DE;A=x,", "S=Mann,",
      "A=x;P=y,"})
  void theFormTellsWhatNamesTheUser(String text, AddressForm form) throws AddressSyntaxException {
    assertThat(OrAddress.parse(text).form()).isEqualTo(form);
  }

  @Test
  void slashFormUsesTheKeysOfRfc2156() throws AddressSyntaxException {
    assertThat(OrAddress.parse("C=DE;A=x;P=a/b;N-ID=7;DDA:t=v$").toSlashForm())
        .isEqualTo("/C=DE/ADMD=x/PRMD=a$/b/UA-ID=7/DD.t=v$$/");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
      ~~|0|no attributes
       ; ;|0|no attributes
      C=DE;X|5|"X" has no "="
      C=DE;ZZ=1|5|unknown attribute "ZZ"
      C=DE;A= ;O=|9|O has no value
      C=DE;A= ;C=GB|9|C is given twice
      C=DE;prmd=a;P=b|12|P is given twice
      C=DE;OU2=b|0|OU2 without OU1
      C=DE;OU1=a;OU=b|0|OU with and without number
      C=DE;X121=12a|5|X121 must be a NumericString, which does not have the character 'a'
      C=DE;P=a_b|5|P must be a PrintableString, which does not have the character '_'
      C=DE;O=x\\|8|nothing follows the escape character
      C=DE;O=a\tb|8|control character
      C=DE;DDA:=b|5|a domain-defined attribute needs a type and a value
      """)
  void errorsSayWhatAndWhere(String text, int offset, String what) {
    assertThatThrownBy(() -> OrAddress.parse(text)).isInstanceOf(AddressSyntaxException.class)
        .hasMessageStartingWith(what)
        .extracting(e -> ((AddressSyntaxException) e).offset()).isEqualTo(offset);
  }

  @Test
  void charactersOutsidePrintableStringGoIntoTheTeletexThenTheUniversalForm() throws AddressSyntaxException {
    OrAddress address = OrAddress.parse("C=DE;A= ;O=Bär;OU1=plain;CN=漢字;S=plain;G=Jörg;DDA:a@=1");
    assertThat(address.extensionAttributes()).extracting(ExtensionAttribute::type).containsExactly(3, 4, 6,
        24);
    assertThat(address.builtInAttributes()).containsOnlyKeys(AddressAttribute.COUNTRY, AddressAttribute.ADMD);
    assertThat(address.organizationalUnits()).extracting(Object::toString).containsExactly("plain");
    assertThat(address.get(AddressAttribute.SURNAME)).isEqualTo("plain");
    assertThat(address.get(AddressAttribute.GIVEN_NAME)).isEqualTo("Jörg");
    assertThat(address.get(AddressAttribute.COMMON_NAME)).isEqualTo("漢字");
    assertThat(address.allDomainDefinedAttributes()).hasToString("[a@=1]");
  }

  @Test
  void countryOfDigitsIsADataCountryCode() throws AddressSyntaxException {
    assertThat(OrAddress.parse("C=262").builtInAttributes().get(AddressAttribute.COUNTRY).type())
        .isEqualTo(StringType.NUMERIC);
  }

  @Test
  void printedAddressesAreReadAsTheSameAddress() throws AddressSyntaxException {
    Random random = new Random(2156);
    for (int i = 0; i < 1000; i++) {
      OrAddress generated = RandomAddresses.next(random);
      OrAddress address = generated.withExtensionAttributes(generated.extensionAttributes().stream()
          .filter(extension -> ExtensionForms.isTextual(extension.type())).toList());
      if (address.isEmpty()) {
        continue;
      }
      OrAddress fromText = OrAddress.parse(address.toString());
      assertThat(fromText).isEqualTo(address).hasToString(address.toString());
      assertThat(OrAddress.parse(address.toSlashForm())).isEqualTo(address);
    }
  }

  @Test
  void anyTextIsAnAddressOrACheckedError() {
    Random random = new Random(1685);
    String alphabet = "CAPOSG;=/\\$* dDoOuU1234:.é\n";
    int accepted = 0;
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "C=DE;" : "/C=DE/");
      for (int more = random.nextInt(12); more > 0; more--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        OrAddress address = OrAddress.parse(text.toString());
        assertThat(OrAddress.parse(address.toString())).isEqualTo(address);
        accepted++;
      } catch (AddressSyntaxException e) {
        assertThat(e.offset()).isBetween(0, text.length());
      }
    }
    assertThat(accepted).isGreaterThan(300);
  }

  @Test
  void limitsAreNamedWithAttributeAndBound() throws AddressSyntaxException {
    OrAddress address = OrAddress.parse("C=Germany;A= ;P=" + "p".repeat(17) + ";O=o;OU1=" + "u".repeat(33)
        + ";G=Only;CN=" + "c".repeat(65) + ";DDA:123456789=1;DDA:b=1;DDA:c=1;DDA:d=1;DDA:e=1");
    assertThat(address.validate()).containsExactlyInAnyOrder(
        "country-name: \"Germany\" is neither two letters nor three digits of a NumericString",
        "private-domain-name: \"" + "p".repeat(17) + "\" has 17 characters, 1 to 16 are allowed",
        "organizational-unit-name: \"" + "u".repeat(33) + "\" has 33 characters, 1 to 32 are allowed",
        "personal-name: the surname is missing",
        "common-name: \"" + "c".repeat(65) + "\" has 65 characters, 1 to 64 are allowed",
        "domain-defined attribute type: \"123456789\" has 9 characters, 1 to 8 are allowed",
        "domain-defined-attributes: 5, at most 4 are allowed");
    assertThat(List.of(OrAddress.parse("C=DE;A= ;P=x;S=y"), OrAddress.parse("C=262;A=;O=ö")))
        .allSatisfy(good -> assertThat(good.validate()).isEmpty());
  }
}
