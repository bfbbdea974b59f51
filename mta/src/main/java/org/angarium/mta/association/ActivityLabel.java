package org.angarium.mta.association;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.angarium.mta.association.SuspendedReceptions.Activity;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * Names an activity whose octets the store keeps, so that they are found again after a crash of ours.
 *
 * @param connector whose peer was sending
 * @param peer address and port it called from or was called at
 * @param initiator whether we had opened the association
 */
public record ActivityLabel(String connector, String peer, boolean initiator, Activity activity) {
  private static final int FIELDS = 7;
  private static final HexFormat HEX = HexFormat.of();

  String text() {
    SessionConnectionReference connection = activity.connection();
    return String.join(" ", escaped(connector), escaped(peer), initiator ? "ours" : "theirs",
        Integer.toString(activity.number()), HEX.formatHex(connection.userReference()),
        HEX.formatHex(connection.commonReference()), HEX.formatHex(connection.additionalReference()));
  }

  /** Null if it is none. */
  static @Nullable ActivityLabel parse(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    try {
      SessionConnectionReference connection = new SessionConnectionReference(HEX.parseHex(fields[4]),
          HEX.parseHex(fields[5]), HEX.parseHex(fields[6]));
      return new ActivityLabel(unescaped(fields[0]), unescaped(fields[1]), fields[2].equals("ours"),
          new Activity(connection, Integer.parseInt(fields[3])));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String unescaped(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
