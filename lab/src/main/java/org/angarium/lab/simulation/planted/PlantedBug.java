package org.angarium.lab.simulation.planted;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.angarium.lab.simulation.Pieces;
import org.angarium.lab.simulation.scenario.Edition;

/**
 * Bugs that made MTAs fail in the field, and one of ours, each made by swapping one piece around or under the unchanged code. A simulator that does not
 * find them proves nothing.
 */
public enum PlantedBug {
  CLAIM_KEPT_BY_THE_DEAD("Q232602",
      "a lost association is not reported to its connector while it has a claim",
      50, () -> new WithMachine(BadMachines.ClaimKept::new)), //
  RETRY_TIMER_OWNED_BY_ASSOCIATION("Q232602",
      "the open-retry timer is not started when an association was lost, only when opening one failed", 100,
      () -> new WithMachine(BadMachines.RetryTimerOfAssociation::new)), //
  CONTROL_BLOCK_LEAKED("Q193894", "a failed attempt to open does not free its place", 5,
      () -> new WithMachine(BadMachines.FailedOpenKept::new)), //
  TURN_WAIT_UNBOUNDED("Q166594", "the wait for a turn that was asked for has no timer", 20,
      () -> new WithMachine(BadMachines.TurnUnbounded::new)), //
  TURN_KEPT_BY_CONNECTOR("Q166594", "a new association starts with the turn where the last one had it", 50,
      () -> new WithMachine(BadMachines.TurnOfConnector::new)), //
  THRESHOLD_NEVER_REEVALUATED("Q166594",
      "a growing backlog opens no further association", 500,
      () -> new WithMachine(BadMachines.ThresholdIgnored::new)), //
  RETRY_COUNTER_NEVER_RESET("Q157630", "open retries are counted over all time", 500,
      () -> new WithMachine(BadMachines.RetriesOfAllTime::new)), //
  IDENTIFIER_REUSED("Q152897", "a new association gets the number of one that is still ending", 50,
      () -> new WithMachine(BadMachines.NumberReused::new)), //
  DELAYED_MAIL_FORGOTTEN("Q174600", "nothing wakes mail that waits for another attempt", 100,
      () -> new WithMachine(BadMachines.NeverWoken::new)), //
  RETURNED_MAIL_VANISHES("Q174895", "mail that is given up leaves the queue without a report", 500,
      () -> new WithMachine(BadMachines.ReturnedToNobody::new)), //
  TOLD_BY_NAME("3957e35",
      "what becomes of an association is told to the newest connector of its connector's name", 500,
      () -> new WithMachine(new BadMachines.ToldByName())), //
  SIGN_OF_LIFE_IGNORED("Q102746",
      "neither an operator nor the peer's accepting connections again ends the wait for the next call", 500,
      () -> new WithMachine(BadReachability.SignsIgnored::new)), //
  UNAVAILABILITY_NOT_TOLD("Q186289", "routing is not told that a connector waits in open-retry", 500,
      () -> new WithMachine(BadReachability.AbsenceConcealed::new)), //
  RETURN_NOT_TOLD("Q161711", "routing is not told that a connector is up again", 500,
      () -> new WithMachine(BadReachability.ReturnConcealed::new)), //
  MAIL_NOT_MOVED("Q184662", "what waits for a connector is not routed anew", 500,
      () -> new WithMachine(BadReachability.MailKept::new)), //
  ABSENCE_FORGOTTEN("Q161711", "routing forgets after a second that a connector waits in open-retry", 500,
      () -> new WithMachine(BadReachability.AbsenceForgotten::new)), //
  SILENT_PEER_WAITED_FOR("Q140956", "the timers of associations do not run", 5,
      () -> new WithLanes(DeadTimers::new)), //
  TIMERS_BY_WALL_CLOCK("Q254818", "timers follow the wall clock when it is set", 500,
      () -> new WithLanes(WallClockTimers::new)), //
  CONNECTION_NOT_CLOSED("Q247419", "a connection that is no longer needed is never closed", 5,
      () -> new WithNetwork(OpenForEver::new)), //
  CONFIRMED_BEFORE_COMMIT("Q238189",
      "the store says durable before it is: the end of the activity is confirmed "
          + "too early",
      100, () -> new WithStore(BadStores.Hasty::new)), //
  LAST_COMMIT_LOST("Q238189", "the last commit is written only together with the next one", 50,
      () -> new WithStore(BadStores.LastCommitHeldBack::new)), //
  DUPLICATES_NOT_SUPPRESSED("Q198958", "no duplicate keys are kept", 100,
      () -> new WithStore(BadStores.Forgetful::new)), //
  DUPLICATES_FORGOTTEN_AT_RESTART("Q198958", "duplicate keys do not survive the process", 500,
      () -> new WithStore(BadStores.ForgetfulAtRestart::new)), //
  REMOVED_WHEN_SENT("Q174895", "a copy leaves the queue when its transfer begins, not when it is confirmed",
      5,
      () -> new WithStore(BadStores.RemovedWhenRead::new)), //
  QUEUE_NOT_READ_AT_START("Q164841", "what waited before a restart is not queued again", 50,
      () -> new WithStore(BadStores.NothingWaits::new)), //
  CHECKPOINT_SIZE_REFUSED("Q194031",
      "after a cut, an association with another checkpoint size than the lost one's is refused for ever", 300,
      () -> new WithMachine(BadResumptions.SizeRefused::new)), //
  RESUMED_TOO_FAR("Q189753", "a transfer goes on a kilooctet behind the checkpoint", 20,
      () -> new WithMachine(BadResumptions.TooFar::new)), //
  RESUMED_TOO_EARLY("Q188040", "a cut transfer goes on at its first checkpoint, not at the last confirmed",
      100,
      () -> new WithMachine(BadResumptions.TooEarly::new)), //
  RECEPTION_NOT_TRUNCATED("Q189753",
      "what had arrived behind the checkpoint at which a transfer goes on is kept", 50,
      () -> new WithStore(BadResumptions.NotTruncated::new)), //
  CHECKSUM_NOT_CHECKED("Q196852", "what a loss of power has left of a spool is taken for whole", 500,
      () -> new WithStore(BadResumptions.Unchecked::new)), //
  INTERRUPTED_FOR_GOOD("Q194031", "a transfer that was interrupted never goes on", 50,
      () -> new WithMachine(BadResumptions.InterruptedForGood::new));

  private static final Set<PlantedBug> OF_LONG_TRANSFERS = EnumSet.range(CHECKPOINT_SIZE_REFUSED,
      INTERRUPTED_FOR_GOOD);

  private final String source;
  private final String text;
  private final int seeds;
  // A constructor, which has no state of its own.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Pieces> pieces;

  PlantedBug(String source, String text, int seeds, Supplier<Pieces> pieces) {
    this.source = source;
    this.text = text;
    this.seeds = seeds;
    this.pieces = pieces;
  }

  /** The article about such a failure, or the commit that mended one of ours. */
  public String source() {
    return source;
  }

  /** What is wrong, one clause. */
  public String text() {
    return text;
  }

  /** Within how many seeds it must be found. */
  public int seeds() {
    return seeds;
  }

  /** The histories it is looked for in. */
  public Edition edition() {
    return OF_LONG_TRANSFERS.contains(this) ? Edition.LONG : Edition.LATEST;
  }

  /** The pieces with the bug in them, for one history. */
  public Pieces pieces() {
    return pieces.get();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
