package org.angarium.lab.mail;

import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/**
 * One of the two MTAs.
 *
 * @param mta its name
 * @param mailbox its only mailbox
 * @param address the O/R address of that
 * @param port where it listens
 */
public record Site(String mta, String mailbox, String address, int port) {
  private static final String DOMAIN = "C=XX;A=DEMO;P=";

  public static Site alpha(int port) {
    return new Site("ALPHA", "anna", DOMAIN + "ALPHA;S=Adler;G=Anna", port);
  }

  public static Site bravo(int port) {
    return new Site("BRAVO", "ben", DOMAIN + "BRAVO;S=Berg;G=Ben", port);
  }

  /** The same address, as an O/R name. */
  public OrName name() {
    try {
      return OrName.parse(address);
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Short intervals, so that a minute is enough; everything else has its default. */
  public String configuration(Site peer, int peerPort) {
    return """
        # Made by "angarium demo".
        name = "%1$s"
        data-directory = "data"
        domain = { country = "XX", admd = "DEMO", prmd = "%1$s" }

        [[listener]]
        address = "127.0.0.1"
        port = %2$d

        [[mailbox]]
        name = "%3$s"
        address = "%4$s"

        [[connector]]
        name = "%5$s"
        remote-mta = "%5$s"
        local-password = "secret of %1$s"
        remote-password = "secret of %5$s"
        host = "127.0.0.1"
        port = %6$d
        address-space = [{ pattern = "C=XX;A=DEMO;P=%5$s", cost = 1 }]

        # Everything an operator would wait minutes for on a real line.
        open-interval = "1s"
        transfer-interval = "1s"
        connect-timeout = "2s"
        open-timeout = "3s"
        answer-timeout = "3s"
        end-answer-timeout = "4s"
        receive-timeout = "4s"
        """.formatted(mta, port, mailbox, address, peer.mta(), peerPort);
  }
}
