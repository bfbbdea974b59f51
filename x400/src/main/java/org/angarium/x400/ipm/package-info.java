/**
 * Interpersonal messages (X.420, content types P2 and P22): heading, body parts and notifications, their encoding, composing a
 * text message and showing one to a person. Knows no envelope: what the transfer system needs of a content is only its octets.
 */
@NullMarked
package org.angarium.x400.ipm;

import org.jspecify.annotations.NullMarked;
