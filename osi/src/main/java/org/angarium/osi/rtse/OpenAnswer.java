package org.angarium.osi.rtse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to an RT-OPEN turned out to be.
 *
 * @param passed layers that said yes, lowest first
 * @param accepted what was agreed, null if refused
 * @param failure who refused and why, null if accepted
 * @param userData encoded bind error, if the peer sent one
 */
record OpenAnswer(List<Layer> passed, RtseApdu.@Nullable Rtoac accepted, @Nullable Failure failure,
    byte @Nullable [] userData) {

  static OpenAnswer accepted(List<Layer> passed, RtseApdu.Rtoac rtoac) {
    return new OpenAnswer(passed, rtoac, null, null);
  }

  static OpenAnswer refused(List<Layer> passed, Failure failure) {
    return new OpenAnswer(passed, null, failure, null);
  }

  static OpenAnswer refused(List<Layer> passed, Failure failure, byte[] userData) {
    return new OpenAnswer(passed, null, failure, userData);
  }
}
