package org.angarium.x400.ipm;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.jspecify.annotations.Nullable;

/**
 * A signature over one body part (X.420 BodyPartSignatures). It is read and made here, not checked.
 *
 * @param bodyPart number of the body part, counted from 1
 * @param certificateSelector which certificate of the originator it is made with, as received; null if not said
 * @param certificates of the originator, as received; null if absent
 * @param unknown components of other tags, as received
 */
public record BodyPartSignature(int bodyPart, AlgorithmIdentifier algorithm, BitString signature,
    @Nullable RawElement certificateSelector, @Nullable RawElement certificates, List<RawElement> unknown) {
  private static final int CERTIFICATES = Tag.context(0);
  private static final int CERTIFICATE_SELECTOR = Tag.context(1);

  public BodyPartSignature {
    unknown = List.copyOf(unknown);
  }

  static BodyPartSignature decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "BodyPartSignatures");
    int bodyPart = set.require(Tag.INTEGER, "body-part-number").intValue();
    BerReader signed = set.require(Tag.SEQUENCE, "body-part-signature").children();
    AlgorithmIdentifier algorithm = AlgorithmIdentifier
        .decode(signed.require(Tag.SEQUENCE, "algorithm identifier"));
    BitString signature = signed.require(Tag.BIT_STRING, "signature").bitString();
    BerElement selector = set.take(CERTIFICATE_SELECTOR);
    BerElement certificates = set.take(CERTIFICATES);
    return new BodyPartSignature(bodyPart, algorithm, signature,
        selector == null ? null : RawElement.of(selector),
        certificates == null ? null : RawElement.of(certificates), set.rest());
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SET).integer(bodyPart).begin(Tag.SEQUENCE);
    algorithm.encode(writer);
    writer.bitString(Tag.BIT_STRING, signature).end();
    if (certificateSelector != null) {
      certificateSelector.encode(writer);
    }
    if (certificates != null) {
      certificates.encode(writer);
    }
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
