package org.angarium.app.command;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Plain;
import org.angarium.app.ping.Ping;
import org.angarium.app.ping.PingResult;
import org.angarium.app.ping.Target;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.OsiSelectors;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.config.Password;
import org.angarium.mta.config.Selector;
import org.angarium.osi.net.TcpNetwork;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens and closes an association with a peer. */
@Command(name = "ping", description = {
    "Open an association with a peer and close it again; tell layer by layer how far it got.",
    "Needs no running MTA. Exit code 0 only if the peer accepted the bind."}, footer = {
        "  angarium ping BRAVO             the peer of a connector",
        "  angarium ping --host 10.0.0.7 --local-mta ALPHA --password secret",
        "  angarium ping --host 10.0.0.7 --tsel 0x5031 --mode x410-1984 --local-mta ALPHA"})
final class PingCommand extends Subcommand {
  private static final int LAYER_WIDTH = 14;
  private static final int TIME_WIDTH = 9;

  private final InstantSource clock;

  @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "A connector of the configuration.")
  private @Nullable String connector;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = "--host", paramLabel = "HOST", description = "The peer, instead of a connector.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "102", description = "Its TCP port (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--psel", paramLabel = "SELECTOR", description = "Its presentation selector: text or 0x….")
  private String presentation = "";

  @Option(names = "--ssel", paramLabel = "SELECTOR", description = "Its session selector.")
  private String session = "";

  @Option(names = "--tsel", paramLabel = "SELECTOR", description = "Its transport selector.")
  private String transport = "";

  @Option(names = "--mode", paramLabel = "MODE", defaultValue = "normal", description = "normal, x410-1988 or x410-1984 (default ${DEFAULT-VALUE}).")
  private String mode = "normal";

  @Option(names = "--monologue", description = "Propose monologue instead of two-way alternate.")
  private boolean monologue;

  @Option(names = "--local-mta", paramLabel = "NAME", description = "The name we give.")
  private @Nullable String localMta;

  @Option(names = "--remote-mta", paramLabel = "NAME", description = "The name the peer should give.")
  private @Nullable String remoteMta;

  @Option(names = "--password", paramLabel = "PASSWORD", description = "The password we give.")
  private @Nullable String password;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30", description = "Bound of the whole opening (default ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  PingCommand(Surroundings surroundings) {
    this.clock = surroundings.clock();
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, InterruptedException {
    Target target = target();
    if (!json) {
      out().println("Opening an association with " + target.host() + ":" + target.port() + " as \""
          + target.localMta() + "\" (" + words(target.mode()) + ", " + words(target.dialogue()) + ")");
      out().flush();
    }
    PingResult result = Ping.run(target, new TcpNetwork(), clock, this::show);
    if (json) {
      printJson(result);
    } else {
      conclude(result);
    }
    return result.accepted() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Target target() throws ConfigException, CommandFailure {
    if (timeout < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--timeout: must be at least 1 second");
    }
    if ((connector == null) == (host == null)) {
      throw new CommandFailure(ExitCode.USAGE, "ping needs the name of a connector, or --host");
    }
    return host == null ? ofConnector(String.valueOf(connector)) : ofOptions(host);
  }

  private Target ofConnector(String name) throws ConfigException, CommandFailure {
    MtaConfig mta = config.read();
    ConnectorConfig found = mta.connector(name)
        .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "there is no connector " + name + " in "
            + config.file() + "; it has "
            + mta.connectors().stream().map(ConnectorConfig::name).toList()));
    if (found.host().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE,
          "connector " + name + " has no host: only its peer opens associations");
    }
    return Target.of(found, Duration.ofSeconds(timeout));
  }

  private Target ofOptions(String address) throws CommandFailure {
    if (localMta == null) {
      throw new CommandFailure(ExitCode.USAGE, "--local-mta: say by which name we bind");
    }
    OsiSelectors selectors = new OsiSelectors(selector("--psel", presentation), selector("--ssel", session),
        selector("--tsel", transport));
    OverrideValues.Rts rts = OverrideValues.DEFAULTS.rts();
    return new Target(address, port, Optional.ofNullable(remoteMta), localMta,
        Optional.ofNullable(password).map(Password::new), selectors, OsiSelectors.NONE,
        monologue ? Dialogue.MONOLOGUE : Dialogue.TWO_WAY_ALTERNATE, Turn.INITIATOR, protocolMode(),
        rts.checkpointKilooctets(), rts.windowCheckpoints(), Duration.ofSeconds(timeout));
  }

  private static Selector selector(String option, String text) throws CommandFailure {
    try {
      return Selector.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE,
          option + ": must be printable ASCII or hexadecimal like 0x5031, not " + text);
    }
  }

  private ProtocolMode protocolMode() throws CommandFailure {
    return switch (mode) {
      case "normal" -> ProtocolMode.NORMAL;
      case "x410-1988" -> ProtocolMode.X410_1988;
      case "x410-1984" -> ProtocolMode.X410_1984;
      default -> throw new CommandFailure(ExitCode.USAGE,
          "--mode: must be normal, x410-1988 or x410-1984, not " + mode);
    };
  }

  private void show(PingResult.Step step) {
    if (json) {
      return;
    }
    String time = step.after().toMillis() + " ms";
    String layer = words(step.layer());
    out().println("  " + layer + " ".repeat(LAYER_WIDTH - layer.length()) + Ink.GOOD.on("ok", colours())
        + " ".repeat(Math.max(1, TIME_WIDTH - time.length())) + time
        + (step.detail().isEmpty() ? "" : "  " + Plain.text(step.detail())));
    out().flush();
  }

  private void conclude(PingResult result) {
    Layer failedAt = result.failedAt();
    if (failedAt == null) {
      out().println("The association was accepted"
          + (result.closed() ? " and closed in order." : "; the peer did not close it in order."));
      return;
    }
    String layer = words(failedAt);
    out().println("  " + layer + " ".repeat(LAYER_WIDTH - layer.length()) + Ink.BAD.on("failed", colours()));
    out().println(Plain.text(String.valueOf(result.failure())));
  }

  private static String words(Layer layer) {
    return switch (layer) {
      case TCP -> "TCP";
      case TRANSPORT -> "Transport";
      case SESSION -> "Session";
      case PRESENTATION -> "Presentation";
      case ACSE -> "ACSE";
      case RTSE -> "RTSE";
      case APPLICATION -> "MTA bind";
    };
  }

  private static String words(ProtocolMode mode) {
    return switch (mode) {
      case NORMAL -> "normal mode";
      case X410_1988 -> "X.410 mode, 1988";
      case X410_1984 -> "X.410 mode, 1984";
    };
  }

  private static String words(Dialogue dialogue) {
    return dialogue.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
