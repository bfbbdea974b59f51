package org.angarium.osi.rtse;

/** The layers an association is built of, lowest first; says how far an attempt came and where a failure arose. */
public enum Layer {
  TCP, TRANSPORT, SESSION, PRESENTATION, ACSE, RTSE, APPLICATION
}
