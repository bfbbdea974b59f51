package org.angarium.x400.mts;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/**
 * One redirection of a message or probe (X.411 §8.3.1.1.1.5).
 *
 * @param intended for whom it was until then, and when it was redirected
 * @param reason code of the standard; {@link Reason} names the known ones
 */
public record Redirection(NameAndTime intended, int reason) {
  /** By whom or what a recipient was replaced. */
  public enum Reason {
    RECIPIENT_ASSIGNED(0), ORIGINATOR_REQUESTED(1), RECIPIENT_MD_ASSIGNED(2), DIRECTORY_LOOK_UP(3), ALIAS(4);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  public Redirection(NameAndTime intended, Reason reason) {
    this(intended, reason.code());
  }

  static Redirection decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    NameAndTime intended = NameAndTime.decode(reader.require(Tag.SEQUENCE, "intended-recipient-name"));
    int reason = reader.require(Tag.ENUMERATED, "redirection-reason").intValue();
    reader.finish("Redirection");
    return new Redirection(intended, reason);
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    intended.encode(writer);
    writer.enumerated(reason);
    writer.end();
  }
}
