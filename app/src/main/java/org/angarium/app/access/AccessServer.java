package org.angarium.app.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.angarium.app.control.ControlJson;
import org.angarium.app.http.LoopbackServer;
import org.angarium.app.http.Route;
import org.angarium.app.http.TokenHolders;
import org.angarium.mta.MtaControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves access units over HTTP on the loopback address, each by its own token and none of the operator's rights. Tells the port by
 * {@code access.json} in the data directory, from start to close.
 */
public final class AccessServer implements AutoCloseable {
  static final String FILE = "access.json";
  private static final Logger LOG = LoggerFactory.getLogger(AccessServer.class);
  /** Longer than a request may wait for deliveries. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final LoopbackServer server;
  private final Path file;

  private AccessServer(LoopbackServer server, Path file) {
    this.server = server;
    this.file = file;
  }

  /**
   * What is served and where.
   *
   * @param port TCP port on the loopback address; 0 lets the system choose
   * @param dataDirectory where {@code access.json} is written
   * @param maximumContent octets of the longest content that may be submitted
   */
  public record Settings(int port, Path dataDirectory, long maximumContent) {}

  /** What the file says. */
  record Place(String mta, int port) {}

  /** @throws IOException if the port is taken or the file cannot be written */
  public static AccessServer start(MtaControl mta, Settings settings, InstantSource clock)
      throws IOException {
    LoopbackServer server = LoopbackServer.start("access", settings.port(), IDLE,
        new AccessUnits(mta, settings.maximumContent(), clock), ControlJson.MAPPER);
    AccessServer started = new AccessServer(server, settings.dataDirectory().resolve(FILE));
    try {
      Path unfinished = settings.dataDirectory().resolve(FILE + ".new");
      Files.writeString(unfinished,
          ControlJson.MAPPER.writeValueAsString(new Place(mta.status().name(), server.port())),
          StandardCharsets.UTF_8);
      Files.move(unfinished, started.file, StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  private record AccessUnits(MtaControl mta, long maximumContent,
      InstantSource clock) implements TokenHolders {
    @Override
    public Optional<List<Route>> routes(String token) {
      return mta.accessUnitOf(token).map(unit -> {
        List<Route> routes = new ArrayList<>(
            new SubmissionResources(unit, maximumContent, clock).routes());
        routes.addAll(new DeliveryResources(unit).routes());
        return List.copyOf(routes);
      });
    }

    @Override
    public String whereTheTokenIs() {
      return "it is that of an [[access-unit]] in the configuration of the MTA";
    }
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", file, e.getMessage());
    }
    server.close();
  }
}
