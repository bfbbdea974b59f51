package org.angarium.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.app.LiveMta;
import org.angarium.app.Samples;
import org.angarium.mta.config.ConfigReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Access units over HTTP, from outside. */
@Timeout(60)
class AccessServerTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String CONFIG = Samples.CONFIG + """
      [[access-unit]]
      name = "edi"
      token = "%s"
      address-space = [{ pattern = "C=DE;A=EXAMPLE;P=ALPHA;O=EDI" }]
      """.formatted(TOKEN);

  private static final String ANNA = "C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna";
  private static final String ORDERS = "C=DE;A=EXAMPLE;P=ALPHA;O=EDI;CN=Orders";
  private static final String BILLS = "C=DE;A=EXAMPLE;P=ALPHA;O=EDI;CN=Bills";
  private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
  private static final Pattern MTS_ID = Pattern.compile("\"mtsId\":\"([^\"]+)\"");
  private static final long MAXIMUM = 64 << 20;

  @TempDir
  Path directory;
  private LiveMta mta;
  private AccessServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    Path file = Files.writeString(directory.resolve("alpha.toml"), CONFIG);
    mta = LiveMta.start(ConfigReader.read(file), event -> {});
    server = AccessServer.start(mta.control(), new AccessServer.Settings(0, directory, MAXIMUM),
        InstantSource.system());
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
    mta.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + TOKEN);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
    return http.send(request(path).header("Content-Type", type).POST(body).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return post(path, "application/json", BodyPublishers.ofString(json));
  }

  private static String envelope(String to, String more) {
    return "{\"originator\":\"" + ORDERS + "\",\"recipients\":[" + to + "]" + more + "}";
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String found(Pattern pattern, HttpResponse<String> answer) {
    Matcher matcher = pattern.matcher(answer.body());
    assertThat(matcher.find()).as(answer.body()).isTrue();
    return matcher.group(1);
  }

  private String claimed() throws Exception {
    return found(ID, post("/v1/claims?wait=PT20S", ""));
  }

  @Test
  void tellsWhereItIsAndAnswersOnlyThoseWithAToken() throws Exception {
    assertThat(Files.readString(directory.resolve("access.json")))
        .isEqualTo("{\"mta\":\"ALPHA\",\"port\":" + server.port() + "}");
    assertThat(get("/v1/access-unit").body()).isEqualTo("{\"name\":\"edi\"}");
    for (String token : new String[]{"", "x", TOKEN + "0"}) {
      HttpResponse<String> refused = http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/access-unit"))
              .header("Authorization", "Bearer " + token).build(),
          BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("that of an [[access-unit]]");
    }
    // What the operator may ask is not here.
    assertThat(get("/api/queue").statusCode()).isEqualTo(404);
    server.close();
    assertThat(directory.resolve("access.json")).doesNotExist();
  }

  @Test
  void aLargeContentGoesAndComesOctetForOctet() throws Exception {
    byte[] octets = new byte[20 << 20];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (i * 31 >> 3);
    }
    String head = "--b\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n"
        + envelope(quoted(BILLS), ",\"contentType\":35") + "\r\n--b\r\n"
        + "Content-Disposition: form-data; name=content; filename=x\r\n\r\n";
    HttpResponse<String> submitted = post("/v1/messages?octets=" + octets.length,
        "multipart/form-data; boundary=b",
        BodyPublishers.concat(BodyPublishers.ofString(head), BodyPublishers.ofByteArray(octets),
            BodyPublishers.ofString("\r\n--b--\r\n")));
    assertThat(submitted.body()).contains("\"repeated\":false");
    assertThat(submitted.statusCode()).isEqualTo(201);
    String id = claimed();
    HttpResponse<InputStream> content = http.send(request("/v1/deliveries/" + id + "/content").build(),
        BodyHandlers.ofInputStream());
    assertThat(content.headers().firstValueAsLong("Content-Length")).hasValue(octets.length);
    try (InputStream in = content.body()) {
      assertThat(Arrays.equals(in.readAllBytes(), octets)).isTrue();
    }
    assertThat(post("/v1/messages?octets=" + (MAXIMUM + 1), envelope(quoted(BILLS), "")).statusCode())
        .isEqualTo(413);
    assertThat(get("/v1/deliveries/" + id + "/message").statusCode()).isEqualTo(413);
  }

  @Test
  void aFormThatBreaksOffSubmitsNothing() throws Exception {
    String head = "--b\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n"
        + envelope(quoted(BILLS), "")
        + "\r\n--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nhalf";
    HttpResponse<String> refused = post("/v1/messages", "multipart/form-data; boundary=b",
        BodyPublishers.ofString(head));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("no whole multipart/form-data");
    assertThat(mta.control().queue()).isEmpty();
  }

  @Test
  void anInterpersonalMessageIsReadAsOne() throws Exception {
    assertThat(post("/v1/messages", envelope(quoted(BILLS),
        ",\"message\":{\"subject\":\"Grüße\",\"text\":\"Zeile\",\"importance\":\"high\"}")).statusCode())
        .isEqualTo(201);
    String id = claimed();
    assertThat(get("/v1/deliveries/" + id).body()).contains("\"originator\":\"" + ORDERS + "\"",
        "\"contentType\":\"22\"", "\"informationTypes\":[\"ia5-text\"]", "\"position\":0");
    assertThat(get("/v1/deliveries/" + id + "/message").body()).contains("\"subject\":\"Grüße\"",
        "\"text\":\"Zeile", "\"importance\":\"high\"", BILLS);
    assertThat(post("/v1/deliveries/" + id + "/postponement?time=PT0S", "").body())
        .isEqualTo("{\"settled\":\"now\"}");
    assertThat(claimed()).isEqualTo(id);
    assertThat(post("/v1/deliveries/" + id + "/acknowledgement", "").body())
        .isEqualTo("{\"settled\":\"now\"}");
    assertThat(post("/v1/deliveries/" + id + "/acknowledgement", "").body())
        .isEqualTo("{\"settled\":\"before\"}");
    assertThat(post("/v1/deliveries/999999/acknowledgement", "").statusCode()).isEqualTo(410);
    assertThat(get("/v1/deliveries/" + id).statusCode()).isEqualTo(404);
    assertThat(post("/v1/claims", "").body()).isEqualTo("[]");
  }

  @Test
  void eachRecipientIsAnsweredAndReportedByItself() throws Exception {
    String mtsId = found(MTS_ID, post("/v1/messages", envelope(
        "{\"address\":\"" + BILLS + "\",\"report\":\"all\"},{\"address\":\"" + ORDERS
            + "\",\"report\":\"all\"}",
        ",\"contentIdentifier\":\"ref 1\",\"message\":{\"text\":\"x\"}")));
    String id = claimed();
    assertThat(post("/v1/deliveries/" + id + "/settlement",
        "{\"recipients\":[{\"position\":0,\"answer\":\"accepted\"},{\"position\":1,\"answer\":\"refused\","
            + "\"reason\":\"restricted-delivery\"}]}")
        .body()).isEqualTo("{\"settled\":\"now\"}");
    HttpResponse<String> report = post("/v1/claims?wait=PT20S", "");
    assertThat(report.body()).contains("\"kind\":\"report\"", "\"subject\":\"" + mtsId + "\"",
        "\"contentIdentifier\":\"ref 1\"", "\"delivered\":true",
        "\"delivered\":false,\"deliveredAt\":null,\"reason\":\"restricted-delivery\",\"diagnostic\":null");
    assertThat(get("/v1/deliveries/" + found(ID, report) + "/content").statusCode()).isEqualTo(404);
    assertThat(get("/v1/fate?mts-id=" + URLEncoder.encode(mtsId, StandardCharsets.UTF_8)).body())
        .contains("\"state\":\"delivered\"", "\"state\":\"not-delivered\"");
  }

  @Test
  void aDeferredMessageIsCancelled() throws Exception {
    String mtsId = URLEncoder.encode(found(MTS_ID,
        post("/v1/messages", envelope(quoted(ANNA), ",\"message\":{\"text\":\"x\"},\"deferredDelivery\":\""
            + Instant.now().plusSeconds(3600) + "\""))),
        StandardCharsets.UTF_8);
    assertThat(post("/v1/cancellation?mts-id=" + mtsId, "").statusCode()).isEqualTo(200);
    assertThat(post("/v1/cancellation?mts-id=" + mtsId, "").statusCode()).isEqualTo(409);
    assertThat(get("/v1/fate?mts-id=" + mtsId).body()).contains("\"step\":\"cancelled\"");
    assertThat(mta.control().mailbox("anna")).isEmpty();
  }

  private void refused(int status, String field, String path, String json) throws Exception {
    HttpResponse<String> answer = post(path, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).endsWith(",\"field\":\"" + field + "\"}");
  }

  /** Else the next request of the caller would meet a connection that is just being closed. */
  @Test
  void whoIsRefusedBeforeItsContentHasComeIsToldThatTheConnectionEnds() throws Exception {
    try (Socket caller = new Socket("127.0.0.1", server.port())) {
      caller.setSoTimeout(30_000);
      caller.getOutputStream()
          .write(("POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
              + TOKEN + "\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("\r\nConnection: close\r\n");
    }
  }

  @Test
  void errorsNameTheField() throws Exception {
    refused(400, "recipients", "/v1/messages", "{\"originator\":\"" + ORDERS + "\"}");
    refused(400, "originator", "/v1/messages", "{\"recipients\":[\"" + ANNA + "\"],\"message\":{}}");
    refused(400, "message", "/v1/messages", envelope(quoted(ANNA), ""));
    refused(400, "probe", "/v1/messages", envelope(quoted(ANNA), ",\"probe\":true,\"message\":{}"));
    refused(400, "message.body", "/v1/messages", envelope(quoted(ANNA), ",\"message\":{\"body\":\"x\"}"));
    refused(400, "recipients[0].report", "/v1/messages",
        envelope("{\"address\":\"" + ANNA + "\",\"report\":\"maybe\"}", ",\"message\":{}"));
    refused(400, "extensions[0]", "/v1/messages",
        envelope(quoted(ANNA), ",\"message\":{},\"extensions\":[\"AAAA\"]"));
    refused(400, "informationTypes", "/v1/messages",
        envelope(quoted(ANNA), ",\"message\":{},\"informationTypes\":[\"fax\"]"));
    refused(400, "diagnostic", "/v1/deliveries/1/refusal", "{\"diagnostic\":\"nonsense\"}");
    refused(400, "recipients[0].answer", "/v1/deliveries/1/settlement",
        "{\"recipients\":[{\"position\":0,\"answer\":\"perhaps\"}]}");
    refused(400, "wait", "/v1/claims?wait=long", "");
    assertThat(post("/v1/messages", "text/plain", BodyPublishers.ofString("x")).statusCode()).isEqualTo(400);
    assertThat(post("/v1/claims?most=1000", "").statusCode()).isEqualTo(422);
    HttpResponse<String> stranger = post("/v1/messages",
        envelope(quoted(ANNA), ",\"message\":{}").replace(ORDERS, ANNA));
    assertThat(stranger.statusCode()).isEqualTo(422);
    assertThat(stranger.body()).contains("not in an address space of access unit edi");
    assertThat(mta.control().queue()).isEmpty();
  }
}
