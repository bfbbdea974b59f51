/**
 * What the MTA tells its operator: the catalogue of events with their classic ids, the event log in text and JSON. No decision lives here.
 */
@NullMarked
package org.angarium.mta.event;

import org.jspecify.annotations.NullMarked;
