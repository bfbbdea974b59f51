package org.angarium.lab.mail;

import java.util.Locale;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/**
 * One MTA of an experiment, in a private domain of its own that is called like it.
 *
 * @param mta its name
 * @param mailbox its only mailbox
 * @param address the O/R address of that
 * @param port where it listens
 */
public record Site(String mta, String mailbox, String address, int port) {
  public static Site alpha(int port) {
    return new Site("ALPHA", "anna", domain("ALPHA") + ";S=Adler;G=Anna", port);
  }

  public static Site bravo(int port) {
    return new Site("BRAVO", "ben", domain("BRAVO") + ";S=Berg;G=Ben", port);
  }

  /** One whose mailbox is called like the MTA, in small letters. */
  public static Site of(String mta, int port) {
    String mailbox = mta.toLowerCase(Locale.ROOT);
    return new Site(mta, mailbox, domain(mta) + ";S=" + mailbox, port);
  }

  /** The private domain of this name, as a pattern. */
  static String domain(String prmd) {
    return "C=XX;A=TEST;P=" + prmd;
  }

  /** Somebody in a private domain. */
  public static OrName somebody(String prmd, String surname) {
    return parsed(domain(prmd) + ";S=" + surname);
  }

  /** The address of the mailbox, as an O/R name. */
  public OrName name() {
    return parsed(address);
  }

  /** Its configuration file, without a neighbour yet. */
  public SiteConfiguration configuration() {
    return new SiteConfiguration(this);
  }

  private static OrName parsed(String address) {
    try {
      return OrName.parse(address);
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
