/**
 * Character repertoires of X.400: what the string types of ASN.1 may hold and how their octets become text and back. Knows no
 * field of any protocol.
 */
@NullMarked
package org.angarium.x400.text;

import org.jspecify.annotations.NullMarked;
