package org.angarium.mta.wire;

import org.angarium.mta.TestMta;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * An input from outside and what the report on it must say.
 *
 * @param name what is wrong with the input
 * @param diagnostic null if the report has none
 * @param input what the peer transfers
 * @param then done once the MTA has it
 */
record CodeRow(String name, NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic, Input input,
    Then then) {
  /** Makes the APDU of a row. */
  interface Input {
    /** @param local local identifier of the message or probe, by which its report is known */
    byte[] apdu(String local) throws Exception;
  }

  /** What an operator or access unit does. */
  interface Then {
    /** @param mtsId of the message */
    void act(TestMta mta, String mtsId) throws Exception;
  }

  static CodeRow unable(String name, NonDeliveryDiagnostic diagnostic, Input input) {
    return of(name, NonDeliveryReason.UNABLE_TO_TRANSFER, diagnostic, input);
  }

  static CodeRow of(String name, NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic,
      Input input) {
    return new CodeRow(name, reason, diagnostic, input, (mta, mtsId) -> {});
  }

  CodeRow then(Then action) {
    return new CodeRow(name, reason, diagnostic, input, action);
  }

  @Override
  public String toString() {
    return name + " (" + reason.code() + ", " + (diagnostic == null ? "none" : diagnostic.code()) + ")";
  }
}
