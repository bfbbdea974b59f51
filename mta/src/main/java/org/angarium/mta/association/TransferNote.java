package org.angarium.mta.association;

import java.time.Instant;
import java.util.HexFormat;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps of a transfer under way, so that it can go on after a crash of ours.
 *
 * @param connector whose peer it goes to
 * @param peer address and port it called from or was called at
 * @param ours whether we had opened the association
 * @param form fingerprint of its octets; it can go on only with the same ones
 * @param at when the peer had confirmed that much
 */
public record TransferNote(String connector, String peer, boolean ours, ResumePoint point, String form,
    Instant at) {
  private static final int FIELDS = 11;
  private static final HexFormat HEX = HexFormat.of();

  String text() {
    return String.join(" ", ActivityLabel.escaped(connector), ActivityLabel.escaped(peer),
        ours ? "ours" : "theirs",
        Integer.toString(point.activity()), Integer.toString(point.serial()), Long.toString(point.octets()),
        Long.toString(at.toEpochMilli()), form, hex(point.connection()));
  }

  private static String hex(SessionConnectionReference connection) {
    return HEX.formatHex(connection.userReference()) + " " + HEX.formatHex(connection.commonReference()) + " "
        + HEX.formatHex(connection.additionalReference());
  }

  /** Null if it is none. */
  public static @Nullable TransferNote parse(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    try {
      SessionConnectionReference connection = new SessionConnectionReference(HEX.parseHex(fields[8]),
          HEX.parseHex(fields[9]), HEX.parseHex(fields[10]));
      return new TransferNote(ActivityLabel.unescaped(fields[0]), ActivityLabel.unescaped(fields[1]),
          fields[2].equals("ours"),
          new ResumePoint(connection, Integer.parseInt(fields[3]), Integer.parseInt(fields[4]),
              Long.parseLong(fields[5])),
          fields[7],
          Instant.ofEpochMilli(Long.parseLong(fields[6])));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
