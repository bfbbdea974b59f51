package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.GeneralizedTime;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.jspecify.annotations.Nullable;

/**
 * One who is on a circulation list, to whom a message goes from hand to hand (X.420 CirculationMember).
 *
 * @param checked how he has marked that he had it, null if he has not
 * @param unknown components of other tags, as received
 */
public record CirculationMember(RecipientSpecifier recipient, @Nullable Checkmark checked,
    List<RawElement> unknown) {
  public CirculationMember {
    unknown = List.copyOf(unknown);
  }

  /** That a member had the message. */
  public sealed interface Checkmark {
    /** When; null if that is not said. */
    @Nullable
    Instant time();
  }

  /** That and no more. */
  public record Simple() implements Checkmark {
    @Override
    public @Nullable Instant time() {
      return null;
    }
  }

  /** With the time, whole seconds. */
  public record Timestamped(Instant time) implements Checkmark {}

  /**
   * With a signature, which is not checked here.
   *
   * @param algorithm as the signed data names it
   * @param message the message that was marked
   * @param signedWith as it stands beside the signature
   */
  public record Signed(AlgorithmIdentifier algorithm, IpmIdentifier message, Instant time,
      AlgorithmIdentifier signedWith, BitString signature) implements Checkmark {}

  static CirculationMember decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "CirculationMember");
    RecipientSpecifier recipient = RecipientSpecifier
        .decode(set.require(Tag.SET, "circulation-recipient"));
    BerElement simple = set.take(Tag.NULL);
    BerElement timestamped = set.take(Tag.GENERALIZED_TIME);
    BerElement signed = set.take(Tag.SEQUENCE);
    Checkmark checked = null;
    if (signed != null) {
      checked = signed(signed);
    } else if (timestamped != null) {
      checked = new Timestamped(time(timestamped));
    } else if (simple != null) {
      checked = new Simple();
    }
    return new CirculationMember(recipient, checked, set.rest());
  }

  private static Signed signed(BerElement element) throws BerException {
    BerReader parts = element.children();
    BerReader data = parts.require(Tag.SEQUENCE, "CirculationSignatureData").children();
    AlgorithmIdentifier algorithm = AlgorithmIdentifier
        .decode(data.require(Tag.SEQUENCE, "algorithm-identifier"));
    IpmIdentifier message = IpmIdentifier.decode(data.require(IpmIdentifier.TAG, "this-IPM"));
    Instant time = time(data.require(Tag.GENERALIZED_TIME, "timestamp"));
    return new Signed(algorithm, message, time,
        AlgorithmIdentifier.decode(parts.require(Tag.SEQUENCE, "algorithm identifier")),
        parts.require(Tag.BIT_STRING, "signature").bitString());
  }

  private static Instant time(BerElement element) throws BerException {
    return GeneralizedTime.decode(element, "circulation-time");
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SET);
    recipient.encode(writer);
    switch (checked) {
      case null -> {
        // not yet
      }
      case Simple simple -> writer.nullValue(Tag.NULL);
      case Timestamped(Instant time) -> GeneralizedTime.encode(writer, Tag.GENERALIZED_TIME, time);
      case Signed signed -> {
        writer.begin(Tag.SEQUENCE).begin(Tag.SEQUENCE);
        signed.algorithm.encode(writer);
        signed.message.encode(writer, IpmIdentifier.TAG);
        GeneralizedTime.encode(writer, Tag.GENERALIZED_TIME, signed.time);
        writer.end();
        signed.signedWith.encode(writer);
        writer.bitString(Tag.BIT_STRING, signed.signature).end();
      }
    }
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
