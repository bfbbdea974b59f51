package org.angarium.lab.bench;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The choice of a route for one recipient that has just been decoded, as JMH measures it. Public because JMH calls it. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteChoice {
  @Param("100000")
  @SuppressWarnings("VisibilityModifier") // JMH sets it
  public int spaces = 100_000;

  private @Nullable RoutingTable table;
  private List<OrAddress> addresses = List.of();
  private int number;

  @Setup
  public void prepare() {
    AddressSpaces all = new AddressSpaces(spaces);
    table = RoutingTable.of(all.config());
    addresses = all.addresses();
  }

  @Benchmark
  public Decision route() {
    number = number + 1 < addresses.size() ? number + 1 : 0;
    return RoutingBench.choose(Objects.requireNonNull(table), addresses.get(number), number);
  }
}
