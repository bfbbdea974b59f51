package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.angarium.app.Main;
import org.angarium.app.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands that need no running MTA, and the help of all. */
@Timeout(60)
class OfflineCommandsTest {
  @TempDir
  Path directory;

  private String config(String toml) throws Exception {
    return Files.writeString(directory.resolve("alpha.toml"), toml).toString();
  }

  @Test
  void exampleIsARightConfiguration() throws Exception {
    CommandRun example = CommandRun.of("config", "example");
    assertThat(example.exitCode()).isZero();
    CommandRun check = CommandRun.of("config", "check", config(example.out()));
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).contains("alpha.toml is right: MTA ");
  }

  @Test
  void checkCountsWhatIsConfigured() throws Exception {
    assertThat(CommandRun.of("config", "check", config(Samples.CONFIG)).out())
        .endsWith(
            "alpha.toml is right: MTA ALPHA in C=DE;A=EXAMPLE;P=ALPHA, 0 listeners, 1 connector, 1 mailbox.\n");
  }

  @Test
  void checkShowsEverythingThatIsWrong() throws Exception {
    CommandRun run = CommandRun.of("config", "check", "--config",
        config(Samples.CONFIG.replace("name = \"ALPHA\"\n", "").replace("port = 9", "port = 0")));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(2);
  }

  @Test
  void decodeShowsWhatOctetsMean() throws Exception {
    String file = Files.writeString(directory.resolve("bind.hex"), "b6 03 80 01 06\n").toString();
    assertThat(CommandRun.of("decode", file).out()).isEqualTo("""
        000000                                  rtse  5 octets
        000000  b6 03                             apdu: rtab
        000002  80 01 06                            abort-reason  6 (user-error)
        """);
    assertThat(CommandRun.of("decode", file, "--as", "ber").out()).contains("[0]  1 octet");
    assertThat(CommandRun.of("decode", file, "--json").out()).startsWith(
        "{\"label\":\"rtse\",\"offset\":0,\"length\":5,\"value\":\"5 octets\",\"parts\":[{\"label\":\"apdu: rtab\"");
    assertThat(CommandRun.of("decode", file, "--as", "smtp").err())
        .startsWith("angarium: --as: must be one of [tpkt, tpdu, spdu, ");
  }

  @Test
  void decodeSaysWhereOctetsAreBroken() throws Exception {
    Path file = Files.write(directory.resolve("cut"), new byte[]{(byte) 0xB6, 9, (byte) 0x80, 1, 6});
    CommandRun run = CommandRun.of("decode", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("!! broken: length 9 runs past the end: 3 octets are left",
        "abort-reason  6 (user-error)");
    assertThat(run.err()).isEqualTo(
        "angarium: broken at octet 0: apdu: rtab: length 9 runs past the end: 3 octets are left\n");
    assertThat(CommandRun.of("decode", directory.resolve("none").toString()).err())
        .endsWith("none cannot be read\n");
  }

  @Test
  void pingTellsHowFarItGot() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String config = config(Samples.CONFIG.replace("port = 9", "port = " + port));
    CommandRun run = CommandRun.of("ping", "BRAVO", "--config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("""
        Opening an association with 127.0.0.1:%d as "ALPHA" (normal mode, two-way-alternate)
          TCP           failed
        no TCP connection: connection refused
        """.formatted(port));
    assertThat(CommandRun.of("ping", "BRAVO", "--config", config, "--json").out()).isEqualTo("""
        {"accepted":false,"steps":[],"failedAt":"tcp","failure":"no TCP connection: connection refused",\
        "peer":null,"closed":false}
        """);
  }

  @Test
  void pingNeedsATarget() throws Exception {
    assertThat(CommandRun.of("ping").err())
        .isEqualTo("angarium: ping needs the name of a connector, or --host\n");
    assertThat(CommandRun.of("ping", "--host", "localhost").err())
        .isEqualTo("angarium: --local-mta: say by which name we bind\n");
    assertThat(CommandRun.of("ping", "--host", "localhost", "--local-mta", "A", "--tsel", "0x123").err())
        .isEqualTo("angarium: --tsel: must be printable ASCII or hexadecimal like 0x5031, not 0x123\n");
    assertThat(CommandRun.of("ping", "--host", "localhost", "--local-mta", "A", "--mode", "1984").err())
        .isEqualTo("angarium: --mode: must be normal, x410-1988 or x410-1984, not 1984\n");
    CommandRun unknown = CommandRun.of("ping", "ZULU", "--config", config(Samples.CONFIG));
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("angarium: there is no connector ZULU in ")
        .endsWith("; it has [BRAVO]\n");
  }

  @Test
  void withoutACommandItShowsWhatThereIs() {
    CommandRun run = CommandRun.of();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("run", "submit", "read", "queue", "associations", "events", "ping",
        "config",
        "status");
  }

  @Test
  void unknownCommandIsAUsageError() {
    CommandRun run = CommandRun.of("flarp");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("angarium: Unmatched argument at index 0: 'flarp'\n")
        .endsWith("See: angarium --help\n");
  }

  static List<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(Main.commandLine(new Surroundings(InputStream.nullInputStream(), InstantSource.system(),
        ZoneOffset.UTC, (config, events) -> {
          throw new IOException("unused");
        })), List.of(), all);
    return all;
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    all.add(path);
    command.getSubcommands().forEach((name, sub) -> {
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      collect(sub, longer, all);
    });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamplesAndExitCodes(List<String> path) {
    List<String> arguments = new ArrayList<>(path);
    arguments.add("--help");
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\nExamples:\n  angarium", "\nExit codes:\n", "not running")
        .doesNotContain("null");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
