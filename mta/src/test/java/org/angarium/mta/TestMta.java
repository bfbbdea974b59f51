package org.angarium.mta;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.angarium.mta.access.Submission;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.lane.LiveLanes;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.SqliteStore;
import org.angarium.mta.store.StoredMessage;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;

/** A real MTA on loopback with a store in a folder of its own, for tests. */
public final class TestMta implements AutoCloseable {
  public final Mta mta;
  public final List<Event> events = new CopyOnWriteArrayList<>();
  /** Runs where events are logged, so that a test can hold up what is going on there. */
  public volatile Consumer<Event> onEvent = event -> {};
  private final int port;
  private final LiveLanes lanes = new LiveLanes();
  private final CountingNetwork network = new CountingNetwork();

  public TestMta(Path directory, String toml) {
    this(directory, toml, SqliteStore::open, UnaryOperator.identity());
  }

  /**
   * @param stores opens the store in a folder
   * @param around what stands between the MTA and its lanes
   */
  public TestMta(Path directory, String toml, Function<Path, MessageStore> stores,
      UnaryOperator<Lanes> around) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve("angarium.toml");
      Files.writeString(file, toml);
      MtaConfig config = ConfigReader.read(file);
      mta = Mta.start(config, around.apply(lanes), network, stores.apply(config.dataDirectory()),
          this::logged);
      String address = mta.status().listening().getFirst();
      port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void logged(Event event) {
    events.add(event);
    onEvent.accept(event);
  }

  /** TCP connections that it has not given back. */
  public int connections() {
    return network.open();
  }

  /** Port of its first listener. */
  public int port() {
    return port;
  }

  public String submit(String from, String to, byte[] content, Priority priority, boolean report)
      throws RequestException {
    return mta.submit(from,
        submission(report ? ReportRequest.REPORT : ReportRequest.NON_DELIVERY_REPORT, to).priority(priority)
            .build(),
        new ByteArrayInputStream(content)).mtsId();
  }

  /** A text for these recipients, to be returned if it cannot be delivered. */
  public static Submission.Builder submission(ReportRequest report, String... to) {
    Submission.Builder submission = Submission.builder()
        .types(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT))
        .ask(Submission.Option.CONTENT_RETURN_REQUESTED);
    for (String recipient : to) {
      submission.to(name(recipient), report);
    }
    return submission;
  }

  public static OrName name(String address) {
    try {
      return OrName.parse(address);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public String submit(String from, String to, String text) throws RequestException {
    return submit(from, to, text.getBytes(StandardCharsets.US_ASCII), Priority.NORMAL, false);
  }

  public List<DeliveredMessage> mailbox(String name) {
    try {
      return mta.mailbox(name);
    } catch (RequestException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public byte[] content(DeliveredMessage delivered) {
    try (StoredMessage stored = mta.load(delivered.message()).orElseThrow()) {
      return stored.content().read(0, (int) stored.content().length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long count(EventId id) {
    return count(event -> event.id() == id);
  }

  public long count(Predicate<Event> condition) {
    return events.stream().filter(condition).count();
  }

  @Override
  public void close() {
    mta.close();
    lanes.close();
  }
}
