package org.angarium.app.http;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Serves HTTP on the loopback address, from start to close. */
public final class LoopbackServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 200;
  private static final int REQUEST_HEAD_OCTETS = 256 * 1024;

  private final String name;
  private final Server server;

  private LoopbackServer(String name, Server server) {
    this.name = name;
    this.server = server;
  }

  /**
   * @param name for threads and messages: "the … interface"
   * @param port TCP port on the loopback address; 0 lets the system choose
   * @param idle how long a connection may be silent, and so the longest wait of a request
   * @param json writes answers
   * @throws IOException if the port is taken
   */
  public static LoopbackServer start(String name, int port, Duration idle, TokenHolders holders,
      JsonMapper json) throws IOException {
    LoopbackServer started = new LoopbackServer(name, server(name, port, idle, holders, json));
    try {
      started.server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw new IOException(
          "the " + name + " interface cannot listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  private static Server server(String name, int port, Duration idle, TokenHolders holders, JsonMapper json) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName(name);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + " ", 0).factory()));
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Names in a path may contain any character; no path ever names a file.
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setRequestHeaderSize(REQUEST_HEAD_OCTETS);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    server.setHandler(new ResourceHandler(holders, json));
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.setStopTimeout(STOP.toMillis());
      server.stop();
    } catch (Exception e) {
      LOG.warn("the {} interface did not stop in order: {}", name, e.getMessage());
    }
  }
}
