/**
 * The interface of access units over HTTP: what {@link org.angarium.mta.access.AccessUnit} offers, in JSON and octets (docs/http-api.md).
 * Decides nothing about messages.
 */
@NullMarked
package org.angarium.app.access;

import org.jspecify.annotations.NullMarked;
