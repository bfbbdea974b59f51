package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What will happen in one history, all of it drawn from the seed before it begins.
 *
 * @param length after which no fault begins and everything is mended
 * @param keepAlive whether the systems notice dead idle connections by themselves
 */
public record Scenario(long seed, Topology topology, LineValues values, Duration length, boolean keepAlive,
    List<Letter> letters, List<Fault> faults) {
  private static final Duration LONGEST_DEFERRAL = Duration.ofMinutes(40);
  private static final int MOST_FAULTS = 8;
  private static final int MOST_BURSTS = 6;
  private static final int MOST_LETTERS_IN_A_BURST = 12;
  private static final int SMALL = 3000;
  private static final int LARGE = 40_000;

  public Scenario {
    letters = List.copyOf(letters);
    faults = List.copyOf(faults);
  }

  /** The scenario of a seed in the latest edition. */
  public static Scenario draw(long seed) {
    return draw(seed, Edition.LATEST);
  }

  /** The scenario of a seed. */
  public static Scenario draw(long seed, Edition edition) {
    RandomGenerator random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    Topology topology = Topology.draw(random, edition);
    LineValues values = LineValues.draw(random);
    boolean isLong = edition.isLong(random);
    Duration length = edition.length(random, isLong);
    List<Letter> letters = new ArrayList<>();
    for (int burst = 1 + random.nextInt(MOST_BURSTS); burst > 0; burst--) {
      burst(topology, random, length, letters);
    }
    List<Fault> faults = new ArrayList<>();
    for (int left = 1 + random.nextInt(MOST_FAULTS); left > 0; left--) {
      Fault fault = fault(random, edition, isLong, length, letters);
      faults.add(fault);
      if (edition.isCompounded(random)) {
        faults.add(companion(random, edition, fault));
      }
    }
    if (edition.isHeavy(random)) {
      values = values.forLongTransfers(random);
      LongTransfers.add(random, topology, values, length, letters, faults);
    }
    faults.replaceAll(edition::edited);
    if (edition.defers()) {
      defer(topology, random, length, letters, faults);
    }
    letters.sort(Comparator.comparing(Letter::at));
    faults.sort(Comparator.comparing(Fault::at));
    return new Scenario(seed, topology, values, length, random.nextBoolean(), letters, faults);
  }

  /** Some of the mail is to be delivered later; whoever cancels finds something to cancel. */
  private static void defer(Topology topology, RandomGenerator random, Duration length, List<Letter> letters,
      List<Fault> faults) {
    letters.replaceAll(letter -> random.nextInt(12) == 0
        ? letter.deferred(deferral(random, length, letter.at()))
        : letter);
    for (Fault fault : faults) {
      if (fault.kind() == FaultKind.OPERATOR_CANCEL) {
        String from = topology.mtas().get(fault.target() % topology.mtas().size());
        List<String> to = List.of(topology.neighbours(from).getFirst());
        Duration at = fault.at().minusSeconds(5).isNegative() ? Duration.ZERO : fault.at().minusSeconds(5);
        letters.add(new Letter(at, from, to, Priority.NORMAL, random.nextInt(SMALL), random.nextInt(8) == 0)
            .deferred(deferral(random, length, at)));
      }
    }
  }

  private static Duration deferral(RandomGenerator random, Duration length, Duration at) {
    Duration left = length.minus(at);
    Duration most = left.compareTo(LONGEST_DEFERRAL) < 0 ? left : LONGEST_DEFERRAL;
    return most.isPositive() ? Duration.ofMillis(random.nextLong(most.toMillis() + 1)) : Duration.ZERO;
  }

  private static void burst(Topology topology, RandomGenerator random, Duration length,
      List<Letter> letters) {
    Duration at = within(random, length);
    int count = 1 + random.nextInt(MOST_LETTERS_IN_A_BURST);
    boolean oneWay = random.nextBoolean();
    String only = pick(random, topology.mtas());
    for (int i = 0; i < count; i++) {
      String from = oneWay ? only : pick(random, topology.mtas());
      List<String> reachable = topology.mtas().stream().filter(to -> topology.reaches(from, to)).toList();
      List<String> to = new ArrayList<>(List.of(pick(random, reachable)));
      if (random.nextInt(6) == 0) {
        String second = pick(random, reachable);
        if (!to.contains(second)) {
          to.add(second);
        }
      }
      int octets = random.nextInt(6) == 0 ? random.nextInt(LARGE) : random.nextInt(SMALL);
      Priority priority = pick(random, List.of(Priority.values()));
      letters.add(new Letter(at.plusMillis(i * (long) random.nextInt(2000)), from, to, priority, octets,
          random.nextInt(8) == 0));
    }
  }

  private static Fault companion(RandomGenerator random, Edition edition, Fault of) {
    FaultKind kind = pick(random, edition.companions());
    Phase during = pick(random, List.of(Phase.RETRY_WAIT, Phase.RETRY_WAIT, Phase.HALF_OPEN, Phase.DOWN));
    return new Fault(kind, of.at().plusSeconds(1), during, Duration.ofMillis(random.nextInt(1_800_000)),
        random.nextInt(1 << 16), random.nextLong());
  }

  /** Mostly when there is mail: a fault that hits nothing says nothing. */
  private static Fault fault(RandomGenerator random, Edition edition, boolean isLong, Duration length,
      List<Letter> letters) {
    FaultKind kind = pick(random, edition.faultKinds());
    Duration at = random.nextInt(3) == 0
        ? within(random, length)
        : pick(random, letters).at().plusMillis(random.nextInt(3000) - 500L);
    Duration lasting = edition.lasting(random, isLong);
    Phase waitFor = random.nextInt(3) > 0 ? pick(random, edition.phases()) : null;
    return new Fault(kind, at.isNegative() ? Duration.ZERO : at, phase(waitFor), lasting,
        random.nextInt(1 << 16), random.nextLong());
  }

  private static @Nullable Phase phase(@Nullable Phase drawn) {
    return drawn == Phase.NONE ? null : drawn;
  }

  private static Duration within(RandomGenerator random, Duration length) {
    return Duration.ofMillis(random.nextLong(length.toMillis()));
  }

  private static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
