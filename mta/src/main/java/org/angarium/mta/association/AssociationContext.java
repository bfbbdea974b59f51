package org.angarium.mta.association;

import java.util.function.Supplier;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.StoreRoom;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.osi.net.Network;

/**
 * What every association of an MTA works with.
 *
 * @param room whether what comes in has room
 * @param dispatcher the one in force: a new configuration makes a new one
 * @param maximumMessageOctets longest content that is accepted, in force at the moment
 */
public record AssociationContext(Lanes lanes, Network network, MessageStore store,
    StoreRoom room, Supplier<Dispatcher> dispatcher,
    Supplier<Long> maximumMessageOctets, SuspendedReceptions suspended, ConfirmedForms forms,
    UndecodableApdus undecodable) {}
