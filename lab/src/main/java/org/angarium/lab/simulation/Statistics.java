package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.scenario.FaultKind;

/** What was reached: faults by kind and by the phase of the associations they hit. */
public final class Statistics {
  private final Map<FaultKind, Map<Phase, Long>> faults = new EnumMap<>(FaultKind.class);
  private long histories;
  private long steps;
  private long accepted;
  private long delivered;
  private long both;
  private long nonDeliveries;
  private Duration simulated = Duration.ZERO;

  void fault(FaultKind kind, List<Phase> phases) {
    Map<Phase, Long> row = faults.computeIfAbsent(kind, any -> new EnumMap<>(Phase.class));
    if (phases.isEmpty()) {
      row.merge(Phase.NONE, 1L, Long::sum);
    }
    phases.stream().distinct().forEach(phase -> row.merge(phase, 1L, Long::sum));
  }

  void history(World world) {
    histories++;
    steps += world.time().steps();
    simulated = simulated.plus(world.time().elapsed());
    accepted += world.ledger().accepted();
    delivered += world.ledger().delivered();
    both += world.ledger().both();
    nonDeliveries += world.ledger().nonDeliveries().size();
  }

  void add(Statistics other) {
    histories += other.histories;
    steps += other.steps;
    accepted += other.accepted;
    delivered += other.delivered;
    both += other.both;
    nonDeliveries += other.nonDeliveries;
    simulated = simulated.plus(other.simulated);
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

  public long nonDeliveries() {
    return nonDeliveries;
  }

  public long faults(FaultKind kind) {
    return faults.getOrDefault(kind, Map.of()).values().stream().mapToLong(Long::longValue).sum();
  }

  public long faults(FaultKind kind, Phase phase) {
    return faults.getOrDefault(kind, Map.of()).getOrDefault(phase, 0L);
  }
}
