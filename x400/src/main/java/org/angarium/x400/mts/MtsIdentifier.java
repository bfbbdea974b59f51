package org.angarium.x400.mts;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What tells a message, probe or report from every other one in the MTS, for ever (X.411 §8.2.1.1.1.1).
 *
 * @param localIdentifier IA5String of 1 to 32 characters, unique within the domain; longer ones from peers are kept
 */
public record MtsIdentifier(GlobalDomainIdentifier domain, String localIdentifier) {
  /** [APPLICATION 4]. */
  public static final int TAG = Tag.application(4);
  /** ub-local-id-length. */
  public static final int MAX_LOCAL_LENGTH = 32;

  /**
   * An identifier this MTA gives.
   *
   * @throws IllegalArgumentException if the local identifier is not 1 to 32 characters of printable IA5
   */
  public static MtsIdentifier of(GlobalDomainIdentifier domain, String localIdentifier) {
    if (localIdentifier.isEmpty() || localIdentifier.length() > MAX_LOCAL_LENGTH
        || !localIdentifier.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("not a local identifier: " + localIdentifier);
    }
    return new MtsIdentifier(domain, localIdentifier);
  }

  public static MtsIdentifier decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    GlobalDomainIdentifier domain = GlobalDomainIdentifier
        .decode(reader.require(GlobalDomainIdentifier.TAG, "global-domain-identifier"));
    String local = reader.require(Tag.IA5_STRING, "local-identifier").asciiString();
    reader.finish("MTSIdentifier");
    return new MtsIdentifier(domain, local);
  }

  public void encode(BerWriter writer) {
    writer.begin(TAG);
    domain.encode(writer);
    writer.ascii(Tag.IA5_STRING, localIdentifier);
    writer.end();
  }

  /**
   * {@code /C=XX/A=ADMD/P=PRMD/;local-id}: for people, and a key under which the same identifier is always found again, whichever
   * string type a relay chose for the domain names. Different identifiers have different texts.
   */
  public String text() {
    StringBuilder text = new StringBuilder(domain.text()).append(';');
    escape(text, localIdentifier, "");
    return text.toString();
  }

  /**
   * The identifier a text in the form of {@link #text} names, its domain names taken for PrintableStrings.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static MtsIdentifier parse(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int at = 0;
    while (at < text.length() && !(text.charAt(at) == ';' && current.isEmpty())) {
      char c = text.charAt(at);
      if (c == '/') {
        names.add(current.toString());
        current.setLength(0);
        at++;
      } else {
        at = unescape(text, at, current);
      }
    }
    boolean framed = at < text.length() && names.size() >= 3 && names.size() <= 4 && names.get(0).isEmpty();
    if (!framed) {
      throw notAnIdentifier(text);
    }
    int localAt = at + 1;
    StringBuilder local = new StringBuilder();
    while (localAt < text.length()) {
      localAt = unescape(text, localAt, local);
    }
    String privateDomain = names.size() == 4 ? labelled(names.get(3), "P=", text) : null;
    return new MtsIdentifier(new GlobalDomainIdentifier(
        DomainName.printable(labelled(names.get(1), "C=", text)),
        DomainName.printable(labelled(names.get(2), "A=", text)), printable(privateDomain)),
        local.toString());
  }

  private static @Nullable DomainName printable(@Nullable String value) {
    return value == null ? null : DomainName.printable(value);
  }

  private static String labelled(String part, String label, String text) {
    if (!part.startsWith(label)) {
      throw notAnIdentifier(text);
    }
    return part.substring(label.length());
  }

  private static IllegalArgumentException notAnIdentifier(String text) {
    return new IllegalArgumentException("not of the form /C=XX/A=ADMD/P=PRMD/;local-id: " + text);
  }

  /** Backslash before itself and the special characters; anything but printable ASCII as {@code \}, {@code x} and two digits. */
  static void escape(StringBuilder out, String value, String special) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        out.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      } else {
        if (c == '\\' || special.indexOf(c) >= 0) {
          out.append('\\');
        }
        out.append(c);
      }
    }
  }

  private static int unescape(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    if (c != '\\') {
      out.append(c);
      return at + 1;
    }
    if (at + 1 >= text.length()) {
      throw notAnIdentifier(text);
    }
    char escaped = text.charAt(at + 1);
    if (escaped != 'x') {
      out.append(escaped);
      return at + 2;
    }
    try {
      out.append((char) Integer.parseInt(text, at + 2, at + 4, 16));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("bad escape in " + text, e);
    }
    return at + 4;
  }

  @Override
  public String toString() {
    return text();
  }
}
