package org.angarium.lab.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.angarium.mta.store.SpoolFile;
import org.angarium.mta.store.SpoolFiles;
import org.junit.jupiter.api.Test;

/** What the death of a process and the loss of power leave of files that were not synchronised. */
class SimFilesTest {
  private static final int OCTETS = 4000;

  private static byte[] ones(int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 1);
    return octets;
  }

  private static SpoolFiles written(SimFiles files, boolean synchronised) throws IOException {
    SpoolFiles folder = files.of(new SimDisk(new SplittableRandom(1)).open(DiskTime.NONE));
    try (SpoolFile file = folder.open("a")) {
      file.write(0, ones(OCTETS), OCTETS);
      if (synchronised) {
        file.synchronise();
        folder.synchroniseNames();
      }
    }
    return folder;
  }

  @Test
  void whatWasSynchronisedOutlivesTheMachine() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      SimFiles files = new SimFiles(new SplittableRandom(seed));
      SpoolFiles folder = written(files, true);
      files.powerLoss();
      assertThat(folder.read("a")).isEqualTo(ones(OCTETS));
      assertThat(files.torn()).isZero();
    }
  }

  @Test
  void whatWasNotMayBeWhole_short_holedOrGone() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      SimFiles files = new SimFiles(new SplittableRandom(seed));
      SpoolFiles folder = written(files, false);
      assertThat(folder.read("a")).as("the process that has written it sees it").isEqualTo(ones(OCTETS));
      files.powerLoss();
      seen.add(folder.names("a").isEmpty() ? "gone" : form(folder.read("a")));
    }
    assertThat(seen).isEqualTo(Set.copyOf(List.of("gone", "whole", "short", "holed")));
  }

  private static String form(byte[] octets) {
    if (octets.length < OCTETS) {
      return "short";
    }
    return Arrays.equals(octets, ones(OCTETS)) ? "whole" : "holed";
  }
}
