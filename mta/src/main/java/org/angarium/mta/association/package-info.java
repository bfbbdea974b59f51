/**
 * Opening, keeping, using, losing and recovering associations. {@link org.angarium.mta.association.ConnectorMachine} decides for one
 * connector and is pure; {@link org.angarium.mta.association.PeerAssociation} drives one association. No routing and no envelope
 * processing lives here.
 *
 * <p>The machine is made of pieces that each decide one thing: which associations are opened (Openings) and wanted at all (Demand), what
 * failures say of the peer (Reachability), which lost ones are recovered and what waits for that (AssociationRecovery, Resumptions), what
 * is done with turns (Turns), who transfers what (Transfers, Interruptions), and when one without use ends (IdleWatch).
 */
@NullMarked
package org.angarium.mta.association;

import org.jspecify.annotations.NullMarked;
