package org.angarium.mta.wire;

import static org.angarium.x400.mts.NonDeliveryReason.CONVERSION_NOT_PERFORMED;
import static org.angarium.x400.mts.NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED;
import static org.angarium.x400.mts.NonDeliveryReason.DIRECTORY_OPERATION_UNSUCCESSFUL;
import static org.angarium.x400.mts.NonDeliveryReason.RESTRICTED_DELIVERY;
import static org.angarium.x400.mts.NonDeliveryReason.TRANSFER_FAILURE;
import static org.angarium.x400.mts.NonDeliveryReason.UNABLE_TO_TRANSFER;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.IpmsExtension;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Criticality;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.Redirection;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.awaitility.Awaitility;

/** Every input that makes this MTA originate a reason and diagnostic, as a peer of another domain sends it. */
final class CodeRows {
  static final int MOST_OCTETS = 16 << 20;
  static final int MOST_RECIPIENTS = 100;
  static final int HOP_LIMIT = 20;
  private static final int LONGER_THAN_UNCHECKPOINTED = (8 << 20) + 1;
  private static final int FACSIMILE_CONVERSION = 8;
  private static final String ANNA = here("S=Anna");
  private static final String IDA = here("S=Ida");
  private static final String OLD = there("OLD");
  private static final Instant YESTERDAY = Instant.now().minus(1, ChronoUnit.DAYS)
      .truncatedTo(ChronoUnit.SECONDS);
  private static final Instant TOMORROW = YESTERDAY.plus(2, ChronoUnit.DAYS);
  private static final Heading HEADING = Heading.builder(IpmIdentifier.of(null, "x")).build();
  private static final Ipm LATIN = text("Grüße");

  private CodeRows() {}

  static String here(String who) {
    return "C=XX;A=TEST;P=ALPHA;" + who;
  }

  private static String there(String domain) {
    return TestConfig.address(domain, "Carl");
  }

  /** A text that IA5 cannot hold whole. */
  private static Ipm text(String text) {
    return new Ipm(HEADING, List.of(BodyPart.General.of(text)));
  }

  private static Ipm ia5(String text) {
    return new Ipm(HEADING, List.of(BodyPart.Ia5Text.of(text)));
  }

  static List<CodeRow> all() {
    return Stream.of(names(), life(), limits(), conversion(), extensions(), lists(), defects(), transfers())
        .flatMap(List::stream).toList();
  }

  private static MessageEnvelope envelope(String local, String recipient) {
    return Apdus.envelope("PEER", local, recipient);
  }

  private static byte[] message(MessageEnvelope envelope) {
    return Apdus.message(envelope, "hello");
  }

  private static CodeRow.Input to(String recipient) {
    return local -> message(envelope(local, recipient));
  }

  private static PerRecipientMessageFields recipient(OrName name, int number) {
    return PerRecipientMessageFields.of(name, number, PerRecipientIndicators.of(true,
        ReportRequest.NON_DELIVERY_REPORT, ReportRequest.NON_DELIVERY_REPORT));
  }

  private static List<CodeRow> names() {
    return List.of(
        CodeRow.unable("nobody here", NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME, to(here("S=Nobody"))),
        CodeRow.unable("no way", NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME, to(there("NOWHERE"))),
        CodeRow.unable("part of one address", NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME, to(here("S=Solo"))),
        CodeRow.unable("part of two addresses", NonDeliveryDiagnostic.AMBIGUOUS_OR_NAME, to(here("S=Berg"))),
        CodeRow.of("a directory name only", DIRECTORY_OPERATION_UNSUCCESSFUL,
            NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME,
            local -> message(envelope(local, ANNA).withRecipients(List.of(recipient(directoryName(), 1))))));
  }

  /** cn=Anna, and no address. */
  static OrName directoryName() {
    return OrName.of(OrAddress.builder().build(),
        HexFormat.of().parseHex("300f310d300b0603550403" + "1304416e6e61"));
  }

  private static MessageEnvelope latest(MessageEnvelope envelope, Instant time) {
    return envelope.withExtension(
        ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME, new ExtensionValue.Time(time)));
  }

  private static List<CodeRow> life() {
    return List.of(
        CodeRow.unable("too late on arrival", NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED,
            local -> message(latest(envelope(local, ANNA), YESTERDAY))),
        CodeRow.unable("an access unit that is gone", NonDeliveryDiagnostic.RECIPIENT_UNAVAILABLE,
            to(here("O=Gone;S=Mann"))),
        CodeRow.unable("too late in a queue", NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED,
            local -> message(envelope(local, there("IDLE")).withPriority(Priority.NON_URGENT))),
        CodeRow.of("deferred beyond its latest delivery", DEFERRED_DELIVERY_NOT_PERFORMED,
            NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED,
            local -> message(latest(envelope(local, ANNA), TOMORROW.minusSeconds(1))
                .withDeferredDeliveryTime(TOMORROW))),
        CodeRow.of("deferred and cancelled", DEFERRED_DELIVERY_NOT_PERFORMED, null,
            local -> message(envelope(local, ANNA).withDeferredDeliveryTime(TOMORROW)))
            .then((mta, mtsId) -> mta.mta.cancel(waiting(mta, mtsId))),
        CodeRow.of("returned by the operator", UNABLE_TO_TRANSFER, null, to(there("IDLE")))
            .then((mta, mtsId) -> mta.mta.returnToOriginator(waiting(mta, mtsId))),
        CodeRow.unable("left the domain and came back", NonDeliveryDiagnostic.LOOP_DETECTED,
            local -> message(envelope(local, ANNA).withTrace(visits("ALPHA", "PEER")))),
        CodeRow.unable("too many hops", NonDeliveryDiagnostic.LOOP_DETECTED,
            local -> message(envelope(local, ANNA)
                .withTrace(visits(Collections.nCopies(HOP_LIMIT, "PEER").toArray(String[]::new))))));
  }

  private static long waiting(TestMta mta, String mtsId) {
    Awaitility.await().until(() -> mta.mta.queue().stream().anyMatch(entry -> entry.mtsId().equals(mtsId)));
    return mta.mta.queue().stream().filter(entry -> entry.mtsId().equals(mtsId)).findFirst()
        .map(QueueEntry::id).orElseThrow();
  }

  private static List<TraceInformationElement> visits(String... domains) {
    return Stream.of(domains).map(domain -> TraceInformationElement
        .relayed(GlobalDomainIdentifier.of("XX", "TEST", domain), Instant.parse("2026-11-23T12:00:00Z")))
        .toList();
  }

  private static byte[] long200(String local, String recipient) {
    return Apdus.message(envelope(local, recipient), "x".repeat(200));
  }

  private static List<CodeRow> limits() {
    return List.of(
        CodeRow.unable("a probe for more than this MTA takes", NonDeliveryDiagnostic.CONTENT_TOO_LONG,
            local -> probe(envelope(local, ANNA), MOST_OCTETS + 1L)),
        CodeRow.unable("too long for the connector", NonDeliveryDiagnostic.CONTENT_TOO_LONG,
            local -> long200(local, there("SHORT"))),
        CodeRow.unable("too long for the mailbox", NonDeliveryDiagnostic.CONTENT_TOO_LONG,
            local -> long200(local, here("S=Sue"))),
        CodeRow.unable("too long for a member's mailbox", NonDeliveryDiagnostic.CONTENT_TOO_LONG,
            local -> long200(local, here("S=Short-list"))),
        CodeRow.unable("a content type that the connector does not take",
            NonDeliveryDiagnostic.CONTENT_TYPE_NOT_SUPPORTED, local -> edi(local, there("TYPED"))),
        CodeRow.unable("a content type that the mailbox does not take",
            NonDeliveryDiagnostic.CONTENT_TYPE_NOT_SUPPORTED, local -> edi(local, here("S=Paul"))),
        CodeRow.unable("more recipients than this MTA takes", NonDeliveryDiagnostic.TOO_MANY_RECIPIENTS,
            local -> message(
                envelope(local, ANNA).withRecipients(annas(MOST_RECIPIENTS + 1)))),
        CodeRow.unable("an originator that the connector does not serve",
            NonDeliveryDiagnostic.NO_BILATERAL_AGREEMENT, to(there("BARRED"))),
        CodeRow.of("an originator that the mailbox does not accept", RESTRICTED_DELIVERY, null,
            to(here("S=Rita"))));
  }

  private static List<PerRecipientMessageFields> annas(int count) {
    List<PerRecipientMessageFields> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(recipient(TestMta.name(ANNA), i));
    }
    return all;
  }

  private static byte[] edi(String local, String recipient) {
    return message(envelope(local, recipient).withContentType(ContentType.BuiltIn.EDI));
  }

  private static byte[] probe(MessageEnvelope like, long octets) {
    return Apdus.of(new MtsApdu.Probe(new ProbeEnvelope(like.messageIdentifier(), like.originatorName(),
        like.originalEncodedInformationTypes(), like.contentType(), null, octets,
        like.perMessageIndicators(), List.of(), like.trace(), like.extensions(), like.recipients(),
        List.of())));
  }

  private static MessageEnvelope of(Ipm content, String local, String recipient) {
    return envelope(local, recipient).withContentType(ContentType.BuiltIn.IPM_1988)
        .withOriginalEncodedInformationTypes(content.encodedInformationTypes());
  }

  private static CodeRow.Input ipm(Ipm content, String recipient) {
    return local -> Apdus.message(of(content, local, recipient), content.encode());
  }

  private static CodeRow.Input prohibited(Ipm content, String recipient) {
    return local -> Apdus.message(
        of(content, local, recipient).withPerMessageIndicators(PerMessageIndicators.of(1)), content.encode());
  }

  private static CodeRow.Input lossless(Ipm content, String recipient) {
    return local -> Apdus.message(
        of(content, local, recipient).withExtension(ExtensionField
            .of(StandardExtension.CONVERSION_WITH_LOSS_PROHIBITED, new ExtensionValue.Flag(true))),
        content.encode());
  }

  private static List<CodeRow> conversion() {
    Ipm extended = new Ipm(Heading.builder(IpmIdentifier.of(null, "x"))
        .extensions(List.of(new IpmsExtension(Oid.of("1.2.3.4"), null))).build(),
        List.of(BodyPart.Ia5Text.of("plain")));
    return List.of(
        CodeRow.unable("types that nothing can be made of",
            NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED,
            local -> message(envelope(local, IDA).withContentType(ContentType.BuiltIn.EDI)
                .withOriginalEncodedInformationTypes(
                    EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.VOICE)))),
        CodeRow.of("an explicit conversion that is not made", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.CONVERSION_IMPRACTICAL,
            local -> message(envelope(local, ANNA).withEachRecipient(one -> new PerRecipientMessageFields(
                one.recipientName(), 1, one.indicators(), FACSIMILE_CONVERSION, one.extensions(),
                List.of())))),
        CodeRow.of("a conversion that the originator prohibits", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED, prohibited(LATIN, IDA)),
        CodeRow.of("a conversion for 1984 that the originator prohibits", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED, prohibited(text("plain"), OLD)),
        CodeRow.of("a conversion that is not offered", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.IMPLICIT_CONVERSION_NOT_SUBSCRIBED, ipm(LATIN, here("S=Nora"))),
        CodeRow.unable("a content to convert that is no message", NonDeliveryDiagnostic.CONTENT_SYNTAX_ERROR,
            local -> Apdus.message(of(LATIN, local, IDA), new byte[]{1, 2})),
        CodeRow.of("a loss for 1984 that the originator prohibits", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.CONVERSION_WITH_LOSS_PROHIBITED, lossless(extended, OLD)),
        CodeRow.of("a line would be folded", CONVERSION_NOT_PERFORMED, NonDeliveryDiagnostic.LINE_TOO_LONG,
            lossless(ia5("x".repeat(70)), here("S=Lena"))),
        CodeRow.of("a page would be split", CONVERSION_NOT_PERFORMED, NonDeliveryDiagnostic.PAGE_SPLIT,
            lossless(ia5("one\r\ntwo\r\nthree\r\nfour"), here("S=Lena"))),
        CodeRow.of("symbols would be lost", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.PICTORIAL_SYMBOL_LOSS, lossless(text("5 €"), IDA)),
        CodeRow.of("punctuation would be lost", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.PUNCTUATION_SYMBOL_LOSS, lossless(text("a – b"), IDA)),
        CodeRow.of("letters would be lost", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.ALPHABETIC_CHARACTER_LOSS, lossless(LATIN, IDA)),
        CodeRow.of("letters and symbols would be lost", CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.MULTIPLE_INFORMATION_LOSS, lossless(text("für 5 €"), IDA)),
        CodeRow.unable("what 1984 cannot say", NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE, ipm(LATIN, OLD)));
  }

  private static CodeRow critical(String name, String recipient, ExtensionType type,
      Criticality criticality) {
    return CodeRow.unable(name, NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION,
        local -> message(envelope(local, recipient).withExtension(
            ExtensionField.of(type, criticality, new ExtensionValue.Opaque(null)))));
  }

  private static List<CodeRow> extensions() {
    ExtensionType label = new ExtensionType.Standard(
        StandardExtension.MESSAGE_SECURITY_LABEL.number());
    ExtensionType proof = new ExtensionType.Standard(
        StandardExtension.PROOF_OF_DELIVERY_REQUEST.number());
    return List.of(
        critical("a private extension critical for transfer", there("IDLE"),
            new ExtensionType.Private(Oid.of("1.2.3.4")), Criticality.FOR_TRANSFER),
        critical("a private extension critical for delivery", ANNA,
            new ExtensionType.Private(Oid.of("1.2.3.4")), Criticality.FOR_DELIVERY),
        critical("a number that is not known", ANNA, new ExtensionType.Standard(99),
            Criticality.FOR_DELIVERY),
        critical("a security label critical for transfer", there("IDLE"), label, Criticality.FOR_TRANSFER),
        critical("a security label critical for delivery", ANNA, label, Criticality.FOR_DELIVERY),
        critical("a proof that a mailbox cannot give", ANNA, proof, Criticality.FOR_DELIVERY),
        critical("a proof that an access unit cannot give", here("O=EDI;CN=Orders"), proof,
            Criticality.FOR_DELIVERY),
        critical("a method of delivery that a mailbox does not choose", ANNA,
            new ExtensionType.Standard(StandardExtension.REQUESTED_DELIVERY_METHOD.number()),
            Criticality.FOR_DELIVERY));
  }

  private static CodeRow.Input flagged(StandardExtension extension, String recipient) {
    return local -> message(envelope(local, recipient)
        .withExtension(ExtensionField.of(extension, new ExtensionValue.Flag(true))));
  }

  private static List<CodeRow> lists() {
    return List.of(
        CodeRow.unable("a redirection that the originator prohibits",
            NonDeliveryDiagnostic.RECIPIENT_REASSIGNMENT_PROHIBITED,
            flagged(StandardExtension.RECIPIENT_REASSIGNMENT_PROHIBITED, here("S=Moved"))),
        CodeRow.unable("redirections in a ring", NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED,
            to(here("S=Ring-1"))),
        CodeRow.unable("redirected 512 times before", NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED,
            local -> message(envelope(local, here("S=Moved")).withEachRecipient(one -> one
                .withExtensions(one.extensions().with(ExtensionField.of(StandardExtension.REDIRECTION_HISTORY,
                    new ExtensionValue.RedirectionHistory(Collections.nCopies(512,
                        new Redirection(visit("S=Before"), Redirection.Reason.ALIAS))))))))),
        CodeRow.unable("an expansion that the originator prohibits",
            NonDeliveryDiagnostic.DL_EXPANSION_PROHIBITED,
            flagged(StandardExtension.DL_EXPANSION_PROHIBITED, here("S=Open"))),
        CodeRow.unable("a list that does not take mail of the originator",
            NonDeliveryDiagnostic.NO_DL_SUBMIT_PERMISSION, to(here("S=Staff"))),
        CodeRow.unable("a list in a list that does not take mail of the outer one",
            NonDeliveryDiagnostic.NO_DL_SUBMIT_PERMISSION, to(here("S=Outer"))),
        CodeRow.unable("expanded 512 times before", NonDeliveryDiagnostic.DL_EXPANSION_FAILURE,
            local -> message(envelope(local, here("S=Open"))
                .withExtension(ExtensionField.of(StandardExtension.DL_EXPANSION_HISTORY,
                    new ExtensionValue.NameHistory(Collections.nCopies(512,
                        new NameAndTime(TestMta.name("C=XX;A=TEST;P=PEER;S=List"), YESTERDAY))))))),
        CodeRow.of("members that cannot be looked up in time", DIRECTORY_OPERATION_UNSUCCESSFUL,
            NonDeliveryDiagnostic.DL_EXPANSION_FAILURE,
            local -> message(envelope(local, here("S=Looked-up")).withPriority(Priority.NON_URGENT))));
  }

  private static NameAndTime visit(String who) {
    return new NameAndTime(TestMta.name(here(who)), YESTERDAY);
  }

  private static CodeRow.Input changed(Map<Integer, byte[]> components) {
    return local -> Apdus.changed(envelope(local, ANNA), components, new byte[]{1});
  }

  private static Map<Integer, byte[]> without(int tag) {
    Map<Integer, byte[]> components = new LinkedHashMap<>();
    components.put(tag, null);
    return components;
  }

  private static final int TRACE = Tag.application(9);
  private static final int RECIPIENTS = Tag.context(2);

  /** Envelopes of which no more can be read than whom to tell what of whom. */
  private static List<CodeRow> defects() {
    return List.of(
        CodeRow.unable("a time that is none", NonDeliveryDiagnostic.INVALID_ARGUMENTS,
            changed(Map.of(Tag.context(0),
                new BerWriter().ascii(Tag.context(0), "soon").toByteArray()))),
        CodeRow.unable("an arrival time of no length", NonDeliveryDiagnostic.INVALID_ARGUMENTS,
            changed(Map.of(TRACE, new BerWriter().begin(TRACE).begin(Tag.SEQUENCE)
                .raw(HexFormat.of().parseHex("6312610413025858620613045445535413025152")).begin(Tag.SET)
                .ascii(Tag.context(0), "").integer(Tag.context(2), 0).end().end().end().toByteArray()))),
        CodeRow.unable("an extension of another syntax", NonDeliveryDiagnostic.INVALID_ARGUMENTS,
            local -> message(envelope(local, ANNA).withExtension(
                ExtensionField.of(new ExtensionType.Standard(StandardExtension.LATEST_DELIVERY_TIME.number()),
                    Criticality.NONE, new ExtensionValue.Flag(true))))),
        CodeRow.unable("a recipient whose name is partly unreadable", NonDeliveryDiagnostic.INVALID_ARGUMENTS,
            local -> inRecipient(local, OrName.TAG, new BerWriter().begin(OrName.TAG).begin(Tag.SEQUENCE)
                .begin(Tag.application(1)).ascii(Tag.PRINTABLE_STRING, "XX").end()
                .begin(Tag.application(2)).end().end().end().toByteArray())),
        CodeRow.unable("more types of information than an envelope may list",
            NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION,
            local -> message(envelope(local, ANNA).withOriginalEncodedInformationTypes(
                EncodedInformationTypes.ofExtended(Collections.nCopies(1025, Oid.of("1.2.3.4")))))),
        CodeRow.unable("an envelope longer than is taken", NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION,
            local -> message(filled(envelope(local, ANNA), 8 << 20))),
        CodeRow.unable("an envelope longer than is read", NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION,
            local -> message(filled(envelope(local, ANNA), 16 << 20))),
        CodeRow.unable("a probe longer than is read", NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION,
            local -> probe(filled(envelope(local, ANNA), 16 << 20), 1)),
        CodeRow.unable("no trace", NonDeliveryDiagnostic.PROTOCOL_VIOLATION, changed(without(TRACE))),
        CodeRow.unable("no content type", NonDeliveryDiagnostic.PROTOCOL_VIOLATION,
            changed(without(Tag.application(6)))),
        CodeRow.unable("a recipient without number", NonDeliveryDiagnostic.PROTOCOL_VIOLATION,
            local -> inRecipient(local, Tag.context(0), null)),
        CodeRow.unable("a probe without trace", NonDeliveryDiagnostic.PROTOCOL_VIOLATION,
            local -> probeWithoutTrace(envelope(local, ANNA))));
  }

  private static MessageEnvelope filled(MessageEnvelope envelope, int octets) throws BerException {
    return envelope.withExtension(ExtensionField.of(new ExtensionType.Private(Oid.of("1.2.3.4")),
        Criticality.NONE, new ExtensionValue.Opaque(RawElement.of(
            new BerWriter().octets(Tag.OCTET_STRING, new byte[octets]).toByteArray()))));
  }

  private static byte[] probeWithoutTrace(MessageEnvelope like) throws BerException {
    BerElement probe = BerReader.single(new MtsApdu.Probe(new ProbeEnvelope(like.messageIdentifier(),
        like.originatorName(), null, like.contentType(), null, 1L, PerMessageIndicators.NONE, List.of(),
        like.trace(), like.extensions(), like.recipients(), List.of())).encode(
            new org.angarium.x400.p1.ApduFraming.Bare()));
    BerWriter writer = new BerWriter().begin(Tag.EXTERNAL).integer(5).begin(Tag.context(0))
        .begin(probe.tag());
    for (BerReader parts = probe.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (!part.is(TRACE)) {
        writer.raw(part.encoded());
      }
    }
    return writer.end().end().end().toByteArray();
  }

  /** One recipient, with one component in another form or, for null, without it. */
  private static byte[] inRecipient(String local, int tag, byte @org.jspecify.annotations.Nullable [] other)
      throws BerException {
    MessageEnvelope envelope = envelope(local, ANNA);
    BerWriter writer = new BerWriter().begin(RECIPIENTS).begin(Tag.SET);
    for (BerReader parts = BerReader.single(envelope.encoded()).children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(RECIPIENTS)) {
        for (BerReader fields = part.only().children(); fields.hasNext();) {
          BerElement field = fields.next();
          if (!field.is(tag)) {
            writer.raw(field.encoded());
          } else if (other != null) {
            writer.raw(other);
          }
        }
      }
    }
    return Apdus.changed(envelope, Map.of(RECIPIENTS, writer.end().end().toByteArray()), new byte[]{1});
  }

  private static List<CodeRow> transfers() {
    return List.of(
        CodeRow.of("a peer that does not answer", TRANSFER_FAILURE, NonDeliveryDiagnostic.MTS_CONGESTION,
            to(there("DEAD"))),
        CodeRow.of("a peer that refuses the message", TRANSFER_FAILURE,
            NonDeliveryDiagnostic.TRANSFER_ATTEMPTS_LIMIT_REACHED, to(there("REFUSING"))),
        CodeRow.of("a peer that takes it too slowly", TRANSFER_FAILURE,
            NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED,
            local -> Apdus.message(envelope(local, there("SLOW")), "x".repeat(100_000))),
        CodeRow.unable("a peer without checkpoints", NonDeliveryDiagnostic.UNABLE_TO_COMPLETE_TRANSFER,
            local -> Apdus.message(envelope(local, there("NOCHECK")),
                "x".repeat(LONGER_THAN_UNCHECKPOINTED).getBytes(StandardCharsets.US_ASCII))));
  }
}
