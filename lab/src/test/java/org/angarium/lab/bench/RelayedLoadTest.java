package org.angarium.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.angarium.app.LiveMta;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.peer.Generator;
import org.angarium.lab.peer.Sink;
import org.angarium.lab.process.Ports;
import org.angarium.mta.config.ConfigReader;
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
      Files.writeString(file, RelayConfiguration.of(Site.of("ALPHA", port),
          Neighbour.caller("GENERATOR").serving("GENERATOR"),
          RelayConfiguration.neighbour("SINK", sink.port(), "SINK")).toml());
      try (LiveMta mta = LiveMta.start(ConfigReader.read(file), event -> {
        // Nobody looks.
      })) {
        Generator generator = new Generator(new Generator.Settings(port, "GENERATOR", "GENERATOR",
            Site.somebody("GENERATOR", "Load"), Site.somebody("SINK", "Drain"),
            40_000));
        generator.send(50, 4, Duration.ofSeconds(30));
        assertThat(sink.await(50, Duration.ofSeconds(30))).isTrue();
        assertThat(sink.messages()).isEqualTo(50);
        assertThat(mta.control().mailboxes()).containsExactly("alpha");
      }
    }
  }
}
