/**
 * The presentation layer (X.226): PPDUs of normal and X.410 mode, context lists and the framing of user data. Knows nothing of ACSE,
 * RTSE or what a data value means.
 */
@NullMarked
package org.angarium.osi.presentation;

import org.jspecify.annotations.NullMarked;
