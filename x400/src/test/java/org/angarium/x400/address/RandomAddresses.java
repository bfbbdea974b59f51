package org.angarium.x400.address;

import java.util.Random;

/** Addresses of every shape the builder makes. */
public final class RandomAddresses {
  private static final String PRINTABLE = "ABCxyz019 '()+,-./:=?";
  private static final String TELETEX = "ABC äöüÉñŁß@_*;\\$";
  private static final String UNIVERSAL = "ΑΒΓжщ漢字\uD83D\uDCEE";

  private RandomAddresses() {}

  public static OrAddress next(Random random) {
    OrAddressBuilder builder = OrAddress.builder();
    for (AddressAttribute attribute : AddressAttribute.values()) {
      if (attribute.isOrganizationalUnit() || random.nextInt(3) > 0) {
        continue;
      }
      builder.set(attribute, switch (attribute) {
        case COUNTRY -> random.nextBoolean() ? "DE" : "262";
        case ADMD -> random.nextBoolean() ? " " : text(random, PRINTABLE, 16);
        case NETWORK_ADDRESS, NUMERIC_USER_ID -> text(random, "0123456789", 15);
        default -> text(random, attribute.hasTeletexForm() ? alphabet(random) : PRINTABLE, 12);
      });
    }
    for (int units = random.nextInt(5); units > 0; units--) {
      builder.organizationalUnit(text(random, alphabet(random), 32));
    }
    for (int attributes = random.nextInt(4); attributes > 0; attributes--) {
      builder.domainDefined(text(random, alphabet(random), 8), text(random, alphabet(random), 20));
    }
    if (random.nextInt(5) == 0) {
      builder.extension(new ExtensionAttribute(23, new byte[]{2, 1, (byte) (3 + random.nextInt(6))}));
    }
    if (random.nextInt(5) == 0) {
      builder.extension(new ExtensionAttribute(100 + random.nextInt(100), new byte[]{5, 0}));
    }
    return builder.build();
  }

  private static String alphabet(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> TELETEX;
      case 1 -> UNIVERSAL;
      default -> PRINTABLE;
    };
  }

  private static String text(Random random, String alphabet, int max) {
    int[] codePoints = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    text.append('n');
    if ("0123456789".equals(alphabet)) {
      text.setCharAt(0, '7');
    }
    for (int more = random.nextInt(max); more > 0; more--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }
}
