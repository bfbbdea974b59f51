package org.angarium.osi.rtse;

/**
 * What an RTSE machine waits for from its peer, so that whoever has a clock can bound the wait.
 *
 * @param progress changes with every sign of progress within one kind of wait: the bound then counts from there
 */
public record Awaited(Answer answer, long progress) {
  static final Awaited NOTHING = new Awaited(Answer.NOTHING, 0);

  /** Kinds of answers. */
  public enum Answer {
    /** Nothing is due from the peer: the next move is ours or our user's. */
    NOTHING(""),
    /** Initiator: the answer to the RT-OPEN. Responder: the RT-OPEN itself. */
    OPEN("association establishment"),
    /** The confirmation of a checkpoint. */
    CHECKPOINT("confirmation of a checkpoint"),
    /** The confirmation of the end of an activity. */
    END("confirmation of the end of a transfer"),
    /** The confirmation of an interrupt or discard. */
    STOP("confirmation of an interrupt or discard"),
    /** What the sender does about an exception that we reported. */
    EXCEPTION("reaction to an exception report"),
    /** The confirmation that the turn was taken. */
    TURN("confirmation of the turn"),
    /** The answer to the release. */
    RELEASE("confirmation of the release"),
    /** The next octets of an activity. */
    OCTETS("next octets of a transfer");

    private final String text;

    Answer(String text) {
      this.text = text;
    }

    /** A noun phrase for a person. */
    public String text() {
      return text;
    }
  }
}
