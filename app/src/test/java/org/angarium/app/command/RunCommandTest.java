package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.angarium.app.FakeMta;
import org.angarium.app.MtaLauncher;
import org.angarium.app.Samples;
import org.angarium.mta.MtaControl;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunCommandTest {
  @TempDir
  Path directory;
  private Path config;

  @BeforeEach
  void configure() throws Exception {
    config = Files.writeString(directory.resolve("alpha.toml"), Samples.CONFIG);
  }

  private Path controlFile() {
    return directory.resolve("data").resolve("control.json");
  }

  @Test
  void wrongConfigurationShowsEverythingThatIsWrong() throws Exception {
    Files.writeString(config, Samples.CONFIG.replace("country = \"DE\"", "country = \"GERMANY\"")
        .replace("port = 9", "port = 99999\ncolour = 1"));
    CommandRun run = CommandRun.of("run", "--config", config.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(3);
    assertThat(run.err()).contains("alpha.toml:4:", "country", "99999", "colour");
    assertThat(controlFile()).doesNotExist();
  }

  @Test
  void mtaThatCannotStartSaysWhy() {
    CommandRun run = CommandRun.with("", (settings, events) -> {
      throw new IOException("cannot listen on 0.0.0.0:102: Permission denied");
    }, "run", "--config", config.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("angarium: cannot listen on 0.0.0.0:102: Permission denied\n");
  }

  @Test
  void runningMtaShowsEventsAnswersCommandsAndStopsInOrder() throws Exception {
    FakeMta mta = Samples.mta();
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean reachableAtClose = new AtomicBoolean(true);
    CountDownLatch started = new CountDownLatch(1);
    MtaLauncher launcher = (settings, events) -> {
      events.log(Event.of(EventId.MTA_STARTED, "mta", settings.name(), "version", "1", "queued", 0, "address",
          "[]"));
      started.countDown();
      return new MtaLauncher.Running() {
        @Override
        public MtaControl control() {
          return mta;
        }

        @Override
        public void close() {
          reachableAtClose.set(Files.exists(controlFile()));
          events.log(Event.of(EventId.MTA_STOPPED, "mta", settings.name()));
          closed.set(true);
        }
      };
    };
    CompletableFuture<CommandRun> ended = new CompletableFuture<>();
    Thread running = Thread.ofPlatform().start(() -> ended
        .complete(CommandRun.with("", launcher, "run", "--config", config.toString())));
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(controlFile()));

    assertThat(CommandRun.of("status", "--config", config.toString()).exitCode()).isZero();
    CommandRun second = CommandRun.of("run", "--config", config.toString());
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).isEqualTo("angarium: MTA ALPHA is running already, with the data directory "
        + directory.resolve("data") + "\n");

    running.interrupt();
    CommandRun run = ended.get(20, TimeUnit.SECONDS);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out()).contains("  9298  MTA ALPHA has started: ", "  9299  MTA ALPHA has stopped.");
    assertThat(closed).isTrue();
    assertThat(reachableAtClose).isFalse();
    assertThat(controlFile()).doesNotExist();
    assertThat(directory.resolve("data").resolve("events.jsonl")).content().hasLineCount(2);
  }

  /** Who is in another directory than he thinks, or opens more than he means to, sees it before anything is opened. */
  @Test
  void saysWhichConfigurationItTookAndWhereItListensBeforeItOpensAnything() throws Exception {
    MtaLauncher launcher = (settings, events) -> {
      throw new IOException("not opened");
    };
    Files.writeString(config, Samples.CONFIG
        + "[[listener]]\nport = 10102\n[[listener]]\naddress = \"127.0.0.1\"\nport = 10103\n");
    CommandRun run = CommandRun.with("", launcher, "run", "--config", config.toString());
    assertThat(run.out().lines()).containsExactly(
        "MTA ALPHA, configuration " + config + ", data directory " + directory.resolve("data"),
        "Peers may call at 0.0.0.0:10102 (every interface), 127.0.0.1:10103.");
    Files.writeString(config, Samples.CONFIG);
    assertThat(CommandRun.with("", launcher, "run", "--config", config.toString()).out())
        .contains("No peer may call");
    assertThat(CommandRun.with("", launcher, "run", "--quiet", "--config", config.toString()).out())
        .isEmpty();
  }

  /** The control file says that commands can be given: by then access units are served, too. */
  @Test
  void saysThatItIsUpWhenEverythingListens() throws Exception {
    Files.writeString(config, Samples.CONFIG + "[[access-unit]]\nname = \"edi\"\ntoken = \""
        + "0123456789abcdef".repeat(2)
        + "\"\naddress-space = [{ pattern = \"C=DE;A=EXAMPLE;P=ALPHA;O=EDI\" }]\n[access]\nport = 0\n");
    // A real MTA has its store there.
    Files.createDirectories(controlFile().getParent());
    FakeMta mta = Samples.mta();
    List<String> files = new CopyOnWriteArrayList<>();
    MtaLauncher launcher = (settings, events) -> {
      events.log(Event.of(EventId.MTA_STARTED, "mta", settings.name(), "version", "1", "queued", 0, "address",
          "[]"));
      return new MtaLauncher.Running() {
        @Override
        public MtaControl control() {
          files.add(Files.exists(controlFile().resolveSibling("access.json")) + " "
              + Files.exists(controlFile()));
          return mta;
        }

        @Override
        public void close() {
          // A reload may say so.
          events.consoleLevel(Optional.empty());
          events.log(Event.of(EventId.MTA_STOPPED, "mta", settings.name()));
        }
      };
    };
    CompletableFuture<CommandRun> ended = new CompletableFuture<>();
    Thread running = Thread.ofPlatform().start(() -> ended
        .complete(CommandRun.with("", launcher, "run", "--config", config.toString())));
    Awaitility.await().atMost(20, TimeUnit.SECONDS)
        .until(() -> ended.isDone() || Files.exists(controlFile()) && files.size() > 1);
    running.interrupt();
    CommandRun run = ended.get(20, TimeUnit.SECONDS);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("has started").doesNotContain("has stopped");
    assertThat(files).containsExactly("false false", "true false");
  }

  @Test
  void whoCannotListenDoesNotSayThatItHasStarted() throws Exception {
    FakeMta mta = Samples.mta();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(config, Samples.CONFIG + "[control]\nport = " + taken.getLocalPort() + "\n");
      CommandRun run = CommandRun.with("", (settings, events) -> {
        events.log(Event.of(EventId.MTA_STARTED, "mta", settings.name(), "version", "1", "queued", 0,
            "address", "[]"));
        return new MtaLauncher.Running() {
          @Override
          public MtaControl control() {
            return mta;
          }

          @Override
          public void close() {}
        };
      }, "run", "--config", config.toString());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).doesNotContain("has started");
    }
  }

  @Test
  void portThatIsTakenStopsTheMtaAgain() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    FakeMta mta = Samples.mta();
    try (ServerSocket taken = new ServerSocket(0, 1,
        InetAddress.getLoopbackAddress())) {
      Files.writeString(config, Samples.CONFIG + "[control]\nport = " + taken.getLocalPort() + "\n");
      CommandRun run = CommandRun.with("", (settings, events) -> new MtaLauncher.Running() {
        @Override
        public MtaControl control() {
          return mta;
        }

        @Override
        public void close() {
          closed.set(true);
        }
      }, "run", "--config", config.toString());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith(
          "angarium: the control interface cannot listen on port " + taken.getLocalPort());
    }
    assertThat(closed).isTrue();
  }
}
