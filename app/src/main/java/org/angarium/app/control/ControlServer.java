package org.angarium.app.control;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import org.angarium.mta.MtaControl;
import org.angarium.mta.event.EventLog;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers local programs that ask a running MTA, over HTTP on the loopback address. Tells them by {@code control.json} in the data
 * directory how to reach it, from start to close.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 200;
  private static final int REQUEST_HEAD_OCTETS = 256 * 1024;
  private static final int TOKEN_OCTETS = 32;

  private final Server server;
  private final EventResource events;
  private final Path dataDirectory;
  private final ControlFile file;

  private ControlServer(Server server, EventResource events, Path dataDirectory, ControlFile file) {
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

  /** @throws IOException if the port is taken or the control file cannot be written */
  public static ControlServer start(MtaControl mta, EventLog log, Settings settings) throws IOException {
    byte[] secret = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    EventResource events = new EventResource(log);
    List<Route> routes = new ArrayList<>(new MtaResources(mta).routes());
    routes.addAll(new MailboxResources(mta).routes());
    routes.addAll(new SubmissionResource(mta, settings.maximumContent()).routes());
    routes.addAll(new TrackingResource(mta).routes());
    routes.addAll(events.routes());
    Server server = server(settings.port(), new ControlHandler(token, List.copyOf(routes)));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new IOException("the control interface cannot listen on port " + settings.port() + ": "
          + e.getMessage(), e);
    }
    ControlFile file = new ControlFile(mta.status().name(), port(server), token,
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

  private static Server server(int port, ControlHandler handler) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("control");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control ", 0).factory()));
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Names in a path may contain any character; no path ever names a file.
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setRequestHeaderSize(REQUEST_HEAD_OCTETS);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    server.setHandler(handler);
    return server;
  }

  private static int port(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
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
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.setStopTimeout(STOP.toMillis());
      server.stop();
    } catch (Exception e) {
      LOG.warn("the control interface did not stop in order: {}", e.getMessage());
    }
  }
}
