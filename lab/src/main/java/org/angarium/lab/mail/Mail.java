package org.angarium.lab.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.app.compose.ComposedContent;
import org.angarium.app.compose.Letter;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent: a text of many lines that occurs nowhere else.
 *
 * @param content its octets
 */
public record Mail(String name, Site from, Site to, Priority priority, byte[] content) {
  public static final int LARGEST = 2 << 20;
  private static final int SMALLEST = 1 << 10;
  private static final int USUAL = 256 << 10;
  private static final int LINE = 72;
  /** What the content takes besides the text. */
  private static final int HEADING = 400;
  private static final Pattern NAME = Pattern.compile("Demo message [AB]\\d{4}");

  /** One of any size between the smallest and a usual one, small ones more often. */
  public static Mail usual(int number, Site from, Site to, RandomGenerator random) {
    double exponent = random.nextDouble(Math.log(SMALLEST), Math.log(USUAL));
    return of(number, from, to, (int) Math.exp(exponent), random);
  }

  public static Mail largest(int number, Site from, Site to, RandomGenerator random) {
    return of(number, from, to, LARGEST, random);
  }

  /** @param octets of its content, about */
  public static Mail of(int number, Site from, Site to, int octets, RandomGenerator random) {
    String name = "Demo message %c%04d".formatted(from.mta().charAt(0), number);
    Priority[] priorities = Priority.values();
    Priority priority = priorities[random.nextInt(priorities.length)];
    return new Mail(name, from, to, priority, compose(name, from, to, octets, random));
  }

  private static byte[] compose(String name, Site from, Site to, int octets, RandomGenerator random) {
    try {
      Letter letter = new Letter(OrName.parse(from.address()), List.of(OrName.parse(to.address())), name,
          name.replace(' ', '-'));
      ComposedContent content = letter.withText(text(Math.max(LINE, octets - HEADING), random));
      return content.opener().open().readAllBytes();
    } catch (AddressSyntaxException | java.io.IOException e) {
      throw new IllegalStateException("a message of the demo cannot be composed", e);
    }
  }

  private static String text(int octets, RandomGenerator random) {
    byte[] letters = new byte[octets];
    for (int i = 0; i < octets; i++) {
      int place = i % LINE;
      letters[i] = (byte) (place == LINE - 2 ? '\r' : place == LINE - 1 ? '\n' : 'a' + random.nextInt(26));
    }
    return new String(letters, StandardCharsets.US_ASCII);
  }

  public String hash() {
    return hash(content);
  }

  public static String hash(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of the message whose first octets these are, null if it is not in them. */
  public static @Nullable String nameIn(byte[] octets) {
    Matcher matcher = NAME.matcher(new String(octets, StandardCharsets.ISO_8859_1));
    return matcher.find() ? matcher.group() : null;
  }
}
