package org.angarium.app.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.angarium.app.http.LoopbackServer;
import org.angarium.app.http.Route;
import org.angarium.app.http.TokenHolders;
import org.angarium.mta.MtaControl;
import org.angarium.mta.event.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers local programs that ask a running MTA, over HTTP on the loopback address. Tells them by {@code control.json} in the data
 * directory how to reach it, from start to close.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int TOKEN_OCTETS = 32;

  private final LoopbackServer server;
  private final EventResource events;
  private final Path dataDirectory;
  private final ControlFile file;

  private ControlServer(LoopbackServer server, EventResource events, Path dataDirectory, ControlFile file) {
    this.server = server;
    this.events = events;
    this.dataDirectory = dataDirectory;
    this.file = file;
  }

  /**
   * What is served and where.
   *
   * @param port TCP port on the loopback address; 0 lets the system choose
   * @param dataDirectory where {@code control.json} is written
   * @param maximumContent octets of the longest content that may be submitted
   */
  public record Settings(int port, Path dataDirectory, long maximumContent) {}

  /** Whoever may read the control file may ask everything. */
  private record Operator(String secret, List<Route> all) implements TokenHolders {
    @Override
    public Optional<List<Route>> routes(String token) {
      return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8),
          token.getBytes(StandardCharsets.UTF_8)) ? Optional.of(all) : Optional.empty();
    }

    @Override
    public String whereTheTokenIs() {
      return "it is in " + ControlFile.NAME + " in the data directory of the MTA";
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "operator";
    }
  }

  /** @throws IOException if the port is taken or the control file cannot be written */
  public static ControlServer start(MtaControl mta, EventLog log, Settings settings) throws IOException {
    String name = mta.status().name();
    byte[] secret = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    EventResource events = new EventResource(log);
    List<Route> routes = new ArrayList<>(new MtaResources(mta, name).routes());
    routes.addAll(new MailboxResources(mta).routes());
    routes.addAll(new SubmissionResource(mta, settings.maximumContent()).routes());
    routes.addAll(new TrackingResource(mta).routes());
    routes.addAll(events.routes());
    LoopbackServer server = LoopbackServer.start("control", settings.port(), IDLE,
        new Operator(token, List.copyOf(routes)), ControlJson.MAPPER);
    ControlFile file = new ControlFile(name, server.port(), token,
        ProcessHandle.current().pid());
    ControlServer started = new ControlServer(server, events, settings.dataDirectory(), file);
    try {
      file.write(settings.dataDirectory());
    } catch (IOException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** The port it listens on. */
  public int port() {
    return file.port();
  }

  /** How to reach it. */
  public ControlFile file() {
    return file;
  }

  @Override
  public void close() {
    try {
      file.remove(dataDirectory);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", ControlFile.in(dataDirectory), e.getMessage());
    }
    events.stop();
    server.close();
  }
}
