package org.angarium.osi.rtse;

import org.angarium.osi.session.SessionConnectionReference;

/**
 * Where a suspended transfer goes on (X.228 §7.9).
 *
 * @param connection the association the activity was started on
 * @param activity its activity number on that association
 * @param serial last checkpoint that the receiver confirmed, 1 or more
 * @param octets octets of the APDU before that checkpoint
 */
public record ResumePoint(SessionConnectionReference connection, int activity, int serial, long octets) {}
