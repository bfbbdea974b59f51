package org.angarium.lab.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.angarium.lab.model.HistoryVerdict;
import org.angarium.lab.model.ModelRun;
import org.angarium.lab.model.RecordedHistory;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.record.Recorder;
import org.angarium.lab.simulation.scenario.Recordable;
import org.angarium.lab.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Whether what the real MTAs do in the simulator is what the formal model says they may do. */
public final class Validation {
  private final List<Checked> checked = new ArrayList<>();
  private final Set<String> taken = new TreeSet<>();
  private int leftOut;

  /** A history and what the model says about it. */
  public record Checked(long seed, HistoryVerdict verdict) {}

  /** The records of a seed's history; null if nothing happened in it, or something that the model does not know. */
  public static @Nullable RecordedHistory record(long seed) {
    Scenario scenario = Recordable.draw(seed);
    Recorder recorder = new Recorder(scenario.topology().mtas().getFirst(),
        scenario.topology().mtas().getLast());
    Breach breach = new History(scenario, Pieces.REAL, false, recorder).run();
    if (breach != null) {
      throw new IllegalStateException("history " + seed + " breaks a law: " + breach);
    }
    return recorder.unsuitable() == null && !recorder.steps().isEmpty() ? recorder.history() : null;
  }

  /** Checks so many histories, from this seed on; fewer, if most have to be passed over. */
  public void run(long first, int count) throws IOException, InterruptedException {
    for (long seed = first; checked.size() < count && leftOut <= count; seed++) {
      RecordedHistory history = record(seed);
      if (history == null) {
        leftOut++;
      } else {
        checked.add(new Checked(seed, ModelRun.of(history)));
        history.steps().forEach(step -> taken.add(step.action()));
      }
    }
  }

  public List<Checked> checked() {
    return List.copyOf(checked);
  }

  /** Actions of the model that nothing recorded was one of: what is said about them was not compared. */
  public Set<String> neverRecorded() throws IOException {
    Set<String> never = new TreeSet<>(ModelRun.recordable());
    never.removeAll(taken);
    return never;
  }

  /** Histories passed over, because something happened in them that the model does not know. */
  public int leftOut() {
    return leftOut;
  }
}
