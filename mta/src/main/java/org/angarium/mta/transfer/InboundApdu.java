package org.angarium.mta.transfer;

import java.io.IOException;
import java.util.function.Supplier;
import org.angarium.mta.store.NewMessage.SpoolRegion;
import org.angarium.mta.store.Spool;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.interworking.Upgrade;
import org.angarium.x400.p1.ApduHead;
import org.angarium.x400.p1.ContentLimits;
import org.angarium.x400.p1.ContentPlace;
import org.angarium.x400.p1.ContentSegments;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;

/** What has arrived in a spool, decoded: the envelope in memory, the content where it lies. */
public sealed interface InboundApdu {
  /** A message; the region lies in the given spool, or in a new one if the content came in segments. */
  record Message(MessageEnvelope envelope, SpoolRegion content) implements InboundApdu {}

  /** A probe or report. */
  record Other(MtsApdu apdu) implements InboundApdu {}

  /** Longest envelope, probe or report. */
  int MOST_HEAD_OCTETS = 8 << 20;
  int FIRST_LOOK_OCTETS = 16 << 10;
  int COPY_OCTETS = 64 << 10;

  /**
   * Decodes the APDU in a spool.
   *
   * @param newSpool opens another spool, for a content that must be put together from segments
   * @throws BerException saying what is wrong and where, if these octets are no MTS-APDU
   */
  static InboundApdu decode(Spool spool, Supplier<Spool> newSpool) throws BerException, IOException {
    int look = (int) Math.min(spool.length(), FIRST_LOOK_OCTETS);
    while (true) {
      byte[] octets = spool.read(0, look);
      switch (ApduHead.decode(octets, look == spool.length(), MOST_HEAD_OCTETS)) {
        case ApduHead.Incomplete(int wanted) -> look = (int) Math.min(spool.length(), wanted);
        case ApduHead.Message message -> {
          return new Message(MessageEnvelope.decode(message.envelope()),
              content(spool, message.content(), newSpool));
        }
        case ApduHead.Other other -> {
          if (spool.length() > MOST_HEAD_OCTETS) {
            throw new BerException(
                "a " + other.kind() + " of " + spool.length() + " octets is longer than " + MOST_HEAD_OCTETS,
                0);
          }
          return new Other(MtsApdu.decode(spool.read(0, (int) spool.length())));
        }
      }
    }
  }

  /** This APDU of a peer of 1984 as 1988 says it (X.419 Annex B). */
  default InboundApdu upgraded() {
    return switch (this) {
      case Message message -> new Message(Upgrade.message(message.envelope()), message.content());
      case Other(MtsApdu.Probe probe) -> new Other(new MtsApdu.Probe(Upgrade.probe(probe.envelope())));
      case Other(MtsApdu.Report report) -> new Other(Upgrade.report(report));
      case Other(MtsApdu.Message message) ->
        throw new IllegalStateException("a message is decoded as one");
    };
  }

  private static SpoolRegion content(Spool spool, ContentPlace place, Supplier<Spool> newSpool)
      throws BerException, IOException {
    ContentSegments segments = new ContentSegments(place, new ContentSegments.ApduOctets() {
      @Override
      public long length() {
        return spool.length();
      }

      @Override
      public byte[] read(long offset, int length) throws IOException {
        return spool.read(offset, length);
      }
    }, ContentLimits.DEFAULT);
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
