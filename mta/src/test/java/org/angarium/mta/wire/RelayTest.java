package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.DomainName;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerDomainBilateralInformation;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay passes on as it came: PEER sends to us, and we to NEXT and OTHER. */
@Timeout(60)
class RelayTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String AT_NEXT = TestConfig.address("NEXT", "Nora");
  private static final String AT_OTHER = TestConfig.address("OTHER", "Otto");

  @TempDir
  private Path directory;
  private TestMta mta;
  private StackPeer peer;

  @BeforeEach
  void start() {
    TestConfig config = new TestConfig("ALPHA", 0).mailbox("Anna");
    for (String name : List.of("PEER", "NEXT", "OTHER")) {
      config.connector(name, 1).with("activation", "remote-initiated");
    }
    mta = new TestMta(directory, config.toml());
    peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
  }

  @AfterEach
  void stop() {
    peer.close();
    mta.close();
  }

  private List<byte[]> received(String name, int count) {
    try (StackPeer next = StackPeer.bound(mta.port(), StackPeer.Caller.of(name))) {
      await().atMost(SOON).until(() -> next.receivedApdus.size() >= count);
      return List.copyOf(next.receivedApdus);
    }
  }

  private void send(byte[] apdu) {
    int before = peer.seen(RtsIndication.TransferConfirmed.class).size();
    peer.transfer(apdu);
    peer.await(RtsIndication.TransferConfirmed.class, before + 1);
  }

  private static PerDomainBilateralInformation agreed(String privateDomain, String information)
      throws BerException {
    return new PerDomainBilateralInformation(DomainName.printable("XX"), DomainName.printable("TEST"),
        privateDomain == null ? null : DomainName.printable(privateDomain),
        RawElement.of(HexFormat.of().parseHex(information)));
  }

  /**
   * Information that domains have agreed on is for those that the message meets on its way (X.411 §12.2.1.1.1): for the next one, one
   * beyond it, or one that has had it. A relay cannot know which lie ahead.
   */
  @Test
  void whatDomainsHaveAgreedOnIsCarriedToWhicheverDomainItIsFor() throws BerException {
    List<PerDomainBilateralInformation> all = List.of(agreed("NEXT", "0c024142"),
        agreed("ZULU", "30030201ff"),
        agreed(null, "0500"), agreed("ALPHA", "040101"));
    MessageEnvelope message = Apdus.envelope("PEER", "m1", AT_NEXT).withBilateralInformation(all);
    send(Apdus.message(message, "text"));
    send(Apdus.of(new MtsApdu.Probe(new ProbeEnvelope(Apdus.envelope("PEER", "p1", AT_NEXT)
        .messageIdentifier(), message.originatorName(), null, message.contentType(), null, 4L,
        PerMessageIndicators.NONE, all, message.trace(), message.extensions(), message.recipients(),
        List.of()))));
    List<byte[]> received = received("NEXT", 2);
    byte[] relayed = received.stream().filter(Apdus::isMessage).findFirst().orElseThrow();
    assertThat(Apdus.receivedMessage(relayed).bilateralInformation()).isEqualTo(all);
    byte[] probe = received.stream().filter(apdu -> !Apdus.isMessage(apdu)).findFirst().orElseThrow();
    assertThat(((MtsApdu.Probe) Apdus.received(probe)).envelope().bilateralInformation()).isEqualTo(all);
  }

  /**
   * Each copy names all recipients, and has responsibility for its own: who is told of the others is decided at delivery.
   *
   * @param indicators 0 is disclosure-of-other-recipients
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void recipientsOfOtherCopiesStayNamedWithoutResponsibility(int indicators) throws Exception {
    List<PerRecipientMessageFields> fields = List.of(recipient(AT_NEXT, 1, true),
        recipient(AT_OTHER, 2, true), recipient(TestConfig.address("PEER", "Pia"), 3, false));
    send(Apdus.message(Apdus.envelope("PEER", "m1", AT_NEXT).withRecipients(fields)
        .withPerMessageIndicators(PerMessageIndicators.of(indicators)), "text"));
    List<List<Boolean>> responsible = new ArrayList<>();
    for (String name : List.of("NEXT", "OTHER")) {
      MessageEnvelope copy = Apdus.receivedMessage(received(name, 1).getFirst());
      assertThat(copy.perMessageIndicators()).isEqualTo(PerMessageIndicators.of(indicators));
      assertThat(copy.recipients()).extracting(PerRecipientMessageFields::recipientName)
          .containsExactlyElementsOf(
              fields.stream().map(PerRecipientMessageFields::recipientName).toList());
      responsible.add(copy.recipients().stream().map(each -> each.indicators().responsibility()).toList());
    }
    assertThat(responsible).containsExactly(List.of(true, false, false), List.of(false, true, false));
    assertThat(mta.mta.queue()).isEmpty();
  }

  private static PerRecipientMessageFields recipient(String address, int number, boolean responsible)
      throws AddressSyntaxException {
    return PerRecipientMessageFields.of(OrName.parse(address), number, PerRecipientIndicators.of(responsible,
        ReportRequest.NON_DELIVERY_REPORT, ReportRequest.NON_DELIVERY_REPORT));
  }

  /** P772, EDI, voice, numbers and identifiers that nobody knows, with types of information that nobody knows. */
  @Test
  void contentsOfAnyTypeGoOnOctetForOctet() {
    List<ContentType> types = List.of(new ContentType.Extended(Oid.of("1.3.26.0.4406.0.4.1")),
        ContentType.BuiltIn.EDI, new ContentType.BuiltIn(40), new ContentType.BuiltIn(999),
        new ContentType.Extended(Oid.of("1.2.840.1.999")));
    EncodedInformationTypes unknown = EncodedInformationTypes.ofBuiltIn(9);
    byte[] content = HexFormat.of().parseHex("80000102ff30");
    for (ContentType type : types) {
      send(Apdus.message(Apdus.envelope("PEER", "t" + types.indexOf(type), AT_NEXT).withContentType(type)
          .withOriginalEncodedInformationTypes(unknown), content));
    }
    List<byte[]> received = received("NEXT", types.size());
    assertThat(received).extracting(apdu -> Apdus.receivedMessage(apdu).contentType())
        .containsExactlyElementsOf(types);
    assertThat(received).allSatisfy(apdu -> {
      assertThat(Apdus.content(apdu)).isEqualTo(content);
      assertThat(Apdus.receivedMessage(apdu).originalEncodedInformationTypes()).isEqualTo(unknown);
    });
  }
}
