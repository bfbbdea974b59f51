/**
 * Takes octets of any layer of an X.400 association apart for a person: what stands where, and where it is broken. Decides nothing
 * by the decoders of the running MTA, so that it can show what those refuse.
 */
@NullMarked
package org.angarium.app.dissect;

import org.jspecify.annotations.NullMarked;
