package org.angarium.app.directory;

import static org.angarium.app.directory.TestDirectory.MANAGER;
import static org.angarium.app.directory.TestDirectory.PASSWORD;
import static org.angarium.app.directory.TestDirectory.address;
import static org.angarium.app.directory.TestDirectory.dn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.util.OID;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.angarium.app.Samples;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.DirectoryConfig;
import org.angarium.mta.config.MemberSearch;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.Membership;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The members of a list as a directory tells them, and every way in which it does not. */
@Timeout(60)
class LdapMemberLookupTest {
  private static final String STAFF = "base = \"ou=staff,dc=example\"";
  private static final String GROUP = "base = \"cn=g,ou=groups,dc=example\", member-attribute = \"member\"";
  private final LdapMemberLookup lookup = new LdapMemberLookup();

  @TempDir
  Path place;

  @AfterEach
  void close() {
    lookup.close();
  }

  private DistributionList list(String url, String directory, String search) throws Exception {
    String toml = Samples.CONFIG + """
        [[list]]
        name = "staff"
        address = "C=DE;A=EXAMPLE;P=ALPHA;CN=Staff"
        members = ["C=DE;A=EXAMPLE;P=ALPHA;S=Configured"]
        members-ldap = { directory = "people", %s }
        [[directory]]
        name = "people"
        url = [%s]
        cache = 0
        %s
        """.formatted(search, url, directory);
    return LocalNames.list(
        ConfigReader.read(place.resolve("angarium.toml"), toml).names().lists().getFirst());
  }

  private static String url(TestDirectory directory) {
    return "\"ldap://127.0.0.1:" + directory.port() + "\"";
  }

  private Membership members(DistributionList list) {
    return lookup.members(list).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private List<String> found(DistributionList list) {
    return members(list).members().stream().map(name -> name.address().toString())
        .filter(text -> !text.endsWith("S=Configured")).toList();
  }

  private LookupException failure(DistributionList list) {
    return (LookupException) catchThrowableOfType(CompletionException.class, () -> members(list)).getCause();
  }

  @Test
  void theEntriesThatTheFilterFindsAreMembersBesidesTheConfiguredOnes() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna").person("Bert").add(dn("Printer"), "objectClass: device");
      DistributionList list = list(url(directory), "", STAFF + ", filter = \"(objectClass=mhsUser)\"");
      assertThat(members(list).members()).extracting(name -> name.address().toString()).containsExactly(
          address("Configured"), address("Anna"), address("Bert"));
      assertThat(members(list).unusable()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8})
  void allPagesAreRead(int pageSize) throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      for (int i = 0; i < 7; i++) {
        directory.person("P" + i);
      }
      DistributionList list = list(url(directory), "page-size = " + pageSize,
          STAFF + ", scope = \"one\", maximum-members = 7");
      assertThat(found(list)).hasSize(7).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 500})
  void moreMembersThanTheMaximumIsPermanent(int pageSize) throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna").person("Bert").person("Cora");
      LookupException failure = failure(list(url(directory), "page-size = " + pageSize,
          STAFF + ", filter = \"(cn=*)\", maximum-members = 2"));
      assertThat(failure).hasMessageContaining("maximum-members = 2");
      assertThat(failure.permanent()).isTrue();
    }
  }

  @Test
  void anEntryIsOneMemberWhateverAddressesItHas() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.add(dn("Anna"), "mail: X400:" + address("Primary"), "mail: smtp:anna@example.com",
          "mail: x400:" + address("Alias"));
      directory.add(dn("Bert"), "mail: /C=DE/A=EXAMPLE/P=ALPHA/S=Slash/",
          "mail: DDA:RFC-822=b;" + address("Bert"));
      String search = STAFF + ", scope = \"one\", address-attribute = \"mail\"";
      assertThat(found(list(url(directory), "", search))).containsExactly(address("Primary"),
          address("Slash"));
      assertThat(found(list(url(directory), "", search + ", every-value = true"))).hasSize(4);
    }
  }

  @Test
  void unusableAddressesDoNotKeepTheMessageFromTheOthers() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna").add(dn("Bad"), "mhsORAddresses: anna at example").add(dn("None"), "cn: None")
          .add(dn("Long"), "mhsORAddresses: C=DE;A=EXAMPLE;S=" + "x".repeat(41));
      DistributionList list = list(url(directory), "", STAFF + ", scope = \"one\"");
      assertThat(found(list)).containsExactly(address("Anna"));
      assertThat(members(list).unusable()).satisfiesExactlyInAnyOrder(
          one -> assertThat(one).startsWith(dn("Bad")).contains("\"anna at example\" is no O/R address"),
          one -> assertThat(one).isEqualTo(dn("None") + ": has no mhsORAddresses"),
          one -> assertThat(one).startsWith(dn("Long")).contains("breaks a limit of X.411"));
      directory.server.delete(dn("Anna"));
      assertThat(failure(list)).hasMessageStartingWith("none of 3 members has a usable address").satisfies(
          failure -> assertThat(failure.permanent()).isTrue());
    }
  }

  @Test
  void anEmptyListIsNoFault() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      assertThat(found(list(url(directory), "", STAFF + ", scope = \"one\""))).isEmpty();
    }
  }

  @Test
  void aBaseThatDoesNotExistIsPermanent() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      LookupException failure = failure(list(url(directory), "", "base = \"ou=gone,dc=example\""));
      assertThat(failure).hasMessageContaining("no such object");
      assertThat(failure.permanent()).isTrue();
    }
  }

  @Test
  void groupsNameTheirMembersAndMayContainEachOther() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna").person("Bert").group("g",
          List.of(dn("Anna"), "cn=inner,ou=groups,dc=example", dn("Gone"), "no distinguished name"));
      directory.group("inner", List.of(dn("Bert"), dn("Anna"), "cn=g,ou=groups,dc=example"));
      DistributionList list = list(url(directory), "", GROUP);
      assertThat(found(list)).containsExactly(address("Anna"), address("Bert"));
      assertThat(members(list).unusable()).containsExactly(dn("Gone") + ": there is no such entry",
          "no distinguished name: is no distinguished name");
    }
  }

  @Test
  void aGroupThatIsToldInRangesIsReadToItsEnd() throws Exception {
    InMemoryOperationInterceptor ranges = new InMemoryOperationInterceptor() {
      @Override
      public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
        if (entry.getSearchEntry().getDN().startsWith("cn=g,")) {
          boolean first = entry.getRequest().getAttributeList().contains("member");
          Entry part = new Entry(entry.getSearchEntry().getDN());
          part.addAttribute(first ? "member;range=0-1" : "member;range=2-*",
              first ? new String[]{dn("Anna"), dn("Bert")} : new String[]{dn("Cora")});
          entry.setSearchEntry(new SearchResultEntry(part));
        }
      }
    };
    try (TestDirectory directory = TestDirectory.start(ranges)) {
      directory.person("Anna").person("Bert").person("Cora").group("g", List.of(dn("Anna")));
      assertThat(found(list(url(directory), "", GROUP))).containsExactly(address("Anna"), address("Bert"),
          address("Cora"));
    }
  }

  @Test
  void anotherServerIsAskedIfOneDoesNotAnswer() throws Exception {
    try (TestDirectory away = TestDirectory.start(); TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna");
      String urls = url(away) + ", " + url(directory);
      away.server.shutDown(true);
      assertThat(found(list(urls, "", STAFF + ", scope = \"one\""))).containsExactly(address("Anna"));
      directory.server.shutDown(true);
      LookupException failure = failure(list(urls, "", STAFF));
      assertThat(failure.permanent()).isFalse();
      assertThat(failure).hasMessageStartingWith("directory people: ldap://127.0.0.1:")
          .hasMessageContaining("; ldap://127.0.0.1:").hasMessageContaining("connect error");
    }
  }

  @Test
  void aServerThatComesBackIsUsedAtOnce() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna");
      int port = directory.port();
      DistributionList list = list("\"ldap://127.0.0.1:" + port + "\"", "", STAFF + ", scope = \"one\"");
      directory.server.shutDown(true);
      assertThat(failure(list).permanent()).isFalse();
      directory.server.startListening();
      try (LdapMemberLookup another = new LdapMemberLookup()) {
        assertThat(another.members(
            list("\"ldap://127.0.0.1:" + directory.port() + "\"", "", STAFF + ", scope = \"one\""))
            .toCompletableFuture().join().members()).hasSize(2);
      }
    }
  }

  @Test
  void theMtaBindsAsConfiguredAndAWrongPasswordIsForAnAdministratorToMend() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna");
      String bind = "bind-dn = \"" + MANAGER + "\"\npassword-file = \"password.txt\"\n";
      Files.writeString(place.resolve("password.txt"), PASSWORD + "\n");
      DistributionList list = list(url(directory) + ", \"ldap://127.0.0.1:9\"", bind,
          STAFF + ", scope = \"one\"");
      assertThat(found(list)).containsExactly(address("Anna"));
      Files.writeString(place.resolve("password.txt"), "wrong\n");
      LookupException failure = failure(list);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure).hasMessageContaining("invalid credentials").hasMessageNotContaining("wrong")
          .hasMessageNotContaining("127.0.0.1:9:");
      Files.writeString(place.resolve("password.txt"), "");
      try (LdapMemberLookup another = new LdapMemberLookup()) {
        // Never an anonymous bind by mistake.
        assertThat(another.members(list).toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap", "ldaps"})
  void aServerThatAcceptsAndSaysNothingIsLeftAfterTheTimeout(String scheme) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "\"" + scheme + "://127.0.0.1:" + silent.getLocalPort() + "\"";
      LookupException failure = failure(list(url, "timeout = \"300ms\"", STAFF));
      assertThat(failure.permanent()).isFalse();
      assertThat(failure).hasMessageContaining(scheme + "://127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void aServerThatTricklesIsLeftWhenTheTimeOfTheLookUpIsOver() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    InMemoryOperationInterceptor slow = new InMemoryOperationInterceptor() {
      @Override
      public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
        try {
          over.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
    try (TestDirectory directory = TestDirectory.start(slow)) {
      directory.person("Anna");
      LookupException failure = failure(
          list(url(directory), "timeout = \"30s\"\nlookup-timeout = \"300ms\"", STAFF));
      assertThat(failure).hasMessageContaining("longer than lookup-timeout");
      assertThat(failure.permanent()).isFalse();
    } finally {
      over.countDown();
    }
  }

  @Test
  void whatAnotherServerHasIsNotLeftOutSilently() throws Exception {
    try (TestDirectory other = TestDirectory.start(); TestDirectory directory = TestDirectory.start()) {
      other.add("ou=far,ou=staff,dc=example", "objectClass: organizationalUnit").add(
          "cn=Far,ou=far,ou=staff,dc=example", "objectClass: mhsUser",
          "mhsORAddresses: " + address("Far"));
      directory.person("Near").add("ou=far,ou=staff,dc=example", "objectClass: referral",
          "ref: ldap://127.0.0.1:" + other.port() + "/ou=far,ou=staff,dc=example");
      String search = STAFF + ", filter = \"(objectClass=mhsUser)\"";
      LookupException refused = failure(list(url(directory), "", search));
      assertThat(refused).hasMessageContaining("ldap://127.0.0.1:" + other.port())
          .hasMessageContaining("referrals");
      assertThat(refused.permanent()).isFalse();
      assertThat(found(list(url(directory), "referrals = \"ignore\"", search)))
          .containsExactly(address("Near"));
      assertThat(found(list(url(directory), "referrals = \"follow\"", search)))
          .containsExactlyInAnyOrder(address("Near"), address("Far"));
      assertThat(failure(list(url(directory), "", "base = \"ou=far,ou=staff,dc=example\"")))
          .hasMessageContaining("it refers to ldap://127.0.0.1:" + other.port());
    }
  }

  @Test
  void oneLookUpServesAllThatComeTogetherAndItsResultIsUsedForAWhile() throws Exception {
    AtomicInteger searches = new AtomicInteger();
    InMemoryOperationInterceptor counting = new InMemoryOperationInterceptor() {
      @Override
      public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
        searches.incrementAndGet();
      }
    };
    try (TestDirectory directory = TestDirectory.start(counting)) {
      directory.person("Anna");
      DistributionList kept = list(url(directory), "", STAFF + ", scope = \"one\"");
      found(kept);
      found(kept);
      assertThat(searches).hasValue(2);
      String toml = "timeout = \"11s\"";
      DistributionList cached = list(url(directory), toml, STAFF + ", scope = \"one\"");
      cached = new DistributionList(cached.name(), cached.address(), cached.members(),
          cached.search().map(search -> withCache(search, Duration.ofHours(1))), cached.owner(),
          cached.reports(), cached.submitters());
      found(cached);
      directory.person("Bert");
      assertThat(found(cached)).containsExactly(address("Anna"));
      assertThat(searches).hasValue(3);
    }
  }

  /** Q262211: by hand, also while a look-up is under way: whoever asks afterwards is told what is true then. */
  @Test
  void whatADirectoryHasToldIsForgottenOnDemand() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    InMemoryOperationInterceptor slow = new InMemoryOperationInterceptor() {
      @Override
      public void processSearchResult(InMemoryInterceptedSearchResult result) {
        asked.countDown();
        try {
          answer.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
    try (TestDirectory directory = TestDirectory.start(slow)) {
      directory.person("Anna");
      DistributionList plain = list(url(directory), "timeout = \"31s\"", STAFF + ", scope = \"one\"");
      DistributionList cached = new DistributionList(plain.name(), plain.address(), plain.members(),
          plain.search().map(search -> withCache(search, Duration.ofHours(1))), plain.owner(),
          plain.reports(), plain.submitters());
      CompletableFuture<Membership> before = lookup.members(cached).toCompletableFuture();
      asked.await();
      directory.person("Bert");
      lookup.forget(cached);
      CompletableFuture<Membership> after = lookup.members(cached).toCompletableFuture();
      answer.countDown();
      assertThat(before.join().members()).hasSize(2);
      assertThat(after.join().members()).hasSize(3);
      directory.server.delete(TestDirectory.dn("Bert"));
      assertThat(found(cached)).as("kept").hasSize(2);
      lookup.forget(cached);
      assertThat(found(cached)).containsExactly(address("Anna"));
    }
  }

  /** Q194504: not until a restart. */
  @Test
  void whatADirectoryHasToldIsForgottenAfterAWhile() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      directory.person("Anna");
      DistributionList plain = list(url(directory), "timeout = \"11s\"", STAFF + ", scope = \"one\"");
      DistributionList cached = new DistributionList(plain.name(), plain.address(), plain.members(),
          plain.search().map(search -> withCache(search, Duration.ofMillis(200))), plain.owner(),
          plain.reports(), plain.submitters());
      found(cached);
      directory.person("Bert");
      await().atMost(Duration.ofSeconds(30)).until(() -> found(cached).size() == 2);
    }
  }

  private static MemberSearch withCache(MemberSearch search,
      Duration cache) {
    DirectoryConfig d = search.directory();
    return new MemberSearch(
        new DirectoryConfig(d.name(), d.servers(), d.bindDn(), d.password(),
            d.passwordFile(), d.startTls(), d.trust(), d.timeout(), d.lookupTimeout(), d.pageSize(),
            d.referrals(), cache),
        search.base(), search.scope(), search.filter(), search.addressAttribute(), search.memberAttribute(),
        search.everyValue(), search.maximumMembers());
  }

  @Test
  void securedConnectionsNeedACertificateThatIsTrustedAndOfThatHost() throws Exception {
    SSLUtil server = new SSLUtil(certificate(), new TrustAllTrustManager());
    for (boolean startTls : new boolean[]{false, true}) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      InMemoryListenerConfig listener = startTls
          ? InMemoryListenerConfig.createLDAPConfig("tls", loopback, 0, server.createSSLSocketFactory())
          : InMemoryListenerConfig.createLDAPSConfig("tls", loopback, 0,
              server.createSSLServerSocketFactory(), null);
      try (TestDirectory directory = TestDirectory.start(listener)) {
        directory.person("Anna");
        String host = startTls ? "ldap" : "ldaps";
        String url = "\"" + host + "://127.0.0.1:" + directory.port() + "\"";
        String named = "\"" + host + "://localhost:" + directory.port() + "\"";
        String tls = "start-tls = " + startTls + "\n";
        String trust = tls + "trust = \"server.pem\"\n";
        String search = STAFF + ", scope = \"one\"";
        assertThat(found(list(url, trust, search))).containsExactly(address("Anna"));
        assertThat(failure(list(url, tls, search)).permanent()).isFalse();
        assertThat(failure(list(named, trust, search))).hasMessageContaining("localhost");
      }
    }
  }

  /** A self-signed certificate for the address 127.0.0.1, in {@code server.pem}, and the key of the server. */
  private KeyStoreKeyManager certificate() throws Exception {
    // SEQUENCE of one iPAddress [7]
    byte[] alternativeName = {0x30, 6, (byte) 0x87, 4, 127, 0, 0, 1};
    var pair = X509Certificate.generateSelfSignedCertificate(SignatureAlgorithmIdentifier.SHA_256_WITH_RSA,
        PublicKeyAlgorithmIdentifier.RSA, 2048, new DN("cn=server"), System.currentTimeMillis() - 60_000,
        System.currentTimeMillis() + 3_600_000,
        new X509CertificateExtension(new OID("2.5.29.17"), false, alternativeName));
    Certificate certificate = pair.getFirst().toCertificate();
    Files.writeString(place.resolve("server.pem"), pair.getFirst().toPEMString());
    KeyPair keys = pair.getSecond();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] pin = "test".toCharArray();
    store.setKeyEntry("server", keys.getPrivate(), pin, new Certificate[]{certificate});
    Path file = place.resolve("server.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, pin);
    }
    return new KeyStoreKeyManager(file.toString(), pin, "PKCS12", "server");
  }
}
