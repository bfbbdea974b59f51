package org.angarium.x400.p1;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;

/** How an MTA proves who it is (Credentials, X.411 §8.1.1). */
public sealed interface MtaCredentials {
  /** The ASN.1 type of a password: peers of 1984 know IA5String only, PP sends OCTET STRING. */
  enum PasswordForm {
    IA5_STRING, OCTET_STRING
  }

  /**
   * A password, 0 to 62 octets. Two are equal if form and octets are; {@link #samePassword} compares what authentication compares.
   */
  final class Simple implements MtaCredentials {
    private final PasswordForm form;
    private final byte[] password;

    public Simple(PasswordForm form, byte[] password) {
      this.form = form;
      this.password = password.clone();
    }

    public static Simple of(PasswordForm form, String password) {
      return new Simple(form, password.getBytes(StandardCharsets.ISO_8859_1));
    }

    public PasswordForm form() {
      return form;
    }

    public byte[] password() {
      return password.clone();
    }

    /** Whether the octets are the same, whatever the form; takes the same time wherever they differ. */
    public boolean samePassword(byte[] other) {
      return MessageDigest.isEqual(password, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Simple that && form == that.form && Arrays.equals(password, that.password);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(password);
    }

    /** Without the password: it must not reach a log. */
    @Override
    public String toString() {
      return "simple credentials (" + form + ")";
    }
  }

  /**
   * Strong or protected credentials, which are recognised but cannot be checked here.
   *
   * @param encoded as received
   */
  record Unsupported(RawElement encoded) implements MtaCredentials {
    @Override
    public String toString() {
      return "strong or protected credentials";
    }
  }

  static MtaCredentials decode(BerElement element) throws BerException {
    if (element.is(Tag.IA5_STRING)) {
      return new Simple(PasswordForm.IA5_STRING, element.octets());
    }
    if (element.is(Tag.OCTET_STRING)) {
      return new Simple(PasswordForm.OCTET_STRING, element.octets());
    }
    return new Unsupported(RawElement.of(element));
  }

  default void encode(BerWriter writer) {
    switch (this) {
      case Simple simple -> writer
          .octets(simple.form == PasswordForm.IA5_STRING ? Tag.IA5_STRING : Tag.OCTET_STRING,
              simple.password);
      case Unsupported other -> other.encoded().encode(writer);
    }
  }
}
