package org.angarium.x400.ipm;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;

/**
 * A recipient and what is asked of him (X.420 RecipientSpecifier).
 *
 * @param notificationRequests bits numbered as the constants below
 * @param unknown components of other tags, as received
 */
public record RecipientSpecifier(OrDescriptor recipient, BitString notificationRequests,
    boolean replyRequested,
    List<IpmsExtension> extensions, List<RawElement> unknown) {
  /** A receipt notification is asked for. */
  public static final int RECEIPT_NOTIFICATION = 0;
  /** A non-receipt notification is asked for. */
  public static final int NON_RECEIPT_NOTIFICATION = 1;
  /** The message is to come back with a non-receipt notification. */
  public static final int RETURN_OF_IPM = 2;
  private static final int RECIPIENT = Tag.context(0);
  private static final int NOTIFICATION_REQUESTS = Tag.context(1);
  private static final int REPLY_REQUESTED = Tag.context(2);
  private static final int EXTENSIONS = Tag.context(3);
  private static final int REQUESTS_SIZE = 3;

  public RecipientSpecifier {
    // No request set and no request sent are the same (X.680 §22.7).
    notificationRequests = notificationRequests.isZero() ? BitString.EMPTY : notificationRequests;
    extensions = List.copyOf(extensions);
    unknown = List.copyOf(unknown);
  }

  public static RecipientSpecifier of(OrName name) {
    return new RecipientSpecifier(OrDescriptor.of(name), BitString.EMPTY, false, List.of(), List.of());
  }

  /** This recipient with notifications asked for: the numbers of bits. */
  public RecipientSpecifier requesting(int... notifications) {
    return new RecipientSpecifier(recipient, BitString.of(REQUESTS_SIZE, notifications), replyRequested,
        extensions,
        unknown);
  }

  static RecipientSpecifier decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "RecipientSpecifier");
    OrDescriptor recipient = OrDescriptor.decode(set.require(RECIPIENT, "recipient"));
    BerElement requests = set.take(NOTIFICATION_REQUESTS);
    BerElement reply = set.take(REPLY_REQUESTED);
    List<IpmsExtension> extensions = IpmsExtension.decodeSet(set.take(EXTENSIONS));
    return new RecipientSpecifier(recipient, requests == null ? BitString.EMPTY : requests.bitString(),
        reply != null && reply.booleanValue(), extensions, set.rest());
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SET);
    recipient.encode(writer, RECIPIENT);
    if (!notificationRequests.isZero()) {
      writer.bitString(NOTIFICATION_REQUESTS, notificationRequests);
    }
    if (replyRequested) {
      writer.bool(REPLY_REQUESTED, true);
    }
    IpmsExtension.encodeSet(writer, EXTENSIONS, extensions);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
