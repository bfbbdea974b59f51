package org.angarium.lab.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.app.compose.Letter;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.UserData;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.session.SpduException;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.osi.transport.TransportProtocolException;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;

/** Correct inputs to start from: what two honest ends say to each other. */
final class Seeds {
  private static final int APDU = 3000;
  private static final int CONTEXT = 5;
  private static final int STEPS = 24;
  private static final byte EXCHANGE = 3;
  private static final byte OWN_REQUEST = 8;
  private static final byte PEER_REQUEST = 9;

  private Seeds() {}

  static List<byte[]> of(FuzzTarget target) {
    try {
      return switch (target) {
        case BER, P1 -> p1();
        case P2 -> p2();
        case TPDU -> tpkts();
        case SPDU -> tsdus();
        case PPDU -> userData();
        case ACSE -> acse();
        case RTSE -> rtse();
        case ASSOCIATION -> dialogues();
      };
    } catch (TransportProtocolException | SpduException | AddressSyntaxException e) {
      throw new IllegalStateException("an honest dialogue cannot be read", e);
    }
  }

  private static List<byte[]> tpkts() {
    List<byte[]> units = new ArrayList<>();
    for (boolean normal : new boolean[]{true, false}) {
      StackEnd initiator = new StackEnd(true);
      StackEnd responder = new StackEnd(false);
      initiator.request(new RtsEvent.Open(Proposals.of(normal, false)));
      initiator.connected();
      responder.connected();
      move(initiator, responder, units);
      initiator.request(new RtsEvent.Transfer(APDU));
      move(initiator, responder, units);
      responder.request(new RtsEvent.PleaseTurn(4));
      move(initiator, responder, units);
      responder.request(new RtsEvent.GiveTurn());
      move(initiator, responder, units);
      initiator.request(new RtsEvent.Close());
      move(initiator, responder, units);
    }
    return units;
  }

  private static void move(StackEnd one, StackEnd other, List<byte[]> units) {
    while (!one.sent().isEmpty() || !other.sent().isEmpty()) {
      StackEnd from = one.sent().isEmpty() ? other : one;
      byte[] octets = from.sent().remove();
      units.add(octets);
      (from == one ? other : one).received(octets);
    }
  }

  private static List<byte[]> tsdus() throws TransportProtocolException {
    List<byte[]> found = new ArrayList<>();
    TpktFramer framer = new TpktFramer();
    for (byte[] octets : tpkts()) {
      framer.push(octets);
      for (byte[] unit = framer.next(); unit != null; unit = framer.next()) {
        if (TpduCodec.decode(unit) instanceof Tpdu.Dt(boolean last, byte[] data) && last) {
          found.add(data);
        }
      }
    }
    return found;
  }

  private static List<byte[]> userData() throws TransportProtocolException, SpduException {
    List<byte[]> found = new ArrayList<>();
    for (byte[] tsdu : tsdus()) {
      for (Spdu unit : SpduCodec.decode(tsdu)) {
        switch (unit) {
          case Spdu.Cn connect -> found.add(connect.userData());
          case Spdu.Ac accept -> found.add(accept.userData());
          case Spdu.Fn finish -> found.add(finish.userData());
          case Spdu.Dn disconnect -> found.add(disconnect.userData());
          case Spdu.Pt please -> found.add(please.userData());
          default -> {
            // Has none to read.
          }
        }
      }
    }
    return found;
  }

  private static List<byte[]> acse() throws TransportProtocolException, SpduException {
    List<byte[]> found = new ArrayList<>();
    for (byte[] data : userData()) {
      try {
        for (DataValue value : UserData.decode(data)) {
          found.add(value.octets());
        }
      } catch (BerException e) {
        // A connect or accept of presentation has more around it.
        found.add(data);
      }
    }
    return found;
  }

  private static List<byte[]> rtse() throws TransportProtocolException, SpduException {
    List<byte[]> found = new ArrayList<>();
    for (byte[] data : userData()) {
      for (int kind = 0; kind < 6; kind++) {
        for (int reason = 0; reason < 2; reason++) {
          ByteArrayOutputStream input = new ByteArrayOutputStream();
          input.write(kind);
          input.write(reason);
          input.writeBytes(data);
          found.add(input.toByteArray());
        }
      }
    }
    return found;
  }

  private static List<byte[]> dialogues() {
    List<byte[]> found = new ArrayList<>();
    for (int setting = 0; setting < 4; setting++) {
      for (byte request : new byte[]{OWN_REQUEST, PEER_REQUEST}) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(setting);
        for (int wanted = 0; wanted < 5; wanted++) {
          for (int i = 0; i < STEPS; i++) {
            input.write(EXCHANGE);
          }
          input.write(request);
          input.write(wanted);
        }
        found.add(input.toByteArray());
      }
    }
    return found;
  }

  private static List<byte[]> p1() throws AddressSyntaxException {
    GlobalDomainIdentifier domain = GlobalDomainIdentifier.of("XX", "TEST", "FUZZ");
    OrName originator = OrName.parse("C=XX;A=TEST;P=FUZZ;S=Mann;G=Ada");
    PerRecipientMessageFields recipient = PerRecipientMessageFields.of(
        OrName.parse("C=XX;A=TEST;P=PEER;O=Org;OU1=Unit;S=Berg"), 1, PerRecipientIndicators.of(true,
            ReportRequest.NON_DELIVERY_REPORT, ReportRequest.NON_DELIVERY_REPORT));
    MessageEnvelope envelope = new MessageEnvelope(MtsIdentifier.of(domain, "fuzz.1"), originator, null,
        new ContentType.BuiltIn(22), null, Priority.NORMAL, PerMessageIndicators.of(), null, List.of(),
        List.of(TraceInformationElement.relayed(domain, Instant.EPOCH)), Extensions.NONE, List.of(recipient),
        List.of());
    MtaBind bind = new MtaBind.Authenticated("FUZZ",
        MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING, "secret"));
    return List.of(new MtsApdu.Message(envelope).prefix(new ApduFraming.External(CONTEXT), 0),
        envelope.encoded(), bind.encodeArgument(MtaBind.Mode.NORMAL), bind.encodeResult(MtaBind.Mode.NORMAL));
  }

  private static List<byte[]> p2() throws AddressSyntaxException {
    Letter letter = new Letter(OrName.parse("C=XX;A=TEST;P=FUZZ;S=Mann;G=Ada"),
        List.of(OrName.parse("C=XX;A=TEST;P=PEER;O=Org;OU1=Unit;S=Berg")), "Subject", "1");
    try {
      return List.of(letter.withText("A text").opener().open().readAllBytes(),
          letter.withText("Fran\u00e7ais").opener().open().readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("a message cannot be composed", e);
    }
  }
}
