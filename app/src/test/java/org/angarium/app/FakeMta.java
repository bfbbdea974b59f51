package org.angarium.app;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.angarium.mta.MtaControl;
import org.angarium.mta.MtaStatus;
import org.angarium.mta.NotNowException;
import org.angarium.mta.RequestException;
import org.angarium.mta.RouteQuestion;
import org.angarium.mta.access.AccessQueueView;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.lane.StuckTask;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreRoom;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;

/** An MTA that answers what a test put into it. */
public final class FakeMta implements MtaControl {
  public MtaStatus status = new MtaStatus("ALPHA", "C=DE;A=EXAMPLE;P=ALPHA", "0.1.0",
      Instant.parse("2026-11-23T10:00:00Z"), List.of("127.0.0.1:102"),
      new StoreRoom.View(5_000_000_000L, 100 << 20, false), 2, 1,
      List.of(new AccessQueueView("edi", 1, 1, 700, Instant.parse("2026-11-23T14:00:00Z")),
          new AccessQueueView("fax", 0, 0, 0, null)),
      1, 5);
  public List<StuckTask> stuck = new ArrayList<>();
  public final Map<Long, Instant> claims = new LinkedHashMap<>();
  public List<ConnectorView> connectors = new ArrayList<>();
  public List<QueueEntry> queue = new ArrayList<>();
  public Map<Long, DeliveredMessage> deliveries = new LinkedHashMap<>();
  public Map<Long, StoredMessage> messages = new LinkedHashMap<>();
  public List<QuarantinedApdu> quarantine = new ArrayList<>();
  public List<RouteEntry> routes = new ArrayList<>();
  public final List<RouteQuestion> routeQuestions = new ArrayList<>();
  public List<TrackedMessage> tracked = new ArrayList<>();
  public TrackingQuery trackingQuery;
  public List<String> retried = new ArrayList<>();
  public List<String> flushed = new ArrayList<>();
  public List<Long> cancelled = new ArrayList<>();
  public ConfigException configProblem;
  public String refusal;
  public boolean refusedForNow;
  public List<String> disposed = new ArrayList<>();
  public String from;
  public Submission submission;
  private final Set<String> keys = new HashSet<>();
  public byte[] content;
  public String digest;
  public long octets;

  @Override
  public MtaStatus status() {
    return status;
  }

  @Override
  public List<StuckTask> stuck() {
    return stuck;
  }

  @Override
  public List<ConnectorView> connectors() {
    return connectors;
  }

  @Override
  public List<QueueEntry> queue() {
    return queue;
  }

  @Override
  public Map<Long, Instant> claims() {
    return claims;
  }

  @Override
  public int retry(Optional<String> connector) throws RequestException {
    if (connector.isPresent() && connectors.stream().noneMatch(view -> view.name().equals(connector.get()))) {
      throw new RequestException("there is no connector \"" + connector.get() + "\"");
    }
    retried.add(connector.orElse("all"));
    return connector.isPresent() ? 1 : connectors.size();
  }

  @Override
  public void cancel(long entry) throws RequestException {
    if (queue.stream().noneMatch(each -> each.id() == entry && each.connector().startsWith("("))) {
      throw new RequestException("queue entry " + entry + " is not held for deferred delivery");
    }
    cancelled.add(entry);
  }

  private void dispose(String how, long entry) throws RequestException {
    if (queue.stream().noneMatch(each -> each.id() == entry)) {
      throw new RequestException("queue entry " + entry + " does not wait");
    }
    disposed.add(how + " " + entry);
  }

  @Override
  public void returnToOriginator(long entry) throws RequestException {
    dispose("return", entry);
  }

  @Override
  public void delete(long entry) throws RequestException {
    dispose("delete", entry);
  }

  @Override
  public void freeze(long entry) throws RequestException {
    dispose("freeze", entry);
  }

  @Override
  public void unfreeze(long entry) throws RequestException {
    dispose("unfreeze", entry);
  }

  @Override
  public List<String> accessUnits() {
    return List.of("edi");
  }

  @Override
  public AccessUnit accessUnit(String name) throws RequestException {
    throw new RequestException("there is no access unit \"" + name + "\"");
  }

  @Override
  public Optional<AccessUnit> accessUnitOf(String token) {
    return Optional.empty();
  }

  @Override
  public Submitted submit(String user, Submission submitted, InputStream in) throws RequestException {
    if (refusal != null) {
      throw refusedForNow ? new NotNowException(refusal) : new RequestException(refusal);
    }
    submission = submitted;
    from = user;
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream stream = new DigestInputStream(in, sha)) {
        content = stream.readNBytes(1 << 16);
        octets = content.length;
        byte[] piece = new byte[1 << 16];
        for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
          octets += read;
        }
      }
      digest = HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new RequestException("the message cannot be stored: " + e.getMessage());
    }
    return new Submitted("/C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.1",
        submitted.key() != null && !keys.add(submitted.key()));
  }

  @Override
  public List<String> mailboxes() {
    return List.of("anna", "ben");
  }

  @Override
  public List<DeliveredMessage> mailbox(String name) throws RequestException {
    if (!mailboxes().contains(name)) {
      throw new RequestException("there is no mailbox \"" + name + "\"; there are " + mailboxes());
    }
    return deliveries.values().stream().filter(delivery -> delivery.mailbox().equals(name)).toList();
  }

  @Override
  public Optional<DeliveredMessage> delivery(long id) {
    return Optional.ofNullable(deliveries.get(id));
  }

  @Override
  public Optional<StoredMessage> load(long message) {
    return Optional.ofNullable(messages.get(message));
  }

  @Override
  public boolean take(long delivery) {
    return deliveries.remove(delivery) != null;
  }

  @Override
  public List<RouteEntry> routes() {
    return routes;
  }

  @Override
  public RouteExplanation explainRoute(RouteQuestion question) throws RequestException {
    routeQuestions.add(question);
    if (question.recipient().isBlank() || !question.recipient().contains("=")) {
      throw new RequestException("address " + question.recipient() + ": no attributes");
    }
    return new RouteExplanation(question.recipient(), "connector", "BRAVO", null,
        "first: its cost 1 is the least",
        List.of(new RouteExplanation.Candidate("BRAVO", "P=bravo", 1000, 1, "any", "can be reached", "chosen",
            "its cost 1 is the least"),
            new RouteExplanation.Candidate("CHARLIE", "P=bravo", 1000, 50, "any", "waits in open-retry",
                "next", "it costs 50")));
  }

  @Override
  public List<TrackedMessage> tracked(TrackingQuery query) {
    trackingQuery = query;
    return tracked;
  }

  @Override
  public List<QuarantinedApdu> quarantine() {
    return quarantine;
  }

  @Override
  public int flush(Optional<String> list) throws RequestException {
    if (list.isPresent() && !list.get().equals("staff")) {
      throw new RequestException("there is no list \"" + list.get() + "\"; there are [staff]");
    }
    flushed.add(list.orElse("all"));
    return list.isPresent() ? 1 : 2;
  }

  @Override
  public String reload() throws ConfigException {
    if (configProblem != null) {
      throw configProblem;
    }
    return "connector BRAVO changed";
  }

  /** A content of octets that a rule gives, as large as one likes. */
  public record RuledContent(long length) implements StoredMessage.Content {
    @Override
    public byte[] read(long offset, int count) {
      byte[] octets = new byte[count];
      for (int i = 0; i < count; i++) {
        octets[i] = (byte) ((offset + i) * 31 >> 3);
      }
      return octets;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** A content in memory. */
  public record HeldContent(byte[] octets) implements StoredMessage.Content {
    @Override
    public long length() {
      return octets.length;
    }

    @Override
    public byte[] read(long offset, int count) {
      return Arrays.copyOfRange(octets, (int) offset, (int) offset + count);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
