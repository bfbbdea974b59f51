package org.angarium.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventLogTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.5Z");
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir
  private Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final List<String> console = new CopyOnWriteArrayList<>();

  private Path file() {
    return directory.resolve("log/events.jsonl");
  }

  private EventLog start(Consumer<String> sink, Optional<EventId.Level> level) {
    return EventLog.start(file(), 1 << 30, 3, 5, now::get, sink, new EventText(ZoneOffset.UTC, false), level);
  }

  private EventLog start() {
    return start(console::add, Optional.of(EventId.Level.INFORMATION));
  }

  private static Event opened(String connector) {
    return Event.of(EventId.CONNECTION_NOT_OPENED, "connector", connector, "reason", "no answer");
  }

  @Test
  void anEventIsALineOfJsonALineOnTheConsoleAndRemembered() throws Exception {
    try (EventLog log = start()) {
      log.log(opened("bravo").with(new ErrorCode(8511, "TCP", "CONNECT", 12)));
      assertThat(log.flush(LONG)).isTrue();

      JsonNode json = JsonMapper.shared().readTree(Files.readString(file()));
      assertThat(json.propertyNames()).containsExactly("time", "id", "level", "category", "name", "text",
          "parameters",
          "errorCode");
      assertThat(json.get("time").asString()).isEqualTo("2026-11-23T12:00:00.500Z");
      assertThat(json.get("id").asInt()).isEqualTo(289);
      assertThat(json.get("level").asString()).isEqualTo("warning");
      assertThat(json.get("category").asString()).isEqualTo("X.400 Service");
      assertThat(json.get("name").asString()).isEqualTo("CONNECTION_NOT_OPENED");
      assertThat(json.get("parameters").get("connector").asString()).isEqualTo("bravo");
      assertThat(json.get("errorCode").get("code").asInt()).isEqualTo(8511);
      assertThat(json.get("errorCode").get("severity").asInt()).isEqualTo(12);
      assertThat(console)
          .containsExactly("12:00:00.500  WARN    289  A connection to bravo could not be opened: no answer."
              + " Error code=8511 [TCP CONNECT] (12)");
      assertThat(log.last()).singleElement()
          .satisfies(logged -> assertThat(logged.event().id()).isEqualTo(EventId.CONNECTION_NOT_OPENED));
    }
  }

  @Test
  void everythingLoggedBeforeTheEndIsInTheFile() throws Exception {
    try (EventLog log = start()) {
      for (int i = 0; i < 5000; i++) {
        log.log(opened("c" + i));
      }
    }

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(5000);
    assertThat(lines.getFirst()).contains("\"c0\"");
    assertThat(lines.getLast()).contains("\"c4999\"");
  }

  @Test
  void onlyTheLastOnesAreRemembered() throws Exception {
    try (EventLog log = start()) {
      for (int i = 0; i < 8; i++) {
        log.log(opened("c" + i));
      }
      log.flush(LONG);

      assertThat(log.last()).extracting(LoggedEvent::sequence).containsExactly(4L, 5L, 6L, 7L, 8L);
    }
  }

  @Test
  void theConsoleShowsWhatIsGraveEnough() throws Exception {
    try (EventLog log = start(console::add, Optional.of(EventId.Level.ERROR))) {
      log.log(opened("bravo"));
      log.log(Event.of(EventId.STORE_FAILED, "reason", "disk full"));
      log.flush(LONG);
      log.consoleLevel(Optional.empty());
      log.log(Event.of(EventId.STORE_FAILED, "reason", "still full"));
      log.flush(LONG);

      assertThat(console).containsExactly("12:00:00.500  ERROR  2143  The message store failed: disk full.");
    }
  }

  @Test
  void followersAreToldUntilTheyLeaveOrThrow() throws Exception {
    List<Long> told = new CopyOnWriteArrayList<>();
    List<Long> toldToTheBroken = new CopyOnWriteArrayList<>();
    try (EventLog log = start()) {
      Runnable leave = log.follow(logged -> told.add(logged.sequence()));
      log.follow(logged -> {
        toldToTheBroken.add(logged.sequence());
        throw new IllegalStateException("broken follower");
      });
      log.log(opened("a"));
      log.log(opened("b"));
      log.flush(LONG);
      leave.run();
      log.log(opened("c"));
      log.flush(LONG);
    }

    assertThat(told).containsExactly(1L, 2L);
    assertThat(toldToTheBroken).containsExactly(1L);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldOnTheConsoleAndTriedAgain() throws Exception {
    Files.writeString(directory.resolve("log"), "a file where the directory should be");
    try (EventLog log = start()) {
      log.log(opened("early"));
      log.flush(LONG);
      log.log(opened("meanwhile"));
      log.flush(LONG);
      assertThat(console).hasSize(3);
      assertThat(console.get(1)).startsWith("12:00:00.500  ERROR 10014  The event log " + file()
          + " cannot be written: java.nio.file.FileAlreadyExistsException");

      Files.delete(directory.resolve("log"));
      now.set(NOON.plusSeconds(11));
      log.log(opened("late"));
      log.flush(LONG);
    }

    assertThat(Files.readAllLines(file()))
        .extracting(line -> JsonMapper.shared().readTree(line).get("id").asInt())
        .containsExactly(289, 10014, 289, 289, 10015);
  }

  @Test
  void aConsoleThatBlocksDelaysNeitherCallersNorTheFile() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (EventLog log = start(line -> await(release), Optional.of(EventId.Level.INFORMATION))) {
      for (int i = 0; i < 100; i++) {
        log.log(opened("c" + i));
      }
      assertThat(log.flush(Duration.ofMillis(200))).isFalse();

      assertThat(Files.readAllLines(file())).hasSize(100);
      assertThat(log.last()).hasSize(5);
      release.countDown();
      assertThat(log.flush(LONG)).isTrue();
    }
  }

  @Test
  void whatDoesNotFitIsCountedInAnEvent() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (EventLog log = start(console::add, Optional.empty())) {
      Runnable leave = log.follow(logged -> {
        taken.countDown();
        await(release);
      });
      log.log(opened("first"));
      taken.await();
      for (int i = 0; i < 20_007; i++) {
        log.log(opened("more"));
      }
      release.countDown();
      leave.run();
      log.flush(LONG);
    }

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(20_002);
    assertThat(lines).filteredOn(line -> line.contains("\"id\":10013")).singleElement().asString()
        .contains("\"parameters\":{\"count\":7}");
  }

  @Test
  void aParameterThatCannotBePrintedDoesNotSilenceTheLog() throws Exception {
    Object broken = new Object() {
      @Override
      public String toString() {
        throw new IllegalStateException("broken");
      }
    };
    try (EventLog log = start()) {
      log.log(Event.of(EventId.STORE_FAILED, "reason", broken));
      log.log(opened("bravo"));
      log.flush(LONG);

      assertThat(log.last()).extracting(logged -> logged.event().id()).containsExactly(
          EventId.UNEXPECTED_ERROR,
          EventId.CONNECTION_NOT_OPENED);
    }
  }

  @Test
  void loggingAfterTheEndIsHarmless() {
    EventLog log = start();
    log.close();
    log.log(opened("bravo"));

    assertThat(log.last()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
