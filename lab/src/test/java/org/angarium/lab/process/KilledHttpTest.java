package org.angarium.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.lab.LabMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SIGKILL of the MTA between a request over HTTP and its answer, be it to submit or to take responsibility: made again it has the effect of
 * one, and whatever was answered before holds.
 */
@Timeout(120)
class KilledHttpTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final int MESSAGES = 12;
  /** The MTA dies while this request is on its way, and when the answer to the other one is, which nobody reads then. */
  private static final int REQUEST_CUT = 2;
  private static final int ANSWER_LOST = 12;
  private static final Pattern DELIVERY = Pattern
      .compile("\"id\":(\\d+),\"kind\":\"message\",\"mtsId\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private Sandbox sandbox;
  private MtaProcess mta;
  private int port;

  @BeforeEach
  void start() throws Exception {
    port = Ports.free();
    sandbox = Sandbox.open(new Program(LabMain.class), Optional.empty(), true);
    mta = sandbox.mta("ALPHA", """
        name = "ALPHA"
        data-directory = "data"
        domain = { country = "XX", admd = "TEST", prmd = "ALPHA" }

        [[access-unit]]
        name = "edi"
        token = "%s"
        address-space = [{ pattern = "C=XX;A=TEST;P=ALPHA;O=EDI" }]

        [access]
        port = %d

        [event-log]
        console = "none"
        """.formatted(TOKEN, port), List.of("-Xmx128m"));
    sandbox.start(List.of(mta));
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1" + path)).timeout(BOUND)
        .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private String answer(HttpRequest request) throws Exception {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
    return response.body();
  }

  /** The MTA dies, and the request is made again. */
  private String killedMeanwhile(HttpRequest request, boolean answered) throws Exception {
    CompletableFuture<HttpResponse<String>> pending = client.sendAsync(request,
        HttpResponse.BodyHandlers.ofString());
    if (answered) {
      pending.get();
    }
    mta.kill();
    mta.awaitGone();
    try {
      pending.get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
    mta.launch();
    mta.awaitUp();
    return answer(request);
  }

  private String answer(HttpRequest request, int number) throws Exception {
    return isCut(number) ? killedMeanwhile(request, number == ANSWER_LOST) : answer(request);
  }

  private static boolean isCut(int number) {
    return number == REQUEST_CUT || number == ANSWER_LOST;
  }

  private HttpRequest submission(int number) {
    return post("/messages", """
        {"key": "order %1$d", "originator": "C=XX;A=TEST;P=ALPHA;O=EDI;CN=Orders",
         "recipients": ["C=XX;A=TEST;P=ALPHA;O=EDI;CN=Bills"],
         "message": {"subject": "Order %1$d", "text": "Ten of them, please."}}
        """.formatted(number));
  }

  /** What may be claimed now: MTS-identifiers by the ids of the deliveries. */
  private Map<String, String> claimed() throws Exception {
    Map<String, String> deliveries = new LinkedHashMap<>();
    Matcher found = DELIVERY.matcher(answer(post("/claims?most=100&claim=PT1H", "")));
    while (found.find()) {
      deliveries.put(found.group(1), found.group(2));
    }
    return deliveries;
  }

  @Test
  void requestsMadeAgainAfterADeathHaveTheEffectOfOne() throws Exception {
    Map<Integer, String> submitted = new LinkedHashMap<>();
    for (int number = 1; number <= MESSAGES; number++) {
      String answer = answer(submission(number), number);
      assertThat(answer).contains(
          "\"repeated\":" + (number == ANSWER_LOST ? "true" : number == REQUEST_CUT ? "" : "false"));
      submitted.put(number, answer.replaceAll(".*\"mtsId\":\"([^\"]+)\".*", "$1"));
    }
    for (int number = 1; number <= MESSAGES; number++) {
      assertThat(answer(submission(number))).contains("\"repeated\":true", submitted.get(number));
    }
    Map<String, String> deliveries = claimed();
    assertThat(deliveries.values()).containsExactlyInAnyOrderElementsOf(submitted.values());

    int number = 0;
    for (String id : deliveries.keySet()) {
      number++;
      HttpRequest taking = post("/deliveries/" + id + "/acknowledgement", "");
      assertThat(answer(taking, number)).containsAnyOf("\"settled\":\"now\"",
          "\"settled\":\"before\"");
      if (isCut(number)) {
        assertThat(answer(taking)).contains("\"settled\":\"before\"");
        // A death ends the claims of those that are left, not one more and not one less.
        assertThat(claimed()).hasSize(MESSAGES - number);
      }
    }
    assertThat(mta.control().queue(Optional.empty())).isEmpty();
  }
}
