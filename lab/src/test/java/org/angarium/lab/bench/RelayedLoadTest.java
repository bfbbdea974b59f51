package org.angarium.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.app.LiveMta;
import org.angarium.lab.peer.Generator;
import org.angarium.lab.peer.Sink;
import org.angarium.lab.process.Ports;
import org.angarium.mta.config.ConfigReader;
import org.angarium.x400.address.OrName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load generator and the sink are good neighbours of an MTA. */
@Timeout(60)
class RelayedLoadTest {
  @TempDir
  private Path directory;

  @Test
  void whatTheGeneratorSendsComesToTheSinkOnce() throws Exception {
    int port = Ports.free();
    try (Sink sink = Sink.listen("SINK", 0)) {
      Path file = directory.resolve("angarium.toml");
      Files.writeString(file, BenchConfig.relay("ALPHA", port,
          List.of(BenchConfig.Neighbour.caller("GENERATOR"),
              new BenchConfig.Neighbour("SINK", sink.port(), "SINK"))));
      try (LiveMta mta = LiveMta.start(ConfigReader.read(file), event -> {
        // Nobody looks.
      })) {
        Generator generator = new Generator(new Generator.Settings(port, "GENERATOR", "GENERATOR",
            OrName.parse("C=XX;A=TEST;P=GENERATOR;S=Load"), OrName.parse("C=XX;A=TEST;P=SINK;S=Drain"),
            40_000));
        generator.send(50, 4, Duration.ofSeconds(30));
        assertThat(sink.await(50, Duration.ofSeconds(30))).isTrue();
        assertThat(sink.messages()).isEqualTo(50);
        assertThat(mta.control().mailboxes()).containsExactly("alpha");
      }
    }
  }
}
