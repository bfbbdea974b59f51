package org.angarium.lab.simulation.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.angarium.lab.model.RecordedHistory;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.osi.rtse.AbortReason;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.session.Spdu;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a pair of MTAs does. Opening and ending are recorded when the connector decides or learns of it, what passes on the
 * line when the association sends it or begins to read it, and commits when the disk has them.
 */
public final class Recorder {
  /** Reason of an exception report (X.225 §8.3.20). */
  private static final int RECEIVING_ABILITY_JEOPARDIZED = 1;

  private final Map<String, String> mtas;
  private final List<RecordedHistory.Step> steps = new ArrayList<>();
  private final Map<String, String> messages = new HashMap<>();
  private final Map<Place, String> entries = new HashMap<>();
  private final Set<String> down = new HashSet<>();
  private final Map<Place, Integer> numbers = new HashMap<>();
  private final Map<Object, Integer> connections = new HashMap<>();
  private final Map<ConnectionEnd, Line> lines = new HashMap<>();
  private final Map<Side, End> ends = new HashMap<>();
  private @Nullable String unsuitable;
  private int associations;

  /** A number that is unique at one MTA only. */
  private record Place(String mta, long number) {}

  /** An end of an association that both ends know by this number. */
  private record Side(String mta, int association) {}

  /** Both directions as one end of a connection has them. */
  private record Line(SpduTap out, SpduTap in) {}

  /** What is under way at an end. */
  private static final class End {
    private final boolean initiator;
    private @Nullable String assigned;
    private int resumeAt;
    /** Checkpoints that were read and not confirmed yet, and which steps these are. */
    private final Map<Integer, Integer> owed = new TreeMap<>();
    /** Before which step an exception was read of which nothing has come yet, else -1. */
    private int exceptionAt = -1;
    private boolean stopping;
    private boolean opened;
    private boolean recovers;
    private boolean confirmed;
    /** Which step that is, if nothing has come of it yet, else -1. */
    private int resumeIndicated = -1;

    End(boolean initiator) {
      this.initiator = initiator;
      this.opened = !initiator;
    }

    /** A step was put before this one. */
    void moved(int from) {
      resumeIndicated += resumeIndicated >= from ? 1 : 0;
      exceptionAt += exceptionAt >= from ? 1 : 0;
      owed.replaceAll((serial, step) -> step >= from ? step + 1 : step);
    }

    /** Answers it, and forgets it. */
    int takeException() {
      int at = exceptionAt;
      exceptionAt = -1;
      return at;
    }
  }

  /**
   * @param one the MTA that the model calls A
   * @param other the one it calls B
   */
  public Recorder(String one, String other) {
    this.mtas = Map.of(one, "A", other, "B");
  }

  public RecordedHistory history() {
    return new RecordedHistory(steps);
  }

  public List<RecordedHistory.Step> steps() {
    return List.copyOf(steps);
  }

  /** What happened that the model does not know, one clause; null if nothing did. */
  public @Nullable String unsuitable() {
    return unsuitable;
  }

  private void add(String action, String mta, int association, @Nullable String message, int checkpoint) {
    String who = mtas.get(mta);
    if (who == null) {
      throw new IllegalArgumentException("the history has no MTA " + mta);
    }
    steps.add(new RecordedHistory.Step(action, who, association, message == null ? "" : message, checkpoint));
  }

  /** Into the past: what was read after it, together with it, did not count. */
  private void insert(int at, String action, String mta, int association, @Nullable String message) {
    add(action, mta, association, message, 0);
    steps.add(at, steps.removeLast());
    for (End end : ends.values()) {
      end.moved(at);
    }
  }

  private String name(String mtsId) {
    return messages.computeIfAbsent(mtsId, any -> "m" + (messages.size() + 1));
  }

  // ---- processes

  public void started(String mta) {
    if (down.remove(mta)) {
      add("Restart", mta, 0, null, 0);
    }
  }

  public void crashed(String mta) {
    down.add(mta);
    numbers.keySet().removeIf(place -> place.mta.equals(mta));
    ends.keySet().removeIf(side -> side.mta.equals(mta));
    add("Crash", mta, 0, null, 0);
  }

  // ---- disks

  /** A commit is on the disk, or was recognised as a duplicate. */
  public void durable(String mta, List<StoreChange> changes, Outcome outcome) {
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Accept(NewMessage message)) {
        if (message.cameFrom() != null) {
          add("Commit", mta, 0, name(message.mtsId()), 0);
        }
        if (outcome == Outcome.DUPLICATE) {
          return;
        }
        for (QueueEntry entry : message.entries()) {
          entries.put(new Place(mta, entry.id()), message.mtsId());
        }
      }
    }
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Accept(NewMessage message) && !message.entries().isEmpty()) {
        add("Accept", mta, 0, name(message.mtsId()), 0);
      } else if (change instanceof StoreChange.Remove(long id)) {
        String mtsId = entries.remove(new Place(mta, id));
        if (changes.stream().anyMatch(StoreChange.Accept.class::isInstance)) {
          unsuitable = "mail was given up";
        } else if (mtsId != null) {
          add("Remove", mta, 0, name(mtsId), 0);
        }
      }
    }
  }

  // ---- connectors

  /** Makes connector machines of which it learns what they decide. */
  public ConnectorMachine.Maker machines(String mta) {
    return (config, associationNumbers) -> new ConnectorMachine(config, associationNumbers) {
      @Override
      public List<ConnectorAction> on(ConnectorEvent event, java.time.Instant now) {
        learned(mta, event);
        List<ConnectorAction> actions = super.on(event, now);
        actions.forEach(action -> decided(mta, action));
        return actions;
      }
    };
  }

  private void learned(String mta, ConnectorEvent event) {
    switch (event) {
      case ConnectorEvent.OpenFailed failed -> openFailed(mta, failed);
      case ConnectorEvent.Lost lost -> lost(mta, lost);
      case ConnectorEvent.Transferred done -> transferred(mta, done.association());
      case ConnectorEvent.Closed closed -> ended(mta, closed.association(), "Closed");
      default -> {
      }
    }
  }

  private void openFailed(String mta, ConnectorEvent.OpenFailed failed) {
    Integer number = numbers.get(new Place(mta, failed.association()));
    End end = number == null ? null : ends.get(new Side(mta, number));
    boolean refused = end != null && end.recovers && failed.failure().isAnswer();
    ended(mta, failed.association(), refused ? "RecoveryRefused" : "OpenFailed");
  }

  /** Had all of what the peer was to go on with before: then the end was part of the answer to that. */
  private void lost(String mta, ConnectorEvent.Lost lost) {
    Integer number = numbers.get(new Place(mta, lost.association()));
    End end = number == null ? null : ends.get(new Side(mta, number));
    Failure failure = lost.failure();
    boolean completed = failure.layer() == Layer.RTSE && failure.code() == AbortReason.TRANSFER_COMPLETED;
    if (completed && !failure.byPeer() && end != null && end.resumeIndicated >= 0) {
      RecordedHistory.Step indicated = steps.get(end.resumeIndicated);
      steps.set(end.resumeIndicated, new RecordedHistory.Step("CompletedBefore", indicated.mta(),
          indicated.association(), indicated.message(), 0));
      forget(mta, lost.association());
    } else {
      ended(mta, lost.association(), "Lost");
    }
  }

  /** Confirmed by the end of the activity, or by the abort of a peer that had all of it before. */
  private void transferred(String mta, long id) {
    Integer number = numbers.get(new Place(mta, id));
    End end = number == null ? null : ends.get(new Side(mta, number));
    if (number != null && end != null && !end.confirmed) {
      add("TransferCompleted", mta, number, end.assigned, 0);
      forget(mta, id);
    }
  }

  private void forget(String mta, long id) {
    Integer number = numbers.remove(new Place(mta, id));
    if (number != null) {
      ends.remove(new Side(mta, number));
    }
  }

  private void ended(String mta, long id, String how) {
    Integer number = numbers.remove(new Place(mta, id));
    End end = number == null ? null : ends.remove(new Side(mta, number));
    if (number != null && end != null) {
      add(how.equals("Closed") && !end.initiator ? "CloseIndicated" : how, mta, number, null, 0);
    }
  }

  private void decided(String mta, ConnectorAction action) {
    if (action instanceof ConnectorAction.Open open) {
      int number = ++associations;
      numbers.put(new Place(mta, open.association()), number);
      End end = new End(true);
      end.recovers = open.recovers() != null;
      ends.put(new Side(mta, number), end);
      add(end.recovers ? "OpenToRecover" : "Open", mta, number, null, 0);
    } else if (action instanceof ConnectorAction.Abort abort) {
      // For the connector it is gone from here on, whenever the association itself has ended.
      Integer number = numbers.get(new Place(mta, abort.association()));
      End end = number == null ? null : ends.get(new Side(mta, number));
      if (end != null) {
        ended(mta, abort.association(), end.opened ? "Lost" : "OpenFailed");
      }
    } else if (action instanceof ConnectorAction.Assign assign) {
      Integer number = numbers.get(new Place(mta, assign.association()));
      End end = number == null ? null : ends.get(new Side(mta, number));
      if (end != null) {
        end.assigned = name(assign.entry().mtsId());
        end.confirmed = false;
        end.resumeAt = assign.resumeAt() == null ? 0 : assign.resumeAt().serial();
      }
    }
  }

  // ---- the line

  private Line line(ConnectionEnd end) {
    return lines.computeIfAbsent(end, any -> new Line(new SpduTap(), new SpduTap()));
  }

  /** An end sends. */
  public void sent(ConnectionEnd from, byte[] octets) {
    for (Spdu spdu : line(from).out.read(octets)) {
      if (from.handler() instanceof PeerAssociation association) {
        sent(from, association, spdu);
      }
    }
  }

  /** An end begins to deal with what has arrived. */
  public void read(ConnectionEnd to, byte[] octets) {
    for (Spdu spdu : line(to).in.read(octets)) {
      Integer number = connections.get(to.connection());
      if (number != null) {
        received(to.hostName(), number, spdu);
      }
    }
  }

  private void sent(ConnectionEnd from, PeerAssociation association, Spdu spdu) {
    String mta = from.hostName();
    if (spdu instanceof Spdu.Cn) {
      Integer opened = numbers.get(new Place(mta, association.id()));
      if (opened != null) {
        connections.put(from.connection(), opened);
      }
      return;
    }
    Integer number = connections.get(from.connection());
    if (number == null) {
      return;
    }
    if (spdu instanceof Spdu.Ac) {
      numbers.put(new Place(mta, association.id()), number);
      ends.put(new Side(mta, number), new End(false));
      add("AcceptedInbound", mta, number, null, 0);
      return;
    }
    End end = ends.get(new Side(mta, number));
    if (end == null) {
      return;
    }
    switch (spdu) {
      case Spdu.Fn finish -> add("Close", mta, number, null, 0);
      case Spdu.Pt please -> add("PleaseTurn", mta, number, null, 0);
      // All tokens at once: that is how RTSE gives the turn (S-CONTROL-GIVE).
      case Spdu.Gtc give -> add("GiveTurn", mta, number, null, 0);
      case Spdu.As start -> add("Assign", mta, number, end.assigned, 0);
      case Spdu.Ar resume -> add("Assign", mta, number, end.assigned, end.resumeAt);
      case Spdu.Mip point -> add("Transfer", mta, number, null, point.serial());
      case Spdu.Ae last -> add("EndOfActivity", mta, number, null, 0);
      case Spdu.Aea confirmed -> add("Confirm", mta, number, null, 0);
      case Spdu.Mia confirmed -> end.owed.keySet().removeIf(serial -> serial <= confirmed.serial());
      case Spdu.Ed exception -> refused(mta, number, end, exception.reason());
      case Spdu.Ad discard -> {
        int at = end.takeException();
        if (at >= 0) {
          insert(at, "TransferFailed", mta, number, end.assigned);
        } else {
          unsuitable = "a transfer was given up";
        }
      }
      case Spdu.Ai interrupt -> {
        int at = end.takeException();
        if (at >= 0) {
          insert(at, "InterruptAfterException", mta, number, null);
        } else {
          add("Interrupt", mta, number, null, 0);
        }
        end.stopping = true;
      }
      default -> {
      }
    }
  }

  /** A resumption of what is not known is refused with {@code ResumeIndicated}; here it is what was being taken in. */
  private void refused(String mta, int number, End end, int reason) {
    if (reason == RECEIVING_ABILITY_JEOPARDIZED) {
      int first = end.owed.values().stream().mapToInt(Integer::intValue).min().orElse(steps.size());
      end.owed.clear();
      insert(first, "RefuseTransfer", mta, number, null);
    }
  }

  private void received(String mta, int number, Spdu spdu) {
    End end = ends.get(new Side(mta, number));
    if (end == null) {
      return;
    }
    switch (spdu) {
      case Spdu.Ac accept -> {
        end.opened = true;
        add("Opened", mta, number, null, 0);
      }
      case Spdu.Pt please -> add("TurnWanted", mta, number, null, 0);
      case Spdu.Gtc give -> add("TurnReceived", mta, number, null, 0);
      case Spdu.As start -> {
        end.owed.clear();
        add("TransferStarted", mta, number, peersAssigned(mta, number), 0);
      }
      case Spdu.Ar resume -> {
        end.owed.clear();
        end.resumeIndicated = steps.size();
        add("ResumeIndicated", mta, number, peersAssigned(mta, number), 0);
      }
      case Spdu.Mip point -> {
        end.owed.put(point.serial(), steps.size());
        add("Checkpoint", mta, number, null, point.serial());
      }
      case Spdu.Mia confirmed ->
        add(end.stopping ? "CheckpointCrossed" : "CheckpointConfirmed", mta, number, null,
            confirmed.serial());
      case Spdu.Ae last -> add("TransferEnded", mta, number, null, 0);
      case Spdu.Aea confirmed -> {
        end.confirmed = true;
        add("Transferred", mta, number, end.assigned, 0);
      }
      case Spdu.Ed exception -> {
        if (end.stopping) {
          add("ExceptionCrossed", mta, number, null, 0);
        } else {
          end.exceptionAt = steps.size();
        }
      }
      case Spdu.Ai interrupt -> add("TransferInterrupted", mta, number, null, 0);
      case Spdu.Aia interrupted -> {
        add("TransferStopped", mta, number, end.assigned, 0);
        end.stopping = false;
      }
      case Spdu.Ad discard -> add("TransferDiscarded", mta, number, null, 0);
      default -> {
      }
    }
  }

  private @Nullable String peersAssigned(String mta, int number) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      RecordedHistory.Step step = steps.get(i);
      if (step.action().equals("Assign") && step.association() == number
          && !step.mta().equals(mtas.get(mta))) {
        return step.message();
      }
    }
    return null;
  }
}
