package org.angarium.mta.config;

import org.angarium.osi.rtse.OpenProposal.OsiAddress;

/** The selectors of one end; empty ones are not sent. At most 16, 16 and 32 octets. */
public record OsiSelectors(Selector presentation, Selector session, Selector transport) {
  public static final OsiSelectors NONE = new OsiSelectors(Selector.EMPTY, Selector.EMPTY, Selector.EMPTY);

  public OsiAddress toOsiAddress() {
    return new OsiAddress(presentation.octets(), session.octets(), transport.octets());
  }
}
