package org.angarium.lab.simulation.law;

/**
 * What passed the lines, counted there.
 *
 * @param octets of APDUs, with what is around each piece
 * @param useful those of them that the peer has confirmed to the end
 * @param attempts activities that were to go on
 * @param resumptions those of them that the peer went on with
 * @param afterCrash attempts after the process at either end had died
 * @param afterInterruption attempts after an interruption in order
 * @param refused attempts that the peer refused: it did not know the activity, or not that checkpoint
 * @param sentAgain octets that resumptions sent again
 * @param interruptions activities interrupted, for something more urgent or after an exception
 * @param discards activities given up
 * @param exceptions other exceptions that receivers reported
 */
public record Traffic(long octets, long useful, long attempts, long resumptions, long afterCrash,
    long afterInterruption, long refused, long sentAgain, long interruptions, long discards,
    long exceptions) {
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(octets + other.octets, useful + other.useful, attempts + other.attempts,
        resumptions + other.resumptions, afterCrash + other.afterCrash,
        afterInterruption + other.afterInterruption, refused + other.refused, sentAgain + other.sentAgain,
        interruptions + other.interruptions, discards + other.discards, exceptions + other.exceptions);
  }

  Traffic plusOctets(long more) {
    return new Traffic(octets + more, useful, attempts, resumptions, afterCrash, afterInterruption, refused,
        sentAgain, interruptions, discards, exceptions);
  }

  Traffic plusUseful(long more) {
    return new Traffic(octets, useful + more, attempts, resumptions, afterCrash, afterInterruption, refused,
        sentAgain, interruptions, discards, exceptions);
  }

  Traffic plusAttempt(boolean crash, boolean interruption) {
    return new Traffic(octets, useful, attempts + 1, resumptions, afterCrash + (crash ? 1 : 0),
        afterInterruption + (interruption ? 1 : 0), refused, sentAgain, interruptions, discards, exceptions);
  }

  Traffic plusResumption(long again) {
    return new Traffic(octets, useful, attempts, resumptions + 1, afterCrash, afterInterruption, refused,
        sentAgain + again, interruptions, discards, exceptions);
  }

  Traffic plusRefusedResumption() {
    return new Traffic(octets, useful, attempts, resumptions, afterCrash, afterInterruption, refused + 1,
        sentAgain, interruptions, discards, exceptions);
  }

  Traffic plusInterruption() {
    return new Traffic(octets, useful, attempts, resumptions, afterCrash, afterInterruption, refused,
        sentAgain, interruptions + 1, discards, exceptions);
  }

  Traffic plusDiscard() {
    return new Traffic(octets, useful, attempts, resumptions, afterCrash, afterInterruption, refused,
        sentAgain, interruptions, discards + 1, exceptions);
  }

  Traffic plusException() {
    return new Traffic(octets, useful, attempts, resumptions, afterCrash, afterInterruption, refused,
        sentAgain, interruptions, discards, exceptions + 1);
  }
}
