/**
 * The configuration file as typed, validated, immutable records, and what differs between two of them. Nothing here acts on a
 * configuration.
 */
@NullMarked
package org.angarium.mta.config;

import org.jspecify.annotations.NullMarked;
