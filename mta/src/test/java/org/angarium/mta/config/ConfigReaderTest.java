package org.angarium.mta.config;

import static org.angarium.mta.config.Configurations.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @Test
  void whatIsLeftOutHasTheClassicDefaults() throws Exception {
    MtaConfig config = minimalWith("""
        [[connector]]
        name = "bravo"
        remote-mta = "BRAVO"
        host = "192.0.2.1"
        """);

    assertThat(config.lifetimes())
        .isEqualTo(new Lifetimes(Duration.ofDays(2), Duration.ofDays(7), Duration.ofDays(10)));
    assertThat(config.hopLimit()).isEqualTo(512);
    assertThat(config.duplicateMemory()).isEqualTo(Duration.ofDays(14));
    assertThat(config.maximumMessageOctets()).isEqualTo(Long.MAX_VALUE);
    assertThat(config.eventLog().rollAtOctets()).isEqualTo(5 * 1024 * 1024);
    assertThat(config.eventLog().consoleLevel()).contains(EventId.Level.INFORMATION);
    assertThat(config.control()).isEqualTo(new ControlConfig(true, 0));
    assertThat(config.listeners()).isEmpty();

    ConnectorConfig bravo = config.connector("bravo").orElseThrow();
    assertThat(bravo).isEqualTo(new ConnectorConfig("bravo", "BRAVO", Optional.empty(), "ALPHA",
        Optional.empty(), "192.0.2.1", 102, OsiSelectors.NONE, OsiSelectors.NONE, Dialogue.TWO_WAY_ALTERNATE,
        Turn.INITIATOR, ProtocolMode.NORMAL, Activation.ALWAYS, List.of(), 10, false, true,
        OverrideValues.DEFAULTS));
    assertThat(bravo.override().retry())
        .isEqualTo(new OverrideValues.Retry(144, 2, Duration.ofSeconds(600), Duration.ofSeconds(120)));
    assertThat(bravo.override().rts()).isEqualTo(new OverrideValues.Rts(30, 5, Duration.ofSeconds(60)));
    assertThat(bravo.override().association())
        .isEqualTo(new OverrideValues.Association(Duration.ofSeconds(300), Duration.ofSeconds(120), 50));
    assertThat(bravo.override().transferTimeout().ofRank(0)).isEqualTo(Duration.ofSeconds(1000));
    assertThat(bravo.override().transferTimeout().ofRank(1)).isEqualTo(Duration.ofSeconds(2000));
    assertThat(bravo.override().transferTimeout().ofRank(2)).isEqualTo(Duration.ofSeconds(3000));
  }

  @Test
  void aConnectorTakesFromDefaultsWhatItDoesNotSetItself() throws Exception {
    MtaConfig config = minimalWith("""
        [defaults]
        open-interval = "5m"
        checkpoint-size = 5
        tpdu-size = 2048
        [[connector]]
        name = "bravo"
        remote-mta = "BRAVO"
        host = "b"
        [[connector]]
        name = "charlie"
        remote-mta = "CHARLIE"
        host = "c"
        open-interval = 0.25
        """);

    OverrideValues bravo = config.connector("bravo").orElseThrow().override();
    OverrideValues charlie = config.connector("charlie").orElseThrow().override();
    assertThat(bravo.retry().openInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(charlie.retry().openInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(charlie.rts().checkpointKilooctets()).isEqualTo(5);
    assertThat(charlie.bounds().tpduOctets()).isEqualTo(2048);
    assertThat(charlie.association()).isEqualTo(OverrideValues.DEFAULTS.association());
  }

  @Test
  void everyValueOfAConnectorIsRead() throws Exception {
    ConnectorConfig connector = minimalWith("""
        [[connector]]
        name = "bravo"
        remote-mta = "Bravo MTA"
        remote-password = "theirs"
        local-mta = "ALIAS"
        local-password = "ours"
        host = "mta.example.net"
        port = 10102
        remote-selectors = { presentation = "P1", session = "0x53FF", transport = "591" }
        local-selectors = { transport = "MTA" }
        dialogue = "monologue"
        initial-turn = "initiator"
        conformance = "1988-normal"
        activation = "remote-initiated"
        address-space = [ { pattern = "C=DE;A=*", cost = 7 }, { pattern = "*" } ]
        maximum-associations = 3
        eager-recovery = false
        """).connectors().getFirst();

    assertThat(connector.remotePassword()).contains(new Password("theirs"));
    assertThat(connector.localMta()).isEqualTo("ALIAS");
    assertThat(connector.localPassword()).contains(new Password("ours"));
    assertThat(connector.port()).isEqualTo(10102);
    assertThat(connector.remoteSelectors().session().octets()).containsExactly(0x53, 0xFF);
    assertThat(connector.remoteSelectors().toOsiAddress().transport()).containsExactly('5', '9', '1');
    assertThat(connector.localSelectors().session()).isEqualTo(Selector.EMPTY);
    assertThat(connector.dialogue()).isEqualTo(Dialogue.MONOLOGUE);
    assertThat(connector.activation()).isEqualTo(Activation.REMOTE_INITIATED);
    assertThat(connector.addressSpaces()).containsExactly(AddressSpace.of("C=DE;A=*", 7),
        AddressSpace.of("*", 1));
    assertThat(connector.maximumAssociations()).isEqualTo(3);
    assertThat(connector.eagerRecovery()).isFalse();
  }

  @Test
  void eagerRecoveryDoesNotWaitLongForAConnectionThatItLooksForEverySecond() throws Exception {
    assertThat(neighbour("").connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(neighbour("connect-timeout = \"2s\"").connectTimeout())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(neighbour("eager-recovery = false").connectTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  private static ConnectorConfig neighbour(String settings) throws Exception {
    return Configurations.read(Configurations.MINIMAL + """
        [[connector]]
        name = "bravo"
        remote-mta = "BRAVO"
        host = "b"
        """ + settings + "\n").connectors().getFirst();
  }

  @Test
  void theDefaultPasswordIsGivenOnLinksWithoutOneOfTheirOwn() throws Exception {
    MtaConfig config = Configurations.read("password = \"house\"\n" + Configurations.MINIMAL + """
        [[connector]]
        name = "bravo"
        remote-mta = "BRAVO"
        host = "b"
        """);

    assertThat(config.connectors().getFirst().localPassword()).contains(new Password("house"));
    assertThat(config.toString()).doesNotContain("house");
  }

  @Test
  void pathsAreRelativeToTheFile_theEventLogToTheDataDirectory(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("angarium.toml");
    Files.writeString(file, Configurations.MINIMAL + "[event-log]\nfile = \"log/e.jsonl\"\n");

    MtaConfig config = ConfigReader.read(file);

    assertThat(config.file()).isEqualTo(file);
    assertThat(config.dataDirectory()).isEqualTo(directory.resolve("data"));
    assertThat(config.eventLog().file()).isEqualTo(directory.resolve("data/log/e.jsonl"));
  }

  @Test
  void duplicatesAreRememberedForLongerThanTheLongestLifetime() throws Exception {
    assertThat(minimalWith("[lifetime]\nnon-urgent = \"45d\"\n").duplicateMemory())
        .isEqualTo(Duration.ofDays(49));
  }

  @Test
  void theExampleIsValidAndNamesEveryKey() throws Exception {
    Problems problems = new Problems(Configurations.FILE);

    MtaConfig example = ConfigReader.read(Configurations.FILE, ConfigReader.example(), problems);

    assertThat(example.connectors()).hasSize(2);
    assertThat(example.listeners()).extracting(ListenerConfig::address)
        .as("nobody is let in before the operator says so").containsExactly("127.0.0.1");
    assertThat(example.connector("bravo").orElseThrow().override().retry().openInterval())
        .isEqualTo(Duration.ofMinutes(5));
    for (String key : problems.keys()) {
      assertThat(ConfigReader.example()).containsPattern("[^a-z-]" + key + "[^a-z-]");
    }
  }

  @Test
  void theExampleStaysValidWithEveryKeyItShows() throws Exception {
    String uncommented = ConfigReader.example().replaceAll("(?m)^# ([a-z.-]+ = )", "$1");

    MtaConfig config = Configurations.read(uncommented);

    MtaConfig plain = Configurations.read(ConfigReader.example());
    assertThat(config.lifetimes()).isEqualTo(plain.lifetimes());
    assertThat(config.eventLog()).isEqualTo(plain.eventLog());
    assertThat(config.duplicateMemory()).isEqualTo(plain.duplicateMemory());
    assertThat(config.connectors().getLast().override()).isEqualTo(plain.connectors().getLast().override());
    assertThat(config.connectors().getFirst().dialogue()).isEqualTo(plain.connectors().getFirst().dialogue());
  }

  @Test
  void aFileThatIsNotThereIsAProblemOfTheWholeFile(@TempDir Path directory) {
    Path file = directory.resolve("none.toml");

    assertThatThrownBy(() -> ConfigReader.read(file)).isInstanceOfSatisfying(ConfigException.class, e -> {
      assertThat(e.problems())
          .containsExactly(new ConfigProblem(0, 0, "the configuration file does not exist"));
      assertThat(e).hasMessage(file + "  the configuration file does not exist");
    });
  }

  @Test
  void aFileThatIsNotTextIsAProblem(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("a.toml"), new byte[]{'a', (byte) 0xFF});

    assertThatThrownBy(() -> ConfigReader.read(file)).isInstanceOf(ConfigException.class)
        .hasMessageContaining("is not UTF-8 text");
  }
}
