/**
 * Opening, keeping, using, losing and recovering associations. {@link org.angarium.mta.association.ConnectorMachine} decides for one
 * connector and is pure; {@link org.angarium.mta.association.PeerAssociation} drives one association. No routing and no envelope
 * processing lives here.
 */
@NullMarked
package org.angarium.mta.association;

import org.jspecify.annotations.NullMarked;
