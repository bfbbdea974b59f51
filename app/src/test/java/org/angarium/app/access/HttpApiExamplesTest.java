package org.angarium.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.angarium.app.LiveMta;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/http-api.md, run one after the other as they stand there. */
@Timeout(120)
class HttpApiExamplesTest {
  private static final Pattern EXAMPLE = Pattern.compile("```sh\\n(.*?)```\\n(?:```json\\n(.*?)```\\n)?",
      Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("^\\[\\{\"id\":([0-9]+)");
  private static final Pattern MTS_ID = Pattern.compile("^\\{\"mtsId\":\"([^\"]+)\"");
  private static final Pattern CONFIG = Pattern.compile("```toml\\n(.*?)```\\n", Pattern.DOTALL);

  @TempDir
  Path directory;

  @Test
  void theExamplesAreAnsweredAsTheDocumentSays() throws Exception {
    assumeTrue(present("curl") && present("bash"), "curl and bash are needed to run the examples");
    String document = Files.readString(Path.of("..", "docs", "http-api.md"));
    List<MatchResult> examples = EXAMPLE.matcher(document).results().toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(8);
    MatchResult toml = CONFIG.matcher(document).results().findFirst().orElseThrow();
    MtaConfig config = ConfigReader
        .read(Files.writeString(directory.resolve("alpha.toml"), toml.group(1)));
    String token = config.access().units().getFirst().token().orElseThrow().text();
    try (LiveMta mta = LiveMta.start(config, event -> {});
        AccessServer server = AccessServer.start(mta.control(),
            new AccessServer.Settings(0, directory, Long.MAX_VALUE), InstantSource.system())) {
      Map<String, String> known = new HashMap<>(
          Map.of("PORT", Integer.toString(server.port()), "TOKEN", token, "ID", "0", "NEXT", "0", "MTS", ""));
      String begin = examples.getFirst().group(1);
      for (MatchResult example : examples.subList(1, examples.size())) {
        if (example.group(1).contains("$NEXT") && known.get("NEXT").equals("0")) {
          known.put("NEXT", Long.toString(mta.control().queue().getLast().id()));
        }
        String answer = run(begin + example.group(1), known);
        assertThat(answer.strip()).as(example.group(1)).matches(pattern(example.group(2)));
        remember(ID.matcher(answer), "ID", known);
        Matcher submitted = MTS_ID.matcher(answer);
        if (known.get("MTS").isEmpty()) {
          remember(submitted, "MTS", known);
        }
      }
      assertThat(mta.control().queue()).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static void remember(Matcher found, String name, Map<String, String> known) {
    if (found.find()) {
      known.put(name, found.group(1));
    }
  }

  /** Anything in the place of an ellipsis. */
  private static Pattern pattern(String expected) {
    return Pattern.compile(
        List.of(expected.strip().split("…", -1)).stream().map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  private static boolean present(String tool) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
  }

  private static String run(String script, Map<String, String> known) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    builder.environment().putAll(known);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
