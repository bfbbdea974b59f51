/**
 * The life of a message inside the MTA: taking it in, deciding what becomes of each recipient, reporting, preparing it for the next
 * hop (X.411 clause 14). Decisions are pure; nothing here opens an association or writes to disk.
 */
@NullMarked
package org.angarium.mta.transfer;

import org.jspecify.annotations.NullMarked;
