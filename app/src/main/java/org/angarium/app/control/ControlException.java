package org.angarium.app.control;

/** A running MTA could not be asked, or said no; the message says why in one sentence. */
public class ControlException extends Exception {
  private static final long serialVersionUID = 1L;

  public ControlException(String message) {
    super(message);
  }

  public ControlException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The MTA is not running, or has just stopped. */
  public static final class NotRunning extends ControlException {
    private static final long serialVersionUID = 1L;

    public NotRunning(String message) {
      super(message);
    }
  }

  /** The MTA answered with an error. */
  public static final class Refused extends ControlException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status HTTP status code */
    public Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
