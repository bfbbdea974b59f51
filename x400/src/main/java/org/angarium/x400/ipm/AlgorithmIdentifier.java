package org.angarium.x400.ipm;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm of a signature (X.509 AlgorithmIdentifier).
 *
 * @param parameters null if there are none
 */
public record AlgorithmIdentifier(Oid algorithm, @Nullable RawElement parameters) {
  static AlgorithmIdentifier decode(BerElement element) throws BerException {
    BerReader parts = element.children();
    Oid algorithm = parts.require(Tag.OBJECT_IDENTIFIER, "algorithm").oid();
    return new AlgorithmIdentifier(algorithm, parts.hasNext() ? RawElement.of(parts.next()) : null);
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE).oid(algorithm);
    if (parameters != null) {
      parameters.encode(writer);
    }
    writer.end();
  }
}
