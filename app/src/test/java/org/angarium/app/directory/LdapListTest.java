package org.angarium.app.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.angarium.app.LiveMta;
import org.angarium.mta.MtaControl;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.Submission;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.OrName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running MTA with a list in a directory that comes, goes and changes. */
@Timeout(60)
class LdapListTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  private Path place;
  private final List<EventId> events = new CopyOnWriteArrayList<>();

  private LiveMta start(int port) throws Exception {
    return start(port, "0");
  }

  private LiveMta start(int port, String cache) throws Exception {
    Path file = Files.writeString(place.resolve("alpha.toml"), """
        name = "ALPHA"
        data-directory = "data"
        domain = { country = "DE", admd = "EXAMPLE", prmd = "ALPHA" }
        event-log = { console = "none" }
        [[mailbox]]
        name = "anna"
        address = "C=DE;A=EXAMPLE;P=ALPHA;S=Anna"
        [[mailbox]]
        name = "bert"
        address = "C=DE;A=EXAMPLE;P=ALPHA;S=Bert"
        [[directory]]
        name = "people"
        url = "ldap://127.0.0.1:%d"
        cache = %s
        [[list]]
        name = "staff"
        address = "C=DE;A=EXAMPLE;P=ALPHA;CN=Staff"
        members-ldap = { directory = "people", base = "ou=staff,dc=example", scope = "one" }
        """.formatted(port, cache));
    return LiveMta.start(ConfigReader.read(file), event -> events.add(event.id()));
  }

  private static void submit(MtaControl mta) throws Exception {
    mta.submit("anna", Submission.builder().to(OrName.parse("C=DE;A=EXAMPLE;P=ALPHA;CN=Staff")).build(),
        new ByteArrayInputStream("to all".getBytes(StandardCharsets.US_ASCII)));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void mailForAListWaitsWhileTheDirectoryIsAwayAndFlowsWhenItIsBack() throws Exception {
    int port = freePort();
    try (LiveMta mta = start(port)) {
      submit(mta.control());
      await().atMost(SOON).until(() -> events.contains(EventId.LIST_LOOKUP_FAILED));
      await().atMost(SOON).until(() -> mta.control().queue().stream()
          .anyMatch(entry -> entry.connector().equals("(list)") && entry.attempts() > 0));
      try (TestDirectory directory = TestDirectory.start(
          InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), port, null))) {
        directory.person("Anna").person("Bert").person("Nobody")
            .add(TestDirectory.dn("Wrong"), "mhsORAddresses: wrong");
        await().atMost(SOON).until(() -> {
          mta.control().retry(Optional.of("(list)"));
          return mta.control().mailbox("bert").size() == 1;
        });
        await().atMost(SOON).until(() -> mta.control().queue().isEmpty());
        // Anna has her copy, and the report on the member whom nobody knows here.
        assertThat(mta.control().mailbox("anna")).extracting(each -> each.kind())
            .containsExactlyInAnyOrder(ApduKind.MESSAGE, ApduKind.REPORT);
        assertThat(events).contains(EventId.LIST_MEMBERS_UNUSABLE);

        directory.server.delete(TestDirectory.dn("Bert"));
        submit(mta.control());
        await().atMost(SOON).until(() -> mta.control().mailbox("anna").size() == 4);
        assertThat(mta.control().mailbox("bert")).hasSize(1);
      }
    }
  }

  /** Q262211: what the directory has told may be used for an hour, or until the operator says so. */
  @Test
  void membersAreAskedForAnewWhenTheOperatorWantsIt() throws Exception {
    try (TestDirectory directory = TestDirectory.start(); LiveMta mta = start(directory.port(), "\"1h\"")) {
      directory.person("Anna");
      arrives(mta, 1, 0);
      directory.person("Bert");
      arrives(mta, 2, 0);
      assertThat(mta.control().flush(Optional.of("staff"))).isEqualTo(1);
      assertThat(events).contains(EventId.OPERATOR_ACTION);
      arrives(mta, 3, 1);
      directory.server.delete(TestDirectory.dn("Anna"));
      arrives(mta, 4, 2);
      mta.control().reload();
      arrives(mta, 4, 3);
      assertThatThrownBy(() -> mta.control().flush(Optional.of("nobody")))
          .isInstanceOf(RequestException.class)
          .hasMessage("there is no list \"nobody\"; there are [staff]");
    }
  }

  /** A message to the list, and how many each member has got afterwards. */
  private static void arrives(LiveMta mta, int anna, int bert) throws Exception {
    submit(mta.control());
    await().atMost(SOON).until(() -> mta.control().queue().isEmpty()
        && mta.control().mailbox("anna").size() == anna && mta.control().mailbox("bert").size() == bert);
  }

  @Test
  void aListThatIsNotInTheDirectoryIsReportedAtOnce() throws Exception {
    try (TestDirectory directory = TestDirectory.start(); LiveMta mta = start(directory.port())) {
      directory.server.delete("ou=staff,dc=example");
      submit(mta.control());
      await().atMost(SOON).until(() -> mta.control().mailbox("anna").size() == 1);
      assertThat(mta.control().mailbox("anna").getFirst().kind()).isEqualTo(ApduKind.REPORT);
      assertThat(mta.control().queue()).isEmpty();
    }
  }
}
