package org.angarium.lab.network;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.angarium.osi.session.Spdu;

/**
 * Reads from the octets on a line how far each association has got: every step is told on the thread that carries the octets, before any
 * more of them pass. One thread at a time.
 */
public final class PhaseWatch {
  private final Consumer<Step> steps;
  private final Map<Integer, Association> associations = new HashMap<>();

  /** Something that has just passed (X.225 §7). */
  public enum Step {
    /** CN: the association is being opened. */
    OPENING,
    /** AC: it is open. */
    OPENED,
    /** Octets of an activity. */
    DATA,
    /** MIP: a checkpoint waits for its confirmation. */
    CHECKPOINT,
    /** AE: the end of an activity waits for its confirmation. */
    ACTIVITY_END,
    /** AEA: the activity is over. */
    ACTIVITY_CONFIRMED,
    /** PT or GT: the turn was asked for, or is given. */
    TURN,
    /** FN, AB or the end of the connection. */
    ENDING
  }

  /** One connection. */
  private final class Association {
    final SpduReader toTarget = new SpduReader(this::spdu);
    final SpduReader toCaller = new SpduReader(this::spdu);
    boolean open;
    int unconfirmed;

    private void spdu(Spdu spdu) {
      switch (spdu) {
        case Spdu.Cn _ -> steps.accept(Step.OPENING);
        case Spdu.Ac _ -> {
          open = true;
          steps.accept(Step.OPENED);
        }
        case Spdu.As _,Spdu.Ar _ -> unconfirmed++;
        case Spdu.Dt _ -> {
          if (open) {
            steps.accept(Step.DATA);
          }
        }
        case Spdu.Mip _ -> steps.accept(Step.CHECKPOINT);
        case Spdu.Ae _ -> steps.accept(Step.ACTIVITY_END);
        case Spdu.Aea _,Spdu.Aia _,Spdu.Ada _ -> {
          unconfirmed--;
          steps.accept(Step.ACTIVITY_CONFIRMED);
        }
        case Spdu.Pt _,Spdu.Gt _ -> steps.accept(Step.TURN);
        case Spdu.Fn _,Spdu.Ab _ -> {
          open = false;
          steps.accept(Step.ENDING);
        }
        default -> {
          // No step of its own.
        }
      }
    }
  }

  /** @param steps told every step, whichever connection it is of */
  public PhaseWatch(Consumer<Step> steps) {
    this.steps = steps;
  }

  public void began(int connection) {
    associations.put(connection, new Association());
  }

  public void passed(int connection, Direction direction, byte[] octets) {
    Association association = associations.get(connection);
    if (association != null) {
      (direction == Direction.TO_TARGET ? association.toTarget : association.toCaller).read(octets);
    }
  }

  public void ended(int connection) {
    if (associations.remove(connection) != null) {
      steps.accept(Step.ENDING);
    }
  }

  /** What was on the line before will not go on. */
  public void forget() {
    associations.clear();
  }

  /** Whether an association is open on which nothing is under way. */
  public boolean isIdle() {
    return associations.values().stream().anyMatch(each -> each.open)
        && associations.values().stream().allMatch(each -> each.open && each.unconfirmed == 0);
  }

  /** Whether there is none at all. */
  public boolean isClear() { return associations.isEmpty(); }
}
