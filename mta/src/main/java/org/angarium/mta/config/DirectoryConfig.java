package org.angarium.mta.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An LDAP directory that lists find their members in.
 *
 * @param name key of the directory, unique
 * @param servers at least one; each is tried in this order, and all hold the same
 * @param bindDn whom we say we are; empty to stay anonymous
 * @param password given with the DN; empty if it stands in the file, or for a DN without one
 * @param passwordFile whose first line is the password, read anew at each bind
 * @param startTls whether an {@code ldap} connection is secured before anything else is said
 * @param trust PEM file with the certificates that servers may show or be signed by; empty for those that the JDK trusts
 * @param timeout for connecting and for each answer
 * @param lookupTimeout for all of one look-up, on whichever servers
 * @param pageSize entries asked for at a time; 0 to ask for all at once
 * @param cache how long members that were found are used again
 */
public record DirectoryConfig(String name, List<Server> servers, Optional<String> bindDn,
    Optional<Password> password, Optional<Path> passwordFile, boolean startTls, Optional<Path> trust,
    Duration timeout, Duration lookupTimeout, int pageSize, Referrals referrals, Duration cache) {
  /** @param tls whether the connection is secured from its beginning ({@code ldaps}) */
  public record Server(String host, int port, boolean tls) {
    @Override
    public String toString() {
      return (tls ? "ldaps://" : "ldap://") + host + ":" + port;
    }
  }

  /** What is done when a server says that another one has the rest. */
  public enum Referrals {
    /** The look-up fails: rather nobody gets the message yet than some never. */
    REFUSE,
    /** The other server is asked, with the same name and password. */
    FOLLOW,
    /** The rest counts as not there. */
    IGNORE
  }

  public DirectoryConfig {
    servers = List.copyOf(servers);
  }
}
