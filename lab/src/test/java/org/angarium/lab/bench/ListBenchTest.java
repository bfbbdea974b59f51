package org.angarium.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListBenchTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {500, 100_000})
  void aContentIsStoredOnceForAllConnectors(int octets) throws Exception {
    try (ListBench bench = new ListBench(new ListBench.Size(30, 3, octets), directory)) {
      for (int i = 0; i < 3; i++) {
        assertThat(bench.round().copies()).isEqualTo(1);
      }
    }
  }
}
