package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.ExtensionAttribute;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Addresses in the string types and forms in which peers write them, strange ones included: they reach whoever they name (X.402 §18.4),
 * and those that go on go on as they came.
 */
@Timeout(60)
class ForeignAddressTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int COMMON_NAME = 1;
  private static final int TELETEX_COMMON_NAME = 2;
  private static final int TELETEX_ORGANIZATION = 3;
  private static final int UNIVERSAL_COMMON_NAME = 24;
  private static final int UNIVERSAL_ORGANIZATION = 25;

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0)
        .mailbox("umlaut", "C=XX;A=TEST;P=ALPHA;O=Köln;CN=Jörg Müller")
        .mailbox("plain", "C=XX;A=TEST;P=ALPHA;O=Head Office;S=Mann;G=Erika;X121=26245050;DDA:SMTP=e(a)x.de")
        .mailbox("sharp", "C=XX;A=TEST;P=ALPHA;CN=Strauß")
        .mailbox("circumflex", "C=XX;A=TEST;P=ALPHA;CN=Strauû")
        .connector("PEER", 1).with("activation", "remote-initiated")
        .connector("NEXT", "NEXT", 1, "C=XX;A=TEST;P=NEXT;O=Köln", 1).with("activation", "remote-initiated")
        .toml() + """

            [[list]]
            name = "choir"
            address = "C=XX;A=TEST;P=ALPHA;CN=Sängerchor"
            members = ["C=XX;A=TEST;P=ALPHA;O=Köln;CN=Jörg Müller"]
            """);
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private static OrAddress in(String prmd, ExtensionAttribute... extensions) {
    var builder = OrAddress.builder().country("XX").admd("TEST").prmd(prmd);
    for (ExtensionAttribute extension : extensions) {
      builder.extension(extension);
    }
    return builder.build();
  }

  private static ExtensionAttribute teletex(int type, byte[] octets) {
    return string(type, CharacterString.ofOctets(StringType.TELETEX, octets));
  }

  private static ExtensionAttribute string(int type, CharacterString value) {
    BerWriter writer = new BerWriter();
    value.encode(writer);
    return new ExtensionAttribute(type, writer.toByteArray());
  }

  private static ExtensionAttribute universal(int type, StringType strings, String text) {
    BerWriter writer = new BerWriter().begin(Tag.SET);
    CharacterString.of(strings, text).encode(writer);
    return new ExtensionAttribute(type, writer.end().toByteArray());
  }

  /** In T.61 and ISO 6937 an accent comes before its letter. */
  private static byte[] t61(String latin) {
    return latin.replace("ö", "\u00c8o").replace("ü", "\u00c8u").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static MessageEnvelope to(String local, OrAddress address) {
    MessageEnvelope envelope = Apdus.envelope("PEER", local, "C=XX;A=TEST;P=ALPHA;S=Anybody");
    return envelope.withEachRecipient(fields -> fields.withRecipientName(OrName.of(address)));
  }

  private void send(Map<String, OrAddress> addresses) {
    try (StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      int sent = 0;
      for (Map.Entry<String, OrAddress> each : addresses.entrySet()) {
        peer.transfer(Apdus.message(to("a" + sent, each.getValue()), each.getKey()));
        peer.await(RtsIndication.TransferConfirmed.class, ++sent);
      }
    }
  }

  private List<String> texts(String mailbox) {
    return mta.mailbox(mailbox).stream()
        .map(one -> new String(mta.content(one), StandardCharsets.US_ASCII)).toList();
  }

  @Test
  void everyStringTypeReachesTheMailboxThatItNames() {
    Map<String, OrAddress> forms = new LinkedHashMap<>();
    forms.put("teletex", in("ALPHA", teletex(TELETEX_ORGANIZATION, t61("Köln")),
        teletex(TELETEX_COMMON_NAME, t61("Jörg Müller"))));
    forms.put("teletex, in capitals and with spaces", in("ALPHA",
        teletex(TELETEX_ORGANIZATION, t61(" KöLN")), teletex(TELETEX_COMMON_NAME, t61("JöRG   MüLLER "))));
    for (StringType type : List.of(StringType.BMP, StringType.UNIVERSAL, StringType.UTF8)) {
      forms.put("universal, " + type, in("ALPHA", universal(UNIVERSAL_ORGANIZATION, type, "Köln"),
          universal(UNIVERSAL_COMMON_NAME, type, "Jörg Müller")));
    }
    forms.put("one so and one so", in("ALPHA", teletex(TELETEX_ORGANIZATION, t61("Köln")),
        universal(UNIVERSAL_COMMON_NAME, StringType.BMP, "Jörg Müller")));
    forms.put("with a printable form that says something else", in("ALPHA",
        teletex(TELETEX_ORGANIZATION, t61("Köln")),
        string(COMMON_NAME, CharacterString.printable("Joerg Mueller")),
        teletex(TELETEX_COMMON_NAME, t61("Jörg Müller"))));
    send(forms);
    assertThat(texts("umlaut")).containsExactlyInAnyOrderElementsOf(forms.keySet());
  }

  /** What another code would have forbidden, case and spaces as anybody types them, and forms of the numeric kinds. */
  @Test
  void plainAddressesReachTheMailboxHoweverTheyAreWritten() {
    Map<String, OrAddress> forms = new LinkedHashMap<>();
    for (String form : List.of(
        "C=XX;A=TEST;P=ALPHA;O=Head Office;S=Mann;G=Erika;X121=26245050;DDA:SMTP=e(a)x.de",
        "C=xx;A=test;P=Alpha;O=HEAD  office ;S=MANN;G=erika;X121=26245050;DDA:smtp=E(A)X.DE",
        "DDA:SMTP=e(a)x.de;X121=26245050;G=Erika;S=Mann;O=Head Office;P=ALPHA;A=TEST;C=XX")) {
      forms.put(form, TestMta.name(form).address());
    }
    OrAddress given = TestMta.name(
        "C=XX;A=TEST;P=ALPHA;O=Head Office;S=Mann;X121=26245050;DDA:SMTP=e(a)x.de").address();
    assertThat(given.forms(AddressAttribute.GIVEN_NAME)).isEmpty();
    forms.put("without given name", given);
    send(forms);
    assertThat(mta.mailbox("plain")).hasSize(3);
    assertThat(texts("plain")).doesNotContain("without given name");
    assertThat(mta.count(EventId.RECIPIENT_UNROUTABLE)).isEqualTo(1);
  }

  @Test
  void whatGoesOnIsRoutedByAnyFormAndGoesAsItCame() {
    Map<String, OrAddress> forms = new LinkedHashMap<>();
    forms.put("teletex", in("NEXT", teletex(TELETEX_ORGANIZATION, t61("Köln"))));
    forms.put("universal", in("NEXT", universal(UNIVERSAL_ORGANIZATION, StringType.BMP, "Köln")));
    forms.put("unknown", in("NEXT", universal(UNIVERSAL_ORGANIZATION, StringType.UTF8, "KÖLN"),
        new ExtensionAttribute(77, new byte[]{4, 1, 1})));
    send(forms);
    assertThat(mta.mta.queue()).as("%s", mta.events).hasSize(3);
    try (StackPeer next = StackPeer.bound(mta.port(), StackPeer.Caller.of("NEXT"))) {
      await().atMost(SOON).until(() -> next.receivedApdus.size() == forms.size());
      assertThat(next.receivedApdus)
          .extracting(apdu -> Apdus.receivedMessage(apdu).recipients().getFirst().recipientName())
          .containsExactlyInAnyOrderElementsOf(forms.values().stream().map(OrName::of).toList());
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Many peers write ISO 8859-1 into a TeletexString, which mostly is something else in T.61, and nobody's. */
  @Test
  void aTeletexStringThatIsMeantAsLatin1ReachesWhomItNames() {
    Map<String, OrAddress> forms = new LinkedHashMap<>();
    forms.put("both", in("ALPHA", teletex(TELETEX_ORGANIZATION, latin1("Köln")),
        teletex(TELETEX_COMMON_NAME, latin1("JÖRG  Müller"))));
    forms.put("one of them", in("ALPHA", universal(UNIVERSAL_ORGANIZATION, StringType.BMP, "Köln"),
        teletex(TELETEX_COMMON_NAME, latin1("Jörg Müller"))));
    forms.put("a list", in("ALPHA", teletex(TELETEX_COMMON_NAME, latin1("Sängerchor"))));
    forms.put("onward", in("NEXT", teletex(TELETEX_ORGANIZATION, latin1("Köln"))));
    forms.put("nobody", in("ALPHA", teletex(TELETEX_COMMON_NAME, latin1("Jürg Möller"))));
    send(forms);
    await().atMost(SOON).untilAsserted(
        () -> assertThat(texts("umlaut")).containsExactlyInAnyOrder("both", "one of them", "a list"));
    assertThat(mta.count(EventId.RECIPIENT_UNROUTABLE)).isEqualTo(1);
    try (StackPeer next = StackPeer.bound(mta.port(), StackPeer.Caller.of("NEXT"))) {
      await().atMost(SOON).until(() -> next.receivedApdus.size() == 1);
      assertThat(Apdus.receivedMessage(next.receivedApdus.getFirst()).recipients().getFirst().recipientName())
          .as("octet for octet").isEqualTo(OrName.of(forms.get("onward")));
    }
  }

  /** The octet FB is a sharp s in T.61 and a u with circumflex in ISO 8859-1. */
  @Test
  void whatTheStandardSaysComesFirst() {
    Map<String, OrAddress> forms = new LinkedHashMap<>();
    forms.put("T.61", in("ALPHA", teletex(TELETEX_COMMON_NAME, latin1("Strau\u00FB"))));
    forms.put("Latin-1", in("ALPHA", teletex(TELETEX_COMMON_NAME, latin1("Strauß"))));
    forms.put("circumflex", in("ALPHA", teletex(TELETEX_COMMON_NAME, latin1("Strau\u00C3u"))));
    send(forms);
    assertThat(texts("sharp")).containsExactlyInAnyOrder("T.61", "Latin-1");
    assertThat(texts("circumflex")).containsExactly("circumflex");
  }
}
