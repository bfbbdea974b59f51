package org.angarium.mta.transfer;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.angarium.mta.store.NewMessage.SpoolRegion;
import org.angarium.mta.store.Spool;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.interworking.Upgrade;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.p1.ApduHead;
import org.angarium.x400.p1.ContentLimits;
import org.angarium.x400.p1.ContentPlace;
import org.angarium.x400.p1.ContentSegments;
import org.angarium.x400.p1.DefectiveEnvelope;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.OverlongEnvelope;
import org.angarium.x400.p1.OverlongEnvelopeException;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/** What has arrived in a spool, decoded: the envelope in memory, the content where it lies. */
public sealed interface InboundApdu {
  /**
   * A message; the region lies in the given spool, or in a new one if the content came in segments.
   *
   * @param defect set if the envelope is good for a report only
   */
  record Message(MessageEnvelope envelope, SpoolRegion content,
      Dispatcher.@Nullable Defect defect) implements InboundApdu {}

  /**
   * A probe or report.
   *
   * @param defect set if a probe is good for a report only
   */
  record Other(MtsApdu apdu, Dispatcher.@Nullable Defect defect) implements InboundApdu {}

  int FIRST_LOOK_OCTETS = 16 << 10;
  int COPY_OCTETS = 64 << 10;

  /**
   * Decodes the APDU in a spool.
   *
   * @param newSpool opens another spool, for a content that must be put together from segments
   * @throws BerException saying what is wrong and where, if these octets are no MTS-APDU, or one of which nobody can be told
   */
  static InboundApdu decode(Spool spool, Supplier<Spool> newSpool) throws BerException, IOException {
    try {
      return decodeWhole(spool, newSpool);
    } catch (OverlongEnvelopeException e) {
      OverlongEnvelope<MessageEnvelope> overlong = OverlongEnvelope.ofMessage(octets(spool));
      ContentPlace place = Objects.requireNonNull(overlong.content(), "every message has a content");
      return new Message(overlong.envelope(), content(spool, place, newSpool), tooLong(overlong));
    }
  }

  private static InboundApdu decodeWhole(Spool spool, Supplier<Spool> newSpool) throws BerException,
      IOException {
    int look = (int) Math.min(spool.length(), FIRST_LOOK_OCTETS);
    while (true) {
      byte[] octets = spool.read(0, look);
      switch (ApduHead.decode(octets, look == spool.length(), EnvelopeLimits.MOST_READ_OCTETS)) {
        case ApduHead.Incomplete(int wanted) -> look = (int) Math.min(spool.length(), wanted);
        case ApduHead.Message message -> {
          return message(message, spool, newSpool);
        }
        case ApduHead.Other other -> {
          if (spool.length() > EnvelopeLimits.MOST_READ_OCTETS) {
            if (other.kind() == MtsApdu.Kind.PROBE) {
              OverlongEnvelope<ProbeEnvelope> overlong = OverlongEnvelope.ofProbe(octets(spool));
              return new Other(new MtsApdu.Probe(overlong.envelope()), tooLong(overlong));
            }
            throw new BerException(
                "a " + other.kind() + " of " + spool.length() + " octets is longer than "
                    + EnvelopeLimits.MOST_READ_OCTETS,
                0);
          }
          return other(spool.read(0, (int) spool.length()));
        }
      }
    }
  }

  private static Message message(ApduHead.Message head, Spool spool, Supplier<Spool> newSpool)
      throws BerException, IOException {
    try {
      return new Message(MessageEnvelope.decode(head.envelope()), content(spool, head.content(), newSpool),
          null);
    } catch (BerException e) {
      DefectiveEnvelope<MessageEnvelope> defective = DefectiveEnvelope.ofMessage(head.envelope());
      if (defective == null) {
        throw e;
      }
      return new Message(defective.envelope(), content(spool, head.content(), newSpool), defect(defective));
    }
  }

  private static Other other(byte[] octets) throws BerException {
    try {
      return new Other(MtsApdu.decode(octets), null);
    } catch (BerException e) {
      DefectiveEnvelope<ProbeEnvelope> defective = DefectiveEnvelope.ofProbe(octets);
      if (defective == null) {
        throw e;
      }
      return new Other(new MtsApdu.Probe(defective.envelope()), defect(defective));
    }
  }

  private static Dispatcher.Defect tooLong(OverlongEnvelope<?> overlong) {
    return new Dispatcher.Defect(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION,
        "its envelope has " + overlong.octets() + " octets, at most " + EnvelopeLimits.MOST_READ_OCTETS
            + " are read");
  }

  private static Dispatcher.Defect defect(DefectiveEnvelope<?> defective) {
    return new Dispatcher.Defect(defective.diagnostic(), defective.what());
  }

  /** This APDU of a peer of 1984 as 1988 says it (X.419 Annex B). */
  default InboundApdu upgraded() {
    return switch (this) {
      case Message message ->
        new Message(Upgrade.message(message.envelope()), message.content(), message.defect());
      case Other(MtsApdu.Probe probe, var defect) ->
        new Other(new MtsApdu.Probe(Upgrade.probe(probe.envelope())), defect);
      case Other(MtsApdu.Report report, var _) -> new Other(Upgrade.report(report), null);
      case Other(MtsApdu.Message _, var _) ->
        throw new IllegalStateException("a message is decoded as one");
    };
  }

  private static ContentSegments.ApduOctets octets(Spool spool) {
    return new ContentSegments.ApduOctets() {
      @Override
      public long length() {
        return spool.length();
      }

      @Override
      public byte[] read(long offset, int length) throws IOException {
        return spool.read(offset, length);
      }
    };
  }

  private static SpoolRegion content(Spool spool, ContentPlace place, Supplier<Spool> newSpool)
      throws BerException, IOException {
    ContentSegments segments = new ContentSegments(place, octets(spool), ContentLimits.DEFAULT);
    ContentSegments.Segment first = segments.next();
    if (first == null) {
      return new SpoolRegion(spool, place.start(), 0);
    }
    ContentSegments.Segment next = segments.next();
    if (next == null) {
      return new SpoolRegion(spool, first.offset(), first.length());
    }
    Spool joined = newSpool.get();
    boolean done = false;
    try {
      copy(spool, first, joined);
      for (; next != null; next = segments.next()) {
        copy(spool, next, joined);
      }
      done = true;
    } finally {
      if (!done) {
        joined.close();
      }
    }
    spool.close();
    return new SpoolRegion(joined, 0, joined.length());
  }

  private static void copy(Spool from, ContentSegments.Segment segment, Spool to) throws IOException {
    long end = segment.offset() + segment.length();
    for (long at = segment.offset(); at < end; at += COPY_OCTETS) {
      to.append(from.read(at, (int) Math.min(COPY_OCTETS, end - at)));
    }
  }
}
