package org.angarium.lab.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.angarium.app.LiveMta;
import org.angarium.lab.mail.Neighbour;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.Submission;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/** How long a large list takes, from the submission of a message for it until a copy for each connector is durably in its queue. */
final class ListBench implements AutoCloseable {
  private static final long BOUND_SECONDS = 120;
  private static final double NANOS = 1e9;

  private final Size size;
  private final Path data;
  private final BlockingQueue<Event> expanded = new LinkedBlockingQueue<>();
  private final LiveMta mta;
  private long stored;

  /**
   * What is measured.
   *
   * @param members of the list, the same number over each connector
   * @param octets of the content
   */
  record Size(int members, int connectors, int octets) {}

  /**
   * One message.
   *
   * @param accepted seconds until the submission was answered
   * @param queued seconds until all copies were durably queued
   * @param cpu processor seconds of this process meanwhile
   * @param copies of the content that were stored
   */
  record Round(double accepted, double queued, double cpu, long copies) {}

  /** @param folder an empty one on the disk that is measured */
  ListBench(Size size, Path folder) throws IOException {
    this.size = size;
    this.data = folder.resolve("data");
    Path file = folder.resolve("angarium.toml");
    Files.write(folder.resolve("members.txt"), members());
    Files.writeString(file, toml());
    try {
      mta = LiveMta.start(ConfigReader.read(file), event -> {
        if (event.id() == EventId.LIST_EXPANDED) {
          expanded.add(event);
        }
      });
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> members() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < size.members(); i++) {
      members.add(String.format(Locale.ROOT, "C=XX;A=TEST;P=P%d;O=Office;S=Person%d;G=Given%d",
          i % size.connectors(), i, i % 97));
    }
    return members;
  }

  private String toml() {
    StringBuilder toml = new StringBuilder("""
        name = "LISTS"
        data-directory = "data"
        domain = { country = "XX", admd = "TEST", prmd = "HERE" }
        event-log = { console = "none" }
        [[mailbox]]
        name = "sender"
        address = "C=XX;A=TEST;P=HERE;S=Sender"
        [[list]]
        name = "everybody"
        address = "C=XX;A=TEST;P=HERE;CN=Everybody"
        members-file = "members.txt"
        """);
    for (int i = 0; i < size.connectors(); i++) {
      toml.append(Neighbour.caller("c" + i).serving("P" + i).toml());
    }
    return toml.toString();
  }

  /** @throws IOException if the list is not expanded, or not to a copy for each connector */
  Round round() throws IOException, InterruptedException {
    byte[] content = new byte[size.octets()];
    new Random(stored).nextBytes(content);
    int before = waiting();
    double cpu = cpu();
    long start = System.nanoTime();
    try {
      mta.control().submit("sender",
          Submission.builder().to(OrName.parse("C=XX;A=TEST;P=HERE;CN=Everybody")).build(),
          new ByteArrayInputStream(content));
    } catch (RequestException | AddressSyntaxException e) {
      throw new IOException(e);
    }
    double accepted = (System.nanoTime() - start) / NANOS;
    // The event is logged when the commit is durable.
    if (expanded.poll(BOUND_SECONDS, TimeUnit.SECONDS) == null) {
      throw new IOException("the list was not expanded within " + BOUND_SECONDS + " s");
    }
    double queued = (System.nanoTime() - start) / NANOS;
    double used = cpu() - cpu;
    if (waiting() - before != size.connectors()) {
      throw new IOException("there are " + (waiting() - before) + " copies for " + size.connectors()
          + " connectors");
    }
    long copies = copies() - stored;
    stored += copies;
    return new Round(accepted, queued, used, copies);
  }

  private int waiting() {
    return mta.control().queue().size();
  }

  private static double cpu() {
    return ProcessHandle.current().info().totalCpuDuration().map(cpu -> cpu.toNanos() / NANOS).orElse(0.0);
  }

  /** Contents in the whole store: rows that hold one, and files. */
  private long copies() throws IOException {
    try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("angarium.db"));
        Statement sql = store.createStatement();
        ResultSet row = sql.executeQuery("SELECT count(content) + count(DISTINCT content_file)"
            + " + (SELECT count(*) FROM contents) FROM messages")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    mta.close();
  }
}
