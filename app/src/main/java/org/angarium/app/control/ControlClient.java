package org.angarium.app.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.angarium.app.submission.SubmissionForm;
import org.angarium.mta.MtaStatus;
import org.angarium.mta.RouteQuestion;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Asks a running MTA over its control interface. Methods block until answered. */
public final class ControlClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  /** Until the head of an answer is there; a submission is answered only once it is durable. */
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration SUBMISSION = Duration.ofMinutes(30);
  /** A content longer than this is sent once the MTA has said that it wants it. */
  private static final long ASKED_FIRST = 64 << 10;

  private final ControlFile file;
  private final String gone;
  private final HttpClient http;

  private ControlClient(ControlFile file, String gone) {
    this.file = file;
    this.gone = gone;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  }

  /**
   * A client of the MTA with this data directory.
   *
   * @param mta its name, for messages
   * @param configuration its configuration file, for messages
   * @throws ControlException.NotRunning if there is no control file
   */
  public static ControlClient of(String mta, Path dataDirectory, Path configuration) throws ControlException {
    String start = "start it with: angarium run --config " + configuration;
    ControlFile file;
    try {
      file = ControlFile.read(dataDirectory).orElseThrow(() -> new ControlException.NotRunning(
          "MTA " + mta + " is not running (no control file in " + dataDirectory + "); " + start));
    } catch (IOException e) {
      throw new ControlException(
          "the control file of MTA " + mta + " cannot be read: " + e.getMessage(), e);
    }
    return new ControlClient(file, "MTA " + mta + " is not running (nothing answers on port " + file.port()
        + ", the control file in " + dataDirectory + " is left over); " + start);
  }

  public MtaStatus status() throws ControlException {
    return get("/api/status", new TypeReference<>() {
    });
  }

  public List<ConnectorView> connectors() throws ControlException {
    return get("/api/connectors", new TypeReference<>() {
    });
  }

  /** @param connector only the queue of this one; empty for all */
  public List<QueueItem> queue(Optional<String> connector) throws ControlException {
    return get("/api/queue" + parameter("connector", connector), new TypeReference<>() {
    });
  }

  public QueueDetail queueEntry(long id) throws ControlException {
    return get("/api/queue/" + id, new TypeReference<>() {
    });
  }

  /** Answers how many connectors were told. */
  public int retry(Optional<String> connector) throws ControlException {
    JsonNode answer = json(send(request("/api/retry" + parameter("connector", connector)).timeout(ANSWER)
        .POST(BodyPublishers.noBody())), new TypeReference<>() {
        });
    return answer.path("connectors").asInt();
  }

  /** Answers how many lists have members in directories. */
  public int flush(Optional<String> list) throws ControlException {
    JsonNode answer = json(send(request("/api/flush" + parameter("list", list)).timeout(ANSWER)
        .POST(BodyPublishers.noBody())), new TypeReference<>() {
        });
    return answer.path("lists").asInt();
  }

  /** Answers what changed. */
  public String reload() throws ControlException {
    JsonNode answer = json(
        send(request("/api/reload").timeout(ANSWER).POST(BodyPublishers.noBody())), new TypeReference<>() {
        });
    return answer.path("changes").asString();
  }

  public List<String> mailboxes() throws ControlException {
    return get("/api/mailboxes", new TypeReference<>() {
    });
  }

  public List<DeliveredMessage> mailbox(String name) throws ControlException {
    return get("/api/mailboxes/" + encode(name), new TypeReference<>() {
    });
  }

  public DeliveryDetail delivery(long id) throws ControlException {
    return get("/api/deliveries/" + id, new TypeReference<>() {
    });
  }

  /**
   * The beginning of the content of a delivered message; the caller closes it.
   *
   * @param first at most so many octets
   */
  public InputStream content(long delivery, int first) throws ControlException {
    return send(request("/api/deliveries/" + delivery + "/content?first=" + first).timeout(ANSWER).GET())
        .body();
  }

  /** The content of a delivered message; the caller closes it. */
  public InputStream content(long delivery) throws ControlException {
    return send(request("/api/deliveries/" + delivery + "/content").timeout(ANSWER).GET()).body();
  }

  /** Takes a delivered message out of its mailbox. */
  public void delete(long delivery) throws ControlException {
    close(send(request("/api/deliveries/" + delivery).timeout(ANSWER).DELETE()));
  }

  public List<QuarantinedApdu> quarantine() throws ControlException {
    return get("/api/quarantine", new TypeReference<>() {
    });
  }

  /** The computed routing table. */
  public List<RouteEntry> routes() throws ControlException {
    return get("/api/routes", new TypeReference<>() {
    });
  }

  /** Where mail would go now, and why. */
  public RouteExplanation explainRoute(RouteQuestion question) throws ControlException {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    all.add(Map.entry("to", question.recipient()));
    all.add(Map.entry("priority", priority(question.priority())));
    all.add(Map.entry("octets", String.valueOf(question.octets())));
    optional(all, "originator", question.originator());
    optional(all, "from", question.from());
    return get("/api/routes/explanation" + joined(all), new TypeReference<>() {
    });
  }

  /** Messages by what tracking has written down. */
  public List<TrackedMessage> tracked(TrackingQuery query) throws ControlException {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    all.add(Map.entry("limit", Integer.toString(query.limit())));
    optional(all, "mts-id", query.mtsId());
    optional(all, "originator", query.originator());
    optional(all, "recipient", query.recipient());
    optional(all, "content", query.content());
    optional(all, "from", query.from() == null ? null : query.from().toString());
    optional(all, "until", query.until() == null ? null : query.until().toString());
    optional(all, "state", query.state() == null ? null : query.state().word());
    optional(all, "step", query.step() == null ? null : query.step().word());
    return get("/api/tracking" + joined(all), new TypeReference<>() {
    });
  }

  /**
   * Cancels a deferred message, with a report.
   *
   * @param entry id of its queue entry, as for the following
   */
  public void cancel(long entry) throws ControlException {
    dispose(entry, "cancel");
  }

  /** Returns a waiting message to its originator, with a report. */
  public void returnToOriginator(long entry) throws ControlException {
    dispose(entry, "return");
  }

  /** Deletes a waiting message; nobody is told. */
  public void deleteWaiting(long entry) throws ControlException {
    close(send(request("/api/queue/" + entry).timeout(ANSWER).DELETE()));
  }

  /** Keeps a waiting message back. */
  public void freeze(long entry) throws ControlException {
    dispose(entry, "freeze");
  }

  /** Lets a frozen message go on. */
  public void unfreeze(long entry) throws ControlException {
    dispose(entry, "unfreeze");
  }

  private void dispose(long entry, String how) throws ControlException {
    close(send(request("/api/queue/" + entry + "/" + how).timeout(ANSWER).POST(BodyPublishers.noBody())));
  }

  /**
   * Submits. When this returns, the MTA has taken responsibility, durably.
   *
   * @param from name of a mailbox, or one of its addresses
   * @param content read to its end; called again if the request must be repeated
   * @param length octets of the content
   */
  public Submitted submit(String from, Submission submission, ContentOpener content, long length)
      throws ControlException {
    String boundary = "angarium-" + UUID.randomUUID();
    byte[] envelope = part(boundary, "envelope", "application/json",
        ControlJson.MAPPER.writeValueAsString(SubmissionForm.write(submission)));
    byte[] head = part(boundary, "content", "application/octet-stream", "");
    byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    BodyPublisher body = length == 0
        ? BodyPublishers.concat(BodyPublishers.ofByteArray(envelope), BodyPublishers.ofByteArray(end))
        : BodyPublishers.concat(BodyPublishers.ofByteArray(envelope), BodyPublishers.ofByteArray(head),
            BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content::open), length),
            BodyPublishers.ofByteArray(end));
    String query = joined(
        List.of(Map.entry("from", from), Map.entry("octets", Long.toString(length))));
    return json(send(request("/api/messages" + query).timeout(SUBMISSION)
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .expectContinue(length > ASKED_FIRST).POST(body)), new TypeReference<>() {
        });
  }

  private static byte[] part(String boundary, String name, String type, String text) {
    return ("\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
        + "\"\r\nContent-Type: " + type + "\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /** Opens the content for reading from its start. */
  @FunctionalInterface
  public interface ContentOpener {
    InputStream open();
  }

  /**
   * Reads events until there are no more; when following, until the MTA stops or the thread is interrupted.
   *
   * @param last how many of the latest to begin with; -1 for all it remembers
   */
  public void events(long last, boolean follow, Consumer<EventView> reader) throws ControlException {
    String query = "?follow=" + follow + (last >= 0 ? "&last=" + last : "");
    try (InputStream stream = send(request("/api/events" + query).timeout(ANSWER).GET()).body()) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      String line;
      while ((line = lines.readLine()) != null) {
        if (!line.isEmpty()) {
          reader.accept(EventView.parse(line));
        }
      }
    } catch (JacksonException e) {
      throw new ControlException("an event of the MTA cannot be understood: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ControlException.NotRunning("the MTA has stopped");
    }
  }

  private <T> T get(String path, TypeReference<T> type) throws ControlException {
    return json(send(request(path).timeout(ANSWER).GET()), type);
  }

  private HttpRequest.Builder request(String path) {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    return HttpRequest.newBuilder(URI.create("http://" + host + ":" + file.port() + path))
        .header("Authorization", "Bearer " + file.token());
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) throws ControlException {
    HttpResponse<InputStream> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new ControlException.NotRunning(gone);
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while asking the MTA", e);
    } catch (IOException e) {
      throw new ControlException("asking the MTA failed: " + e.getMessage(), e);
    }
    if (response.statusCode() / 100 != 2) {
      throw new ControlException.Refused(response.statusCode(), error(response));
    }
    return response;
  }

  private static String error(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      JsonNode error = ControlJson.MAPPER.readTree(body).path("error");
      if (error.isString()) {
        return error.asString();
      }
    } catch (IOException | JacksonException e) {
      // told below
    }
    return "the MTA answered with HTTP status " + response.statusCode();
  }

  private static <T> T json(HttpResponse<InputStream> response, TypeReference<T> type)
      throws ControlException {
    try (InputStream body = response.body()) {
      return ControlJson.MAPPER.readValue(body, type);
    } catch (IOException | JacksonException e) {
      throw new ControlException("the answer of the MTA cannot be understood: " + e.getMessage(), e);
    }
  }

  private static void close(HttpResponse<InputStream> response) throws ControlException {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new ControlException("the answer of the MTA broke off", e);
    }
  }

  private static String parameter(String name, Optional<String> value) {
    return value.map(text -> "?" + name + "=" + encode(text)).orElse("");
  }

  private static String joined(List<Map.Entry<String, String>> all) {
    return all.stream().map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static void optional(List<Map.Entry<String, String>> all, String name, @Nullable String value) {
    if (value != null) {
      all.add(Map.entry(name, value));
    }
  }

  private static String priority(Priority priority) {
    return switch (priority) {
      case URGENT -> "urgent";
      case NORMAL -> "normal";
      case NON_URGENT -> "non-urgent";
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
