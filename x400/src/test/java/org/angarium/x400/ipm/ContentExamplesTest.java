package org.angarium.x400.ipm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.conversion.Acceptance;
import org.angarium.x400.conversion.ContentConversion;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.junit.jupiter.api.Test;

/** The examples of docs/content.md: they run, and the document shows them as they run. */
class ContentExamplesTest {
  private static byte[] compose() throws AddressSyntaxException {
    // example: compose
    OrName anna = OrName.parse("C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna");
    OrName ben = OrName.parse("C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben");
    Heading heading = Heading.builder(IpmIdentifier.of(anna, "20260115-1"))
        .originator(OrDescriptor.of(anna))
        .primaryRecipients(
            List.of(RecipientSpecifier.of(ben).requesting(RecipientSpecifier.RECEIPT_NOTIFICATION)))
        .subject("Plan für Köln").importance(Importance.HIGH)
        .extensions(List.of(HeadingExtensions.languages(List.of("de")))).build();
    FileTransfer file = FileTransfer.builder(new byte[]{1, 2, 3})
        .attributes(FileAttributes.builder().pathname("plans", "köln.doc").size(3).build()).build();
    Ipm message = new Ipm(heading, List.of(BodyPart.General.of("Siehe Anlage."), file.toBodyPart()));
    byte[] content = message.encode();
    // end
    return content;
  }

  private static List<String> read(byte[] content) throws BerException {
    List<String> found = new ArrayList<>();
    // example: read
    switch (InformationObject.decode(content)) {
      case Ipm message -> {
        found.add(message.heading().subjectText());
        for (BodyPart part : message.body()) {
          if (part.text() != null) {
            found.add(part.text());
          } else if (part instanceof BodyPart.Extended extended && extended.isFileTransfer()) {
            found.add(FileTransfer.of(extended).name());
          }
        }
      }
      case Ipn notification -> found.add("about " + notification.subjectIpm());
    }
    // end
    return found;
  }

  private static Ipn notify(IpmIdentifier subject, OrName ben) {
    // example: notify
    Ipn receipt = Ipn.receipt(subject, Instant.parse("2026-01-15T12:00:00Z")).from(OrDescriptor.of(ben));
    // end
    return receipt;
  }

  private static String convert(byte[] content) {
    // example: convert
    Acceptance ia5 = new Acceptance(Set.of(EncodedInformationTypes.IA5_TEXT), Set.of());
    String outcome = switch (ContentConversion.convert(content, ia5)) {
      case ContentConversion.Unchanged unchanged -> "as it is";
      case ContentConversion.Done done -> done.lost() + " characters lost";
      case ContentConversion.Impossible impossible -> impossible.diagnostic() + ": " + impossible.why();
    };
    // end
    return outcome;
  }

  private static BodyPart japanese() {
    // example: character-sets
    BodyPart part = BodyPart.General.of("日本語 text", new TreeSet<>(List.of(1, 6, 87)));
    // end
    return part;
  }

  @Test
  void theExamplesDoWhatTheySay() throws Exception {
    byte[] content = compose();
    assertThat(read(content)).containsExactly("Plan für Köln", "Siehe Anlage.", "köln.doc");
    OrName ben = OrName.parse("C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben");
    Ipn receipt = notify(IpmIdentifier.of(ben, "1"), ben);
    assertThat(InformationObject.decode(receipt.encode())).isEqualTo(receipt);
    assertThat(convert(content)).contains("does not take file-transfer");
    assertThat(japanese().text()).isEqualTo("日本語 text");
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void theDocumentShowsTheExamplesAsTheyAre() throws IOException {
    String document = squeezed(Files.readString(Path.of("..", "docs", "content.md")));
    String source = Files.readString(
        Path.of("src", "test", "java", "org", "angarium", "x400", "ipm", "ContentExamplesTest.java"));
    List<MatchResult> examples = Pattern.compile("// example: (\\S+)\\n(.*?)// end\\n", Pattern.DOTALL)
        .matcher(source).results().toList();
    assertThat(examples).hasSize(5)
        .allSatisfy(
            example -> assertThat(document).as(example.group(1)).contains(squeezed(example.group(2))));
  }
}
