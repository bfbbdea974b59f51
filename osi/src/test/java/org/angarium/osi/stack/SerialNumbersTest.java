package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.session.SpduException;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.osi.transport.TransportProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of our synchronization points, read off the wire (X.225 §7.14): what a strict peer counts along with. */
class SerialNumbersTest {
  private final List<Spdu> bySender = new ArrayList<>();
  private final List<Spdu> byReceiver = new ArrayList<>();
  private final ByteArrayOutputStream[] tsdus = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
  private int outstanding;
  private int mostOutstanding;

  private byte[] read(boolean bySenderOfData, byte[] octets) {
    try {
      TpktFramer framer = new TpktFramer();
      framer.push(octets);
      for (byte[] tpdu = framer.next(); tpdu != null; tpdu = framer.next()) {
        if (TpduCodec.decode(tpdu) instanceof Tpdu.Dt dt) {
          ByteArrayOutputStream tsdu = tsdus[bySenderOfData ? 0 : 1];
          tsdu.writeBytes(dt.data());
          if (dt.endOfTsdu()) {
            SpduCodec.decode(tsdu.toByteArray()).forEach(spdu -> note(bySenderOfData, spdu));
            tsdu.reset();
          }
        }
      }
    } catch (SpduException | TransportProtocolException e) {
      throw new AssertionError(e);
    }
    return octets;
  }

  private void note(boolean bySenderOfData, Spdu spdu) {
    (bySenderOfData ? bySender : byReceiver).add(spdu);
    if (spdu instanceof Spdu.Mip) {
      mostOutstanding = Math.max(mostOutstanding, ++outstanding);
    } else if (spdu instanceof Spdu.Mia) {
      outstanding--;
    }
  }

  private List<Integer> serials(List<Spdu> spdus) {
    List<Integer> serials = new ArrayList<>();
    for (Spdu spdu : spdus) {
      switch (spdu) {
        case Spdu.Mip mip -> serials.add(mip.serial());
        case Spdu.Mia mia -> serials.add(mia.serial());
        case Spdu.Ae ae -> serials.add(ae.serial());
        case Spdu.Aea aea -> serials.add(aea.serial());
        default -> {
          // Without a number.
        }
      }
    }
    return serials;
  }

  private static List<Integer> numbers(int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"NORMAL,1", "NORMAL,2", "NORMAL,3", "NORMAL,10", "X410_1988,3", "X410_1984,3"})
  void eachActivityCountsFromOneByOneAndNoFurtherThanTheWindow(ProtocolMode mode, int window) {
    Wire wire = new Wire();
    wire.responder.acceptWindow = 10;
    wire.underway = this::read;
    wire.open(Wire.proposal(mode, Dialogue.MONOLOGUE, 1, window));
    for (int kilooctets : new int[]{20, 1, 7}) {
      bySender.clear();
      byReceiver.clear();
      wire.initiator.send(Wire.apdu(kilooctets * 1024, window));
      wire.run();
      assertThat(serials(bySender)).as("MIPs and the AE").isEqualTo(numbers(1, kilooctets));
      assertThat(serials(byReceiver)).as("MIAs and the AEA").isEqualTo(numbers(1, kilooctets));
    }
    assertThat(mostOutstanding).isLessThanOrEqualTo(window);
  }

  /** It goes on behind the checkpoint that it goes on from. */
  @ParameterizedTest
  @CsvSource({"NORMAL", "X410_1988", "X410_1984"})
  void aResumedActivityCountsOn(ProtocolMode mode) {
    Wire wire = new Wire();
    wire.open(Wire.proposal(mode, Dialogue.MONOLOGUE, 1, 2));
    wire.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.CheckpointReached(int serial, long _) && serial > 4) {
        return true;
      }
      if (indication instanceof RtsIndication.ResumeIndicated(ResumePoint _)) {
        end.request(new RtsEvent.AcceptResume(4 * 1024));
        return true;
      }
      return false;
    };
    wire.initiator.send(Wire.apdu(10 * 1024, 1));
    wire.run();
    wire.initiator.request(new RtsEvent.Interrupt(0));
    wire.responder.request(new RtsEvent.ConfirmCheckpoint(6));
    wire.run();
    ResumePoint point = wire.initiator.last(RtsIndication.TransferStopped.class).resume();
    assertThat(point).isNotNull();
    assertThat(point.serial()).isEqualTo(4);
    wire.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.ResumeIndicated(ResumePoint _)) {
        end.receiving.reset();
        end.receiving.write(Wire.apdu(10 * 1024, 1), 0, 4 * 1024);
        end.request(new RtsEvent.AcceptResume(4 * 1024));
        return true;
      }
      return false;
    };
    wire.underway = this::read;
    wire.initiator.request(new RtsEvent.Resume(point, 10 * 1024));
    wire.run();
    assertThat(bySender).filteredOn(Spdu.Ar.class::isInstance).singleElement()
        .isInstanceOfSatisfying(Spdu.Ar.class, resume -> assertThat(resume.serial()).isEqualTo(4));
    assertThat(serials(bySender)).isEqualTo(numbers(5, 10));
    assertThat(serials(byReceiver)).isEqualTo(numbers(5, 10));
    assertThat(wire.responder.receivedApdus.getLast()).isEqualTo(Wire.apdu(10 * 1024, 1));
  }
}
