package org.angarium.osi.rtse;

import org.angarium.osi.session.SessionConnectionReference;

/**
 * What both ends of an open association have agreed on.
 *
 * @param checkpointOctets most octets between checkpoints, 0 for no checkpoints
 * @param window unconfirmed checkpoints allowed, 1 or more
 * @param reference names the association
 */
record Agreement(int checkpointOctets, int window, SessionConnectionReference reference, Mapping mapping) {}
