/**
 * The association control service element (X.227): its APDUs and EXTERNAL. Knows neither the presentation framing below nor the
 * meaning of the user information it carries.
 */
@NullMarked
package org.angarium.osi.acse;

import org.jspecify.annotations.NullMarked;
