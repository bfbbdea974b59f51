package org.angarium.mta.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.tomlj.TomlTable;

/** Reads the directories, and where in them lists find their members. */
final class DirectoryReader {
  static final Key DIRECTORY = new Key("directory",
      "an LDAP directory that lists find members in, [[directory]]");
  static final Key MEMBERS_LDAP = new Key("members-ldap", "where in a directory the members are");

  private static final Key NAME = new Key("name", "the unique key of the directory");
  private static final Key URL = new Key("url",
      "ldap://host:port or ldaps://host:port, or a list of servers that hold the same, tried in this order");
  private static final Key BIND_DN = new Key("bind-dn",
      "the distinguished name that the MTA binds as; left out: anonymous");
  private static final Key PASSWORD = new Key("password", "the password of bind-dn");
  private static final Key PASSWORD_FILE = new Key("password-file",
      "a file whose first line is the password of bind-dn, relative to the configuration file");
  private static final Key START_TLS = new Key("start-tls",
      "whether ldap:// connections are secured with StartTLS");
  private static final Key TRUST = new Key("trust",
      "a PEM file with the certificates that servers may show or be signed by, relative to the configuration"
          + " file; left out: those that the JDK trusts");
  private static final Key TIMEOUT = new Key("timeout", "how long to wait for a connection or an answer");
  private static final Key LOOKUP_TIMEOUT = new Key("lookup-timeout", "how long a whole look-up may take");
  private static final Key PAGE_SIZE = new Key("page-size", "entries asked for at a time, 0 for all at once");
  private static final Key REFERRALS = new Key("referrals",
      "what is done when a server says that another one has the rest");
  private static final Key CACHE = new Key("cache", "how long members that were found are used again");

  private static final Key OF = new Key("directory", "the name of a [[directory]]");
  private static final Key BASE = new Key("base", "the distinguished name that the search begins at");
  private static final Key SCOPE = new Key("scope", "how far below the base is searched");
  private static final Key FILTER = new Key("filter", "which entries are found, as in RFC 4515");
  private static final Key ADDRESS_ATTRIBUTE = new Key("address-attribute",
      "the attribute that holds a member's O/R address as text");
  private static final Key MEMBER_ATTRIBUTE = new Key("member-attribute",
      "the attribute of the entries found that holds the distinguished names of the members; left out: the"
          + " entries found are the members");
  private static final Key EVERY_VALUE = new Key("every-value",
      "whether each value of address-attribute is a member of its own");
  private static final Key MAXIMUM_MEMBERS = new Key("maximum-members",
      "with more members the list is not expanded");

  private static final int LDAP_PORT = 389;
  private static final int LDAPS_PORT = 636;
  private static final String ATTRIBUTE_NAME = "[A-Za-z][A-Za-z0-9-]*|[0-9]+(\\.[0-9]+)+";
  private static final Map<String, DirectoryConfig.Referrals> REFERRAL_WORDS = new LinkedHashMap<>();
  private static final Map<String, MemberSearch.Scope> SCOPES = new LinkedHashMap<>();

  static {
    REFERRAL_WORDS.put("refuse", DirectoryConfig.Referrals.REFUSE);
    REFERRAL_WORDS.put("follow", DirectoryConfig.Referrals.FOLLOW);
    REFERRAL_WORDS.put("ignore", DirectoryConfig.Referrals.IGNORE);
    SCOPES.put("base", MemberSearch.Scope.BASE);
    SCOPES.put("one", MemberSearch.Scope.ONE);
    SCOPES.put("subtree", MemberSearch.Scope.SUBTREE);
  }

  private final Map<String, DirectoryConfig> directories = new LinkedHashMap<>();

  /** @param place that the paths of files are relative to */
  DirectoryReader(Section root, Path place) {
    for (Section section : root.tables(DIRECTORY, DirectoryReader::label)) {
      DirectoryConfig directory = directory(section, place);
      if (!directory.name().isEmpty() && directories.putIfAbsent(directory.name(), directory) != null) {
        section.refuse(NAME, "another directory has this name already");
      }
    }
  }

  private static String label(TomlTable table, int number) {
    return table.get(List.of("name")) instanceof String name && !name.isEmpty()
        ? "directory \"" + name + "\""
        : "directory " + number;
  }

  private static DirectoryConfig directory(Section section, Path place) {
    String name = section.text(NAME, 64);
    List<DirectoryConfig.Server> servers = new ArrayList<>();
    section.texts(URL).forEach(url -> server(section, url).ifPresent(servers::add));
    if (!section.has(URL)) {
      section.missing(URL);
    }
    Optional<String> bindDn = distinguishedName(section, BIND_DN);
    Optional<Password> password = section.password(PASSWORD);
    Optional<Path> passwordFile = file(section, PASSWORD_FILE, place);
    if (password.isPresent() && passwordFile.isPresent()) {
      section.refuse(PASSWORD_FILE, "the password is given already: leave one of the two out");
    }
    if (bindDn.isEmpty() && passwordFile.isPresent()) {
      section.refuse(PASSWORD_FILE, "is of no use without bind-dn");
    }
    boolean startTls = section.flag(START_TLS, false);
    if (startTls && servers.stream().anyMatch(DirectoryConfig.Server::tls)) {
      section.refuse(START_TLS, "is for ldap:// only: ldaps:// is secured already");
    }
    DirectoryConfig directory = new DirectoryConfig(name, servers, bindDn, password, passwordFile, startTls,
        file(section, TRUST, place),
        section.duration(TIMEOUT, Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5)),
        section.duration(LOOKUP_TIMEOUT, Duration.ofSeconds(60), Duration.ofMillis(100),
            Duration.ofHours(1)),
        section.integer(PAGE_SIZE, 500, 0, 100_000),
        section.choice(REFERRALS, DirectoryConfig.Referrals.REFUSE, REFERRAL_WORDS),
        section.duration(CACHE, Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(1)));
    section.refuseUnknownKeys();
    return directory;
  }

  private static Optional<DirectoryConfig.Server> server(Section section, String text) {
    try {
      URI url = new URI(text);
      boolean tls = "ldaps".equalsIgnoreCase(url.getScheme());
      boolean bare = (url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/"))
          && url.getQuery() == null && url.getUserInfo() == null && url.getFragment() == null;
      if ((tls || "ldap".equalsIgnoreCase(url.getScheme())) && url.getHost() != null && bare
          && url.getPort() != 0 && url.getPort() <= 65535) {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        int port = url.getPort() < 0 ? tls ? LDAPS_PORT : LDAP_PORT : url.getPort();
        return Optional.of(new DirectoryConfig.Server(host, port, tls));
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    section.refuse(URL, "\"" + text + "\" is no server's URL: only a scheme, ldap or ldaps, a host and a port"
        + " may be given");
    return Optional.empty();
  }

  private static Optional<Path> file(Section section, Key key, Path place) {
    Optional<Path> file = section.optionalText(key, 4096).map(text -> place.resolve(text).normalize());
    if (file.isPresent() && !Files.isReadable(file.get())) {
      section.refuse(key, "the file does not exist or may not be read");
    }
    return file;
  }

  private static Optional<String> distinguishedName(Section section, Key key) {
    if (!section.has(key)) {
      return Optional.empty();
    }
    String text = section.addressText(key);
    try {
      if (!text.isEmpty() && new LdapName(text).isEmpty()) {
        section.refuse(key, "is an empty distinguished name");
      }
    } catch (InvalidNameException e) {
      section.refuse(key, "is no distinguished name like \"ou=staff,dc=example\": " + e.getMessage());
    }
    return Optional.of(text);
  }

  /** Where the members of the list of this section are, if it has them in a directory. */
  Optional<MemberSearch> search(Section list) {
    if (!list.has(MEMBERS_LDAP)) {
      return Optional.empty();
    }
    Section section = list.table(MEMBERS_LDAP);
    String name = section.text(OF, 64);
    DirectoryConfig directory = directories.get(name);
    if (directory == null && !name.isEmpty()) {
      section.refuse(OF, directories.isEmpty()
          ? "there is no [[directory]]"
          : "there is no directory of this name, only " + String.join(", ", directories.keySet()));
    }
    Optional<String> base = distinguishedName(section, BASE);
    if (base.isEmpty()) {
      section.missing(BASE);
    }
    String filter = section.has(FILTER) ? section.addressText(FILTER) : "(objectClass=*)";
    String fault = filter.isEmpty() ? null : FilterSyntax.fault(filter);
    if (fault != null) {
      section.refuse(FILTER, fault);
    }
    Optional<String> memberAttribute = attribute(section, MEMBER_ATTRIBUTE);
    MemberSearch.Scope scope = section.choice(SCOPE, MemberSearch.Scope.SUBTREE, SCOPES);
    String addressAttribute = attribute(section, ADDRESS_ATTRIBUTE).orElse("mhsORAddresses");
    boolean everyValue = section.flag(EVERY_VALUE, false);
    int maximumMembers = section.integer(MAXIMUM_MEMBERS, 20_000, 1, 1_000_000);
    section.refuseUnknownKeys();
    return directory == null
        ? Optional.empty()
        : Optional.of(new MemberSearch(directory, base.orElse(""), scope, filter, addressAttribute,
            memberAttribute, everyValue, maximumMembers));
  }

  private static Optional<String> attribute(Section section, Key key) {
    Optional<String> name = section.optionalText(key, 256);
    if (name.isPresent() && !name.get().matches(ATTRIBUTE_NAME)) {
      section.refuse(key, "is no name of an attribute: letters, digits and hyphens, or an object identifier");
    }
    return name;
  }
}
