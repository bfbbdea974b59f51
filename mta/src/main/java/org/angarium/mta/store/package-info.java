/**
 * What an MTA keeps through a crash: messages, queue entries, mailboxes, quarantine, the identifiers of messages seen. Speaks the
 * MTA's language; no routing, protocol or retry decision lives here.
 */
@NullMarked
package org.angarium.mta.store;

import org.jspecify.annotations.NullMarked;
