package org.angarium.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.app.dissect.AnnotatedHex;
import org.angarium.app.dissect.Dissection;
import org.angarium.app.dissect.Finding;
import org.angarium.app.dissect.Layer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what octets of an association, message or content mean. */
@Command(name = "decode", description = {
    "Show what octets mean: a stream of TPKTs, an SPDU, PPDU, an APDU of ACSE, RTSE or P1, "
        + "a content.",
    "Broken input is shown as far as it goes, with what is wrong and where; the exit code is then 1."}, footer = {
        "  angarium decode apdu.ber", "  angarium decode --as p2 content.ber",
        "  angarium decode - < capture.tpkt", "  angarium decode capture.hex --json"})
final class DecodeCommand extends Subcommand {
  /** Longer than any APDU that a person looks at octet by octet. */
  private static final int LONGEST = 64 << 20;

  private final InputStream input;

  @Parameters(paramLabel = "FILE", description = "Octets, or hexadecimal digits as text; - is standard input.")
  private String file = "-";

  @Option(names = "--as", paramLabel = "LAYER", description = "What it is: tpkt, tpdu, spdu, ppdu, acse, rtse, p1, envelope, p2, ber; "
      + "recognised by itself if not given.")
  private @Nullable String as;

  @Option(names = "--full", description = "Show all octets of each value.")
  private boolean full;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  DecodeCommand(Surroundings surroundings) {
    this.input = surroundings.input();
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    byte[] octets = octets();
    octets = Dissection.fromHexText(octets).orElse(octets);
    Finding whole = Dissection.of(octets, layer(octets));
    if (json) {
      printJson(tree(whole));
    } else {
      AnnotatedHex.lines(whole, full).forEach(out()::println);
    }
    Finding broken = whole.firstBroken();
    if (broken == null) {
      return ExitCode.OK;
    }
    out().flush();
    String place = broken.octets().origin().isEmpty() ? "" : " of the " + broken.octets().origin();
    throw new CommandFailure(ExitCode.FAILED,
        "broken at octet " + broken.problemAt() + place + ": " + broken.label() + ": " + broken.problem());
  }

  private Layer layer(byte[] octets) throws CommandFailure {
    String name = as;
    return name == null
        ? Layer.recognise(octets)
        : Layer.of(name).orElseThrow(() -> new CommandFailure(ExitCode.USAGE,
            "--as: must be one of " + Arrays.toString(Layer.values()) + ", not " + name));
  }

  private byte[] octets() throws CommandFailure, IOException {
    Path path = Path.of(file);
    if (!file.equals("-") && !Files.isReadable(path)) {
      throw new CommandFailure(ExitCode.FAILED, file + " cannot be read");
    }
    try (InputStream in = file.equals("-") ? input : Files.newInputStream(path)) {
      byte[] octets = in.readNBytes(LONGEST + 1);
      if (octets.length > LONGEST) {
        throw new CommandFailure(ExitCode.FAILED, file + " is longer than " + (LONGEST >> 20) + " MB");
      }
      return octets;
    }
  }

  private static Map<String, Object> tree(Finding finding) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("label", finding.label());
    if (!finding.octets().origin().isEmpty()) {
      node.put("in", finding.octets().origin());
    }
    node.put("offset", finding.start());
    node.put("length", finding.end() - finding.start());
    if (finding.value() != null) {
      node.put("value", finding.value());
    }
    if (finding.problem() != null) {
      node.put("broken", finding.problem());
      node.put("brokenAt", finding.problemAt());
    }
    List<Finding> parts = finding.parts();
    if (!parts.isEmpty()) {
      node.put("parts", parts.stream().map(DecodeCommand::tree).toList());
    }
    return node;
  }
}
