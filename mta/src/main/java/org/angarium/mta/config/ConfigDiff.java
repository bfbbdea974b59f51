package org.angarium.mta.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What differs between the configuration in force and a new one. Everything but what {@code restart} names can be taken over while
 * messages are being transferred.
 *
 * @param restart keys whose change takes effect after a restart only
 * @param addedConnectors names, as in the following sets
 * @param changedConnectors connectors of both whose values, inherited ones included, differ
 * @param otherwise whether anything else differs: lifetimes, limits, the event log …
 */
public record ConfigDiff(Set<String> restart, Set<String> addedConnectors, Set<String> removedConnectors,
    Set<String> changedConnectors, Set<String> addedMailboxes, Set<String> removedMailboxes,
    Set<String> changedMailboxes, boolean otherwise) {

  public static ConfigDiff between(MtaConfig old, MtaConfig now) {
    Set<String> restart = new TreeSet<>();
    note(restart, "name", old.name(), now.name());
    note(restart, "domain", old.domain(), now.domain());
    note(restart, "data-directory", old.dataDirectory(), now.dataDirectory());
    note(restart, "listener", old.listeners(), now.listeners());
    note(restart, "control", old.control(), now.control());
    note(restart, "access", List.of(old.access().enabled(), old.access().port()),
        List.of(now.access().enabled(), now.access().port()));
    note(restart, "event-log", file(old.eventLog()), file(now.eventLog()));
    note(restart, "tracking.enabled", old.tracking().enabled(), now.tracking().enabled());
    Map<String, ConnectorConfig> oldConnectors = byName(old.connectors(), ConnectorConfig::name);
    Map<String, ConnectorConfig> connectors = byName(now.connectors(), ConnectorConfig::name);
    Map<String, MailboxConfig> oldMailboxes = byName(old.mailboxes(), MailboxConfig::name);
    Map<String, MailboxConfig> mailboxes = byName(now.mailboxes(), MailboxConfig::name);
    boolean otherwise = !old.lifetimes().equals(now.lifetimes()) || !old.names().equals(now.names())
        || old.hopLimit() != now.hopLimit()
        || old.mostRecipients() != now.mostRecipients()
        || old.minimumFreeOctets() != now.minimumFreeOctets()
        || old.leastCostOnly() != now.leastCostOnly()
        || !old.duplicateMemory().equals(now.duplicateMemory())
        || old.maximumMessageOctets() != now.maximumMessageOctets() || !old.eventLog().equals(now.eventLog())
        || !old.tracking().equals(now.tracking()) || !old.access().units().equals(now.access().units());
    return new ConfigDiff(restart, missing(connectors, oldConnectors), missing(oldConnectors, connectors),
        changed(oldConnectors, connectors), missing(mailboxes, oldMailboxes),
        missing(oldMailboxes, mailboxes),
        changed(oldMailboxes, mailboxes), otherwise);
  }

  /** All but what is shown on the console. */
  private static EventLogConfig file(EventLogConfig config) {
    return new EventLogConfig(config.file(), config.rollAtOctets(), config.keep(), Optional.empty());
  }

  public boolean needsRestart() {
    return !restart.isEmpty();
  }

  /** Whether mail that waits may belong elsewhere now. */
  public boolean changesRoutes() {
    return !addedConnectors.isEmpty() || !changedConnectors.isEmpty() || !addedMailboxes.isEmpty()
        || !changedMailboxes.isEmpty() || otherwise;
  }

  public boolean isEmpty() {
    return restart.isEmpty() && addedConnectors.isEmpty() && removedConnectors.isEmpty()
        && changedConnectors.isEmpty() && addedMailboxes.isEmpty() && removedMailboxes.isEmpty()
        && changedMailboxes.isEmpty() && !otherwise;
  }

  /** One line for an operator, for example {@code connectors added: b; restart needed for: listener}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    append(out, "connectors added", addedConnectors);
    append(out, "connectors removed", removedConnectors);
    append(out, "connectors changed", changedConnectors);
    append(out, "mailboxes added", addedMailboxes);
    append(out, "mailboxes removed", removedMailboxes);
    append(out, "mailboxes changed", changedMailboxes);
    append(out, "restart needed for", restart);
    if (otherwise) {
      out.append(out.isEmpty() ? "" : "; ").append("general values changed");
    }
    return out.isEmpty() ? "nothing changed" : out.toString();
  }

  private static void append(StringBuilder out, String what, Set<String> names) {
    if (!names.isEmpty()) {
      out.append(out.isEmpty() ? "" : "; ").append(what).append(": ").append(String.join(", ", names));
    }
  }

  private static void note(Set<String> restart, String key, Object old, Object now) {
    if (!old.equals(now)) {
      restart.add(key);
    }
  }

  private static <T> Map<String, T> byName(List<T> values, Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    values.forEach(value -> map.put(name.apply(value), value));
    return map;
  }

  private static Set<String> missing(Map<String, ?> from, Map<String, ?> in) {
    Set<String> names = new TreeSet<>(from.keySet());
    names.removeAll(in.keySet());
    return names;
  }

  private static <T> Set<String> changed(Map<String, T> old, Map<String, T> now) {
    Set<String> names = new TreeSet<>();
    old.forEach((name, value) -> {
      T other = now.get(name);
      if (other != null && !other.equals(value)) {
        names.add(name);
      }
    });
    return names;
  }
}
