package org.angarium.mta;

import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Where would a message go?
 *
 * @param recipient a text form of its address
 * @param originator likewise; null if it does not matter
 * @param octets length of the content
 * @param from connector it would come over; null if it is submitted here
 */
public record RouteQuestion(String recipient, @Nullable String originator, Priority priority, long octets,
    @Nullable String from) {

  OrAddress recipientAddress() throws RequestException {
    return parse(recipient);
  }

  Traffic traffic() throws RequestException {
    return new Traffic(ApduKind.MESSAGE, "", originator == null ? null : parse(originator), priority, octets,
        ContentType.BuiltIn.IPM_1988, from);
  }

  private static OrAddress parse(String text) throws RequestException {
    try {
      return OrAddress.parse(text);
    } catch (AddressSyntaxException e) {
      throw new RequestException("address " + text + ": " + e.getMessage());
    }
  }
}
