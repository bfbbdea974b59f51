package org.angarium.mta;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes configurations for tests: every wait has a bound of a few seconds, so that tests see it reached. */
public final class TestConfig {
  private static final int FIRST_PORT = 11_000;
  private static final int PORTS = 20_000;
  private static final AtomicInteger NEXT_PORT = new AtomicInteger(
      (int) (ProcessHandle.current().pid() * 211 % PORTS));

  private final String name;
  private final int port;
  private final Map<String, Object> root = new LinkedHashMap<>();
  private final Map<String, Object> listener = new LinkedHashMap<>();
  private final Map<String, Object> defaults = new LinkedHashMap<>();
  private final Map<String, Object> lifetime = new LinkedHashMap<>();
  private final List<Map<String, Object>> mailboxes = new ArrayList<>();
  private final List<Map<String, Object>> connectors = new ArrayList<>();
  private final List<Map<String, Object>> accessUnits = new ArrayList<>();

  /** @param name for example ALPHA: the MTA is MTA-ALPHA in the domain of PRMD ALPHA, its password secret-ALPHA */
  public TestConfig(String name, int port) {
    this.name = name;
    this.port = port;
    defaults.put("open-interval", 1);
    defaults.put("transfer-interval", 1);
    defaults.put("connect-timeout", 2);
    defaults.put("open-timeout", 2);
    defaults.put("answer-timeout", 2);
    defaults.put("end-answer-timeout", 3);
    defaults.put("receive-timeout", 2);
    defaults.put("idle-timeout", 20);
    defaults.put("disconnect", 1);
    defaults.put("association-lifetime", 15);
  }

  /** A port that is free and stays so for a listener that goes and comes again: not one that the system gives to callers. */
  public static int freePort() {
    while (true) {
      int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: the next one.
      }
    }
  }

  /** The address of a user of an MTA. */
  public static String address(String mta, String surname) {
    return "C=XX;A=TEST;P=" + mta + ";S=" + surname;
  }

  public int port() {
    return port;
  }

  public TestConfig root(String key, Object value) {
    root.put(key, value);
    return this;
  }

  public TestConfig listener(String key, Object value) {
    listener.put(key, value);
    return this;
  }

  public TestConfig defaults(String key, Object value) {
    defaults.put(key, value);
    return this;
  }

  public TestConfig lifetime(String key, Object value) {
    lifetime.put(key, value);
    return this;
  }

  /** The mailbox has the name of the user in small letters. */
  public TestConfig mailbox(String surname) {
    return mailbox(surname.toLowerCase(java.util.Locale.ROOT), address(name, surname));
  }

  public TestConfig mailbox(String mailboxName, String address) {
    mailboxes.add(Map.of("name", mailboxName, "address", address));
    return this;
  }

  /** A connector to the MTA of this name, which serves its own domain. Further values apply to the connector added last. */
  public TestConfig connector(String peer, int peerPort) {
    return connector(peer, peer, peerPort, "C=XX;A=TEST;P=" + peer, 1);
  }

  public TestConfig connector(String connectorName, String peer, int peerPort, String pattern, int cost) {
    Map<String, Object> connector = new LinkedHashMap<>();
    connector.put("name", connectorName);
    connector.put("remote-mta", "MTA-" + peer);
    connector.put("remote-password", "secret-" + peer);
    connector.put("local-password", "secret-" + name);
    connector.put("host", "127.0.0.1");
    connector.put("port", peerPort);
    connector.put("address-space", List.of(Map.of("pattern", pattern, "cost", cost)));
    connectors.add(connector);
    return this;
  }

  /** An access unit that serves a pattern. */
  public TestConfig accessUnit(String unit, String pattern) {
    accessUnits.add(new LinkedHashMap<>(
        Map.of("name", unit, "address-space", List.of(Map.of("pattern", pattern)))));
    return this;
  }

  /** A value of the access unit added last. */
  public TestConfig withUnit(String key, Object value) {
    accessUnits.getLast().put(key, value);
    return this;
  }

  /** A value of the connector added last. */
  public TestConfig with(String key, Object value) {
    connectors.getLast().put(key, value);
    return this;
  }

  public String toml() {
    StringBuilder text = new StringBuilder();
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("name", "MTA-" + name);
    top.put("data-directory", "data");
    Map<String, Object> domain = new LinkedHashMap<>(Map.of("country", "XX", "admd", "TEST", "prmd", name));
    top.put("domain", domain);
    top.putAll(root);
    keys(text, top);
    table(text, "[lifetime]", lifetime);
    table(text, "[defaults]", defaults);
    Map<String, Object> listening = new LinkedHashMap<>(Map.of("address", "127.0.0.1", "port", port));
    listening.putAll(listener);
    table(text, "[[listener]]", listening);
    mailboxes.forEach(mailbox -> table(text, "[[mailbox]]", mailbox));
    connectors.forEach(connector -> table(text, "[[connector]]", connector));
    accessUnits.forEach(unit -> table(text, "[[access-unit]]", unit));
    return text.toString();
  }

  private static void table(StringBuilder text, String header, Map<String, Object> values) {
    text.append('\n').append(header).append('\n');
    keys(text, values);
  }

  private static void keys(StringBuilder text, Map<String, Object> values) {
    values.forEach((key, value) -> text.append(key).append(" = ").append(toml(value)).append('\n'));
  }

  private static String toml(Object value) {
    return switch (value) {
      case String string -> '"' + string + '"';
      case List<?> list -> "[" + String.join(", ", list.stream().map(TestConfig::toml).toList()) + "]";
      case Map<?, ?> map -> "{ " + String.join(", ",
          map.entrySet().stream().map(entry -> entry.getKey() + " = " + toml(entry.getValue())).toList())
          + " }";
      default -> value.toString();
    };
  }
}
