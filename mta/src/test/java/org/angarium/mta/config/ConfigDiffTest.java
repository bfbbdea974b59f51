package org.angarium.mta.config;

import static org.angarium.mta.config.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigDiffTest {
  private static final String OLD = Configurations.MINIMAL + """
      [[listener]]
      port = 10102
      [[mailbox]]
      name = "mann"
      address = "C=DE;A=EXAMPLE;P=ALPHA;S=Mann"
      [[mailbox]]
      name = "zorn"
      address = "C=DE;A=EXAMPLE;P=ALPHA;S=Zorn"
      [[connector]]
      name = "bravo"
      remote-mta = "BRAVO"
      host = "b"
      remote-selectors = { transport = "T" }
      [[connector]]
      name = "charlie"
      remote-mta = "CHARLIE"
      host = "c"
      open-interval = 20
      """;

  @Test
  void theSameFileReadTwiceDoesNotDiffer() throws Exception {
    ConfigDiff diff = ConfigDiff.between(read(OLD), read(OLD));

    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.needsRestart()).isFalse();
    assertThat(diff).hasToString("nothing changed");
  }

  @Test
  void connectorsAndMailboxesAreComparedByName() throws Exception {
    String now = OLD.replace("\"bravo\"", "\"delta\"").replace("open-interval = 20", "open-interval = 30")
        .replace("\"mann\"", "\"frau\"").replace("S=Zorn", "S=Mut")
        .replace("[[listener]]", "[lifetime]\nnormal = 5\n[[listener]]");

    ConfigDiff diff = ConfigDiff.between(read(OLD), read(now));

    assertThat(diff.addedConnectors()).containsExactly("delta");
    assertThat(diff.removedConnectors()).containsExactly("bravo");
    assertThat(diff.changedConnectors()).containsExactly("charlie");
    assertThat(diff.addedMailboxes()).containsExactly("frau");
    assertThat(diff.removedMailboxes()).containsExactly("mann");
    assertThat(diff.changedMailboxes()).containsExactly("zorn");
    assertThat(diff.otherwise()).isTrue();
    assertThat(diff.needsRestart()).isFalse();
    assertThat(diff)
        .hasToString("connectors added: delta; connectors removed: bravo; connectors changed: charlie;"
            + " mailboxes added: frau; mailboxes removed: mann; mailboxes changed: zorn; general values changed");
  }

  @Test
  void aChangedDefaultChangesTheConnectorsThatInheritIt() throws Exception {
    ConfigDiff diff = ConfigDiff.between(read(OLD), read(OLD + "[defaults]\nopen-interval = 99\n"));

    assertThat(diff.changedConnectors()).containsExactly("bravo");
  }

  @Test
  void nameDomainDirectoryAndListenersNeedARestart() throws Exception {
    String now = OLD.replace("\"ALPHA\"\ndata", "\"BETA\"\ndata").replace("\"data\"", "\"other\"")
        .replace("10102", "10103");

    ConfigDiff diff = ConfigDiff.between(read(OLD), read(now));

    assertThat(diff.restart()).containsExactly("data-directory", "event-log", "listener", "name");
    assertThat(diff.needsRestart()).isTrue();
  }
}
