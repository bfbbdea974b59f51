package org.angarium.mta.store;

/** The three sorts of MTS-APDU (X.411 §12.2.1). */
public enum ApduKind {
  MESSAGE, PROBE, REPORT
}
