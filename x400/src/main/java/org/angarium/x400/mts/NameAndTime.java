package org.angarium.x400.mts;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;

/**
 * Who, and when: a DL expansion, an originator or DL, an intended recipient (X.411 §8.3.1.1.1.7, §8.2.1.1.1.6).
 *
 * @param time whole seconds
 */
public record NameAndTime(OrName name, Instant time) {

  static NameAndTime decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    OrName name = OrName.decode(reader.require(OrName.TAG, "OR-name"));
    Instant time = UtcTime.decode(reader.require(Tag.UTC_TIME, "time"), "time");
    reader.finish("OR-name and time");
    return new NameAndTime(name, time);
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    name.encode(writer, OrName.TAG);
    UtcTime.encode(writer, Tag.UTC_TIME, time);
    writer.end();
  }

  static List<NameAndTime> decodeHistory(BerElement history) throws BerException {
    return SequenceOf.decode(history, SequenceOf.MAX_HISTORY, Tag.SEQUENCE, "history entry",
        NameAndTime::decode);
  }
}
