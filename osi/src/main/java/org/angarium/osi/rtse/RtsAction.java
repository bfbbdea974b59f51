package org.angarium.osi.rtse;

import org.angarium.osi.session.SessionEvent;

/** What an RTSE machine wants done, to be carried out in order. */
public sealed interface RtsAction {
  /** Issue a service primitive to the session layer. */
  record Request(SessionEvent.Request primitive) implements RtsAction {}

  /** Tell the RTSE user. */
  record Indicate(RtsIndication indication) implements RtsAction {}
}
