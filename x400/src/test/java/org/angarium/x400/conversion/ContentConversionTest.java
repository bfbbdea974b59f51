package org.angarium.x400.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.FileTransfer;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.Ipn;
import org.angarium.x400.ipm.Rendering;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentConversionTest {
  private static final Acceptance IA5 = Acceptance.ofBuiltIn(EncodedInformationTypes.IA5_TEXT);
  private static final Acceptance TELETEX = Acceptance.ofBuiltIn(EncodedInformationTypes.TELETEX);
  private static final Acceptance LATIN_1 = Acceptance.ofBuiltIn().withCharacterSets(List.of(1, 6, 100));
  private static final Heading HEADING = Heading.builder(IpmIdentifier.of(null, "x")).build();

  private static BodyPart teletex(String text) {
    return new BodyPart.TeletexText(RawElement.written(writer -> writer.begin(Tag.SET).end()),
        List.of(CharacterString.of(StringType.TELETEX, text)));
  }

  private static ContentConversion.Result convert(Acceptance acceptance, BodyPart... parts) {
    return ContentConversion.convert(new Ipm(HEADING, List.of(parts)).encode(), acceptance);
  }

  private static List<String> texts(ContentConversion.Result result) throws BerException {
    Ipm ipm = (Ipm) InformationObject.decode(((ContentConversion.Done) result).content());
    return ipm.body().stream().map(BodyPart::text).toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Plain text               | Plain text             | 0
      Grüße aus Köln           | Grusse aus Koln        | 3
      Æsir œuvre Łódź          | AEsir oeuvre Lodz      | 5
      “smart” – quotes…        | "smart" - quotes...    | 4
      ½ cup, 漢字               | 12 cup, ??             | 3
      """)
  void textOutsideIa5IsReplacedByWhatComesClosestAndCounted(String text, String ia5, int lost)
      throws BerException {
    ContentConversion.Result result = convert(IA5, BodyPart.General.of(text));
    assertThat(texts(result)).containsExactly(ia5);
    assertThat(((ContentConversion.Done) result).lost()).isEqualTo(lost);
    assertThat(((ContentConversion.Done) result).types())
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
  }

  @Test
  void allOfLatin1GoesThroughTeletexAndBackUnharmed() throws BerException {
    StringBuilder latin1 = new StringBuilder();
    for (char c = 0x20; c < 0x100; c++) {
      if (c < 0x7F || c >= 0xA0) {
        latin1.append(c);
      }
    }
    ContentConversion.Result there = convert(TELETEX, BodyPart.General.of(latin1.toString()));
    assertThat(((ContentConversion.Done) there).lost()).isZero();
    ContentConversion.Result back = ContentConversion.convert(((ContentConversion.Done) there).content(),
        LATIN_1);
    assertThat(((ContentConversion.Done) back).lost()).isZero();
    assertThat(texts(back)).containsExactly(latin1.toString());
  }

  private static Acceptance ia5(int lineLength, int pageLength) {
    return new Acceptance(Set.of(EncodedInformationTypes.IA5_TEXT), Set.of(),
        new TextLayout(lineLength, pageLength));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
      0123456789|0123456789|0|0
      01234567890|0123456789/0|1|0
      nine char ten chars/x|nine char /ten chars/x|1|0
      a bcdefghijklmnopq/a|a bcdefghi/jklmnopq/a|1|0
      0123456789abcdefghijK/01234567890|0123456789/abcdefghij/K/>0123456789/0|2|1
      1/2/3|1/2/3|0|0
      1/2/3/|1/2/3/|0|0
      1/2/3/4/5/6/7|1/2/3/>4/5/6/>7|0|1
      1/2/3>4/5/6/7>8|1/2/3>4/5/6/>7>8|0|1
      1//3/4|1//3/>4|0|1
      """)
  void linesAndPagesThatAreTooLongGoOnInOthers(String text, String expected, int folded, int split) {
    for (String end : List.of("\r\n", "\n")) {
      String original = text.replace("/", end).replace(">", "\f");
      TextLayout.Laid laid = new TextLayout(10, 3).lay(original);
      if (original.contains(end)) {
        assertThat(laid.text().replace(end, "/").replace("\f", ">")).isEqualTo(expected);
      }
      assertThat(List.of(laid.folded(), laid.split())).containsExactly(folded, split);
      assertThat(laid.text().replaceAll("[\r\n\f]", "")).as("all is there, in its order")
          .isEqualTo(original.replaceAll("[\r\n\f]", ""));
    }
  }

  /** Also where all types are taken; what fits stays octet for octet. */
  @Test
  void textIsBroughtIntoTheLayoutThatIsTaken() throws BerException {
    BodyPart fits = BodyPart.Ia5Text.of("short");
    BodyPart line = BodyPart.Ia5Text.of("a line that is too long");
    ContentConversion.Result result = convert(ia5(12, 0), fits, line);
    assertThat(texts(result)).containsExactly("short", "a line that \r\nis too long");
    assertThat(((ContentConversion.Done) result).losses())
        .isEqualTo(new ConversionLosses(0, 0, 0, 1, 0));
    assertThat(((ContentConversion.Done) result).lost()).as("characters").isZero();
    assertThat(convert(ia5(12, 3), fits)).isInstanceOf(ContentConversion.Unchanged.class);
    assertThat(texts(convert(ia5(6, 0), BodyPart.General.of("Straße")))).as("letters are replaced first")
        .containsExactly("Strass\r\ne");
    Acceptance pages = new Acceptance(Set.of(EncodedInformationTypes.TELETEX), Set.of(),
        new TextLayout(0, 1));
    ContentConversion.Result split = convert(pages, teletex("one\r\ntwo"));
    assertThat(((BodyPart.TeletexText) content(split).body().getFirst()).pages())
        .extracting(CharacterString::text).containsExactly("one\r\n", "two");
    assertThat(((ContentConversion.Done) split).losses().diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.PAGE_SPLIT);
    Acceptance general = new Acceptance(Set.of(), Set.of(), new TextLayout(4, 0))
        .withCharacterSets(List.of(1, 6, 100));
    assertThat(texts(convert(general, BodyPart.General.of("Grüße", new TreeSet<>(List.of(1, 6, 100))))))
        .containsExactly("Grüß\r\ne");
  }

  /** So nothing is lost by what the diagnostics line-too-long and page-split are for, unless a layout is asked for. */
  @Test
  void linesAndPagesOfAnyLengthStayAsTheyAre() throws BerException {
    String line = "x".repeat(5000);
    String text = (line + "\r\n").repeat(300) + "\f" + line;
    ContentConversion.Result there = convert(TELETEX, BodyPart.General.of(text));
    assertThat(((ContentConversion.Done) there).lost()).isZero();
    assertThat(((BodyPart.TeletexText) content(there).body().getFirst()).pages())
        .extracting(CharacterString::text).containsExactly(text.split("\f", -1));
    ContentConversion.Result back = ContentConversion.convert(((ContentConversion.Done) there).content(),
        IA5);
    assertThat(((ContentConversion.Done) back).lost()).isZero();
    assertThat(texts(back)).containsExactly(text);
  }

  @Test
  void theFormThatLosesLeastIsChosen() throws BerException {
    Acceptance all = new Acceptance(Set.of(EncodedInformationTypes.IA5_TEXT,
        EncodedInformationTypes.TELETEX), Set.of()).withCharacterSets(List.of(1, 6, 144));
    Ipm cyrillic = content(convert(all, BodyPart.General.of("Привет 漢")));
    assertThat(cyrillic.body().getFirst()).isInstanceOf(BodyPart.General.class);
    assertThat(cyrillic.body().getFirst().text()).isEqualTo("Привет ?");
    assertThat(content(convert(all, BodyPart.General.of("Łódź"))).body().getFirst())
        .isInstanceOf(BodyPart.TeletexText.class);
  }

  private static Ipm content(ContentConversion.Result result) throws BerException {
    return (Ipm) InformationObject.decode(((ContentConversion.Done) result).content());
  }

  @Test
  void onlyWhatIsNotTakenIsConvertedAndTheOrderStays() throws BerException {
    Acceptance ia5AndFiles = new Acceptance(Set.of(EncodedInformationTypes.IA5_TEXT),
        Set.of(Oid.of("2.6.1.12.0")));
    BodyPart file = FileTransfer.of("a", new byte[]{1}).toBodyPart();
    Ipm ipm = content(convert(ia5AndFiles, BodyPart.Ia5Text.of("one"), file, teletex("two é"), file));
    assertThat(ipm.body()).extracting(BodyPart::name).containsExactly("ia5-text", "file-transfer",
        "ia5-text", "file-transfer");
    assertThat(ipm.body().get(1)).isEqualTo(file);
    assertThat(ipm.body().get(2).text()).isEqualTo("two e");
    assertThat(ipm.heading()).isEqualTo(HEADING);
  }

  @Test
  void forwardedMessagesAreConvertedInside() throws BerException {
    BodyPart forwarded = new BodyPart.ForwardedMessage(Instant.EPOCH, List.of(),
        new Ipm(HEADING, List.of(teletex("inside ü"))));
    BodyPart.ForwardedMessage converted = (BodyPart.ForwardedMessage) content(convert(LATIN_1, forwarded))
        .body().getFirst();
    assertThat(converted.deliveryTime()).isEqualTo(Instant.EPOCH);
    assertThat(converted.message().body().getFirst().text()).isEqualTo("inside ü");
    assertThat(converted.message().body().getFirst().name()).isEqualTo("general-text");
  }

  @Test
  void whatIsTakenAlreadyStaysOctetForOctet() {
    assertThat(convert(IA5, BodyPart.Ia5Text.of("x"))).isInstanceOf(ContentConversion.Unchanged.class);
    assertThat(convert(LATIN_1, BodyPart.General.of("ü"))).isInstanceOf(ContentConversion.Unchanged.class);
    assertThat(
        ContentConversion.convert(Ipn.receipt(IpmIdentifier.of(null, "x"), Instant.EPOCH).encode(), IA5))
        .isInstanceOf(ContentConversion.Unchanged.class);
  }

  @Test
  void partsThatAreNoTextAndContentsThatAreNoMessageCannotBeConverted() {
    ContentConversion.Result fax = convert(IA5, BodyPart.Basic.bilaterallyDefined(new byte[]{1}));
    assertThat(((ContentConversion.Impossible) fax).diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED);
    assertThat(((ContentConversion.Impossible) fax).why()).contains("bilaterally-defined");
    assertThat(((ContentConversion.Impossible) convert(Acceptance.ofBuiltIn(EncodedInformationTypes.VOICE),
        BodyPart.Ia5Text.of("x"))).diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED);
    ContentConversion.Result broken = ContentConversion.convert(new byte[]{1, 2, 3}, IA5);
    assertThat(((ContentConversion.Impossible) broken).diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.CONTENT_SYNTAX_ERROR);
  }

  /** Oddities of a text that converters stumble over. */
  @ParameterizedTest
  @CsvSource({"'\r\n'", "''", "'../.login .profile'", "'a\0b'", "'  two  spaces  '"})
  void textKeepsEveryCharacterTheOtherFormHas(String text) throws BerException {
    assertThat(texts(convert(IA5, teletex(text)))).containsExactly(text);
    assertThat(texts(convert(TELETEX, BodyPart.Ia5Text.of(text)))).containsExactly(text);
    assertThat(texts(convert(LATIN_1, teletex(text)))).containsExactly(text);
  }

  @Test
  void longLinesAndManyRepliesAreNoTrouble() throws BerException {
    String line = "ü".repeat(1 << 20);
    assertThat(texts(convert(LATIN_1, teletex(line)))).containsExactly(line);
    String replies = "text";
    for (int i = 0; i < 50; i++) {
      replies = "> " + replies.replace("\r\n", "\r\n> ") + "\r\nreply ä " + i;
      replies = texts(convert(LATIN_1, teletex(replies))).getFirst();
    }
    assertThat(replies.lines()).hasSize(51);
  }

  @Test
  void nothingIsLostWithoutBeingCounted() throws BerException {
    Random random = new Random(408);
    String alphabet = "ab ÄéßŁΩЖ漢½’\r\n";
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int more = random.nextInt(40); more > 0; more--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (TextForm form : List.of(new TextForm.Ia5(), new TextForm.TeletexPages(),
          new TextForm.General(new TreeSet<>(List.of(1, 6, 100, 144))))) {
        TextForm.Converted converted = form.convert(text.toString());
        assertThat(text.toString().equals(converted.part().text())).isEqualTo(converted.lost() == 0);
      }
    }
  }

  /** Counted, not timed: each level costs as much as the one before it, to decode, to show and to convert. */
  @Test
  void aMessageForwarded30TimesCostsThriceWhatOneForwarded10TimesCosts() throws BerException {
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory
        .getThreadMXBean();
    long ten = 0;
    for (int levels : new int[]{10, 10, 30}) {
      Ipm ipm = new Ipm(HEADING, List.of(teletex("Grüße")));
      for (int i = 0; i < levels; i++) {
        ipm = new Ipm(HEADING, List.of(new BodyPart.ForwardedMessage(null, List.of(), ipm)));
      }
      byte[] content = ipm.encode();
      long before = threads.getCurrentThreadAllocatedBytes();
      assertThat(Rendering.lines(InformationObject.decode(content)).getLast()).endsWith("> Grüße");
      ContentConversion.Result result = ContentConversion.convert(content, IA5);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(Rendering.lines(content(result)).getLast()).isEqualTo("> ".repeat(levels) + "Grusse");
      if (levels == 10) {
        ten = allocated;
      } else {
        assertThat(allocated).isLessThan(3 * ten * 2);
      }
    }
  }
}
