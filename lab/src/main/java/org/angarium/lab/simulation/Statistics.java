package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.angarium.lab.simulation.law.Traffic;
import org.angarium.lab.simulation.network.Layer;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.scenario.FaultKind;

/** What was reached: faults by kind and by the phase of the associations in which they struck. */
public final class Statistics {
  private final Map<FaultKind, Map<Phase, Long>> faults = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Long> happened = new EnumMap<>(FaultKind.class);
  private final Map<Layer, Long> silent = new EnumMap<>(Layer.class);
  private final Map<Layer, Long> altered = new EnumMap<>(Layer.class);
  private final Map<FaultKind, Long> done = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Long> refused = new EnumMap<>(FaultKind.class);
  private long histories;
  private long steps;
  private long accepted;
  private long delivered;
  private long both;
  private long nonDeliveries;
  private long duplicates;
  private long tornFiles;
  private Traffic traffic = Traffic.NONE;
  private Duration simulated = Duration.ZERO;

  /** A fault has begun, whether it strikes something or not. */
  void began(FaultKind kind) {
    happened.merge(kind, 1L, Long::sum);
  }

  /** It strikes associations in these phases. */
  void struck(FaultKind kind, Set<Phase> phases) {
    Map<Phase, Long> row = faults.computeIfAbsent(kind, any -> new EnumMap<>(Phase.class));
    phases.forEach(phase -> row.merge(phase, 1L, Long::sum));
  }

  void command(FaultKind kind, boolean carriedOut) {
    (carriedOut ? done : refused).merge(kind, 1L, Long::sum);
  }

  void silent(Layer layer) {
    silent.merge(layer, 1L, Long::sum);
  }

  void altered(Layer layer) {
    altered.merge(layer, 1L, Long::sum);
  }

  void history(World world) {
    histories++;
    steps += world.time().steps();
    simulated = simulated.plus(world.time().elapsed());
    accepted += world.ledger().accepted();
    delivered += world.ledger().delivered();
    both += world.ledger().both();
    nonDeliveries += world.ledger().nonDeliveries().size();
    duplicates += world.ledger().duplicates();
    tornFiles += world.mtas().stream().mapToInt(mta -> mta.disk().tornFiles()).sum();
    traffic = traffic.plus(world.meter().traffic());
  }

  void add(Statistics other) {
    histories += other.histories;
    steps += other.steps;
    accepted += other.accepted;
    delivered += other.delivered;
    both += other.both;
    nonDeliveries += other.nonDeliveries;
    duplicates += other.duplicates;
    tornFiles += other.tornFiles;
    traffic = traffic.plus(other.traffic);
    simulated = simulated.plus(other.simulated);
    other.done.forEach((kind, count) -> done.merge(kind, count, Long::sum));
    other.refused.forEach((kind, count) -> refused.merge(kind, count, Long::sum));
    other.silent.forEach((layer, count) -> silent.merge(layer, count, Long::sum));
    other.altered.forEach((layer, count) -> altered.merge(layer, count, Long::sum));
    other.happened.forEach((kind, count) -> happened.merge(kind, count, Long::sum));
    other.faults.forEach((kind, row) -> row.forEach((phase, count) -> faults
        .computeIfAbsent(kind, any -> new EnumMap<>(Phase.class)).merge(phase, count, Long::sum)));
  }

  public long histories() {
    return histories;
  }

  public long steps() {
    return steps;
  }

  public Duration simulated() {
    return simulated;
  }

  public long accepted() {
    return accepted;
  }

  public long delivered() {
    return delivered;
  }

  /** Recipients that got the message and were reported as not reached, the outcome of a transfer having been in doubt. */
  public long both() {
    return both;
  }

  /** Messages and reports that came a second time and were recognised. */
  public long duplicates() {
    return duplicates;
  }

  /** Spools, journals and notes that lost something with the power of their machine. */
  public long tornFiles() {
    return tornFiles;
  }

  /** What passed the lines. */
  public Traffic traffic() {
    return traffic;
  }

  /** Commands of operators about a message or a connector that were carried out. */
  public long carriedOut(FaultKind kind) {
    return done.getOrDefault(kind, 0L);
  }

  /** Those that were refused, because the message had left, for example, or that the MTA did not survive. */
  public long refused(FaultKind kind) {
    return refused.getOrDefault(kind, 0L);
  }

  /** Peers that accepted a TCP connection and then fell silent, by the layer that missed their answer. */
  public Map<Layer, Long> silent() {
    return Map.copyOf(silent);
  }

  /** Octets that were changed on the line above transport, by layer. */
  public Map<Layer, Long> altered() {
    return Map.copyOf(altered);
  }

  public long nonDeliveries() {
    return nonDeliveries;
  }

  /** How many such faults began. */
  public long faults(FaultKind kind) {
    return happened.getOrDefault(kind, 0L);
  }

  /** How many such faults struck in this phase. One that hits several associations counts in each of their phases. */
  public long faults(FaultKind kind, Phase phase) {
    return faults.getOrDefault(kind, Map.of()).getOrDefault(phase, 0L);
  }

  /** A fault in a phase. */
  public record Pair(FaultKind kind, Phase phase) {
    @Override
    public String toString() {
      return kind + " in " + phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Every fault in every phase in which it can strike something. */
  public static List<Pair> reachable() {
    List<Pair> pairs = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      for (Phase phase : Phase.values()) {
        if (kind.impossibleIn(phase) == null) {
          pairs.add(new Pair(kind, phase));
        }
      }
    }
    return pairs;
  }

  /** What of {@link #reachable} has not been reached. */
  public List<Pair> missing() {
    return reachable().stream().filter(pair -> faults(pair.kind(), pair.phase()) == 0).toList();
  }
}
