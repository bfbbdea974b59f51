package org.angarium.app.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.util.List;

/** An LDAP server in this process, on loopback, without a schema. */
public final class TestDirectory implements AutoCloseable {
  static final String MANAGER = "cn=manager,dc=example";
  static final String PASSWORD = "secret";
  private static final String P = "C=DE;A=EXAMPLE;P=ALPHA;";

  public final InMemoryDirectoryServer server;

  private TestDirectory(InMemoryDirectoryServer server) {
    this.server = server;
  }

  public static TestDirectory start(InMemoryOperationInterceptor... interceptors) throws LDAPException {
    return start(InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null),
        interceptors);
  }

  public static TestDirectory start(InMemoryListenerConfig listener,
      InMemoryOperationInterceptor... interceptors)
      throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example");
    config.setSchema(null);
    config.addAdditionalBindCredentials(MANAGER, PASSWORD);
    config.setListenerConfigs(listener);
    for (InMemoryOperationInterceptor interceptor : interceptors) {
      config.addInMemoryOperationInterceptor(interceptor);
    }
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    TestDirectory directory = new TestDirectory(server);
    directory.add("dc=example", "objectClass: domain");
    directory.add("ou=staff,dc=example", "objectClass: organizationalUnit");
    directory.add("ou=groups,dc=example", "objectClass: organizationalUnit");
    server.startListening();
    return directory;
  }

  public int port() {
    return server.getListenPort();
  }

  /** @param lines {@code attribute: value} */
  public TestDirectory add(String dn, String... lines) throws LDAPException {
    Entry entry = new Entry(dn);
    entry.addAttribute("objectClass", "top");
    for (String line : lines) {
      int colon = line.indexOf(": ");
      entry.addAttribute(line.substring(0, colon), line.substring(colon + 2));
    }
    server.add(entry);
    return this;
  }

  public TestDirectory person(String name) throws LDAPException {
    return add(dn(name), "objectClass: mhsUser", "mhsORAddresses: " + address(name));
  }

  public TestDirectory group(String name, List<String> members) throws LDAPException {
    return add("cn=" + name + ",ou=groups,dc=example",
        members.stream().map(member -> "member: " + member).toArray(String[]::new));
  }

  public static String dn(String name) {
    return "cn=" + name + ",ou=staff,dc=example";
  }

  public static String address(String name) {
    return P + "S=" + name;
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
