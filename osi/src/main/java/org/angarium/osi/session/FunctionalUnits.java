package org.angarium.osi.session;

/** Functional units as bits of the session user requirements parameter (X.225 §8.3.1.16). */
public final class FunctionalUnits {
  public static final int HALF_DUPLEX = 0x0001;
  public static final int DUPLEX = 0x0002;
  public static final int EXPEDITED = 0x0004;
  public static final int MINOR_SYNCHRONIZE = 0x0008;
  public static final int MAJOR_SYNCHRONIZE = 0x0010;
  public static final int RESYNCHRONIZE = 0x0020;
  public static final int ACTIVITY_MANAGEMENT = 0x0040;
  public static final int NEGOTIATED_RELEASE = 0x0080;
  public static final int CAPABILITY_DATA = 0x0100;
  public static final int EXCEPTIONS = 0x0200;
  public static final int TYPED_DATA = 0x0400;
  /** What applies when a CN SPDU has no session user requirements. */
  public static final int DEFAULT = 0x0349;
  /** What RTSE uses: half-duplex, minor synchronize, activity management, exceptions (X.228 §8.1). */
  public static final int RTSE = HALF_DUPLEX | MINOR_SYNCHRONIZE | ACTIVITY_MANAGEMENT | EXCEPTIONS;

  private FunctionalUnits() {}
}
