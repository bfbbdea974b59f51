package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members of a list in a file of their own, which changes while the MTA runs. */
@Timeout(60)
class MembersFileTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String STAFF = TestConfig.address("ALPHA", "Staff");

  @TempDir
  private Path directory;

  private void members(String... lines) throws Exception {
    Files.writeString(directory.resolve("staff.txt"), String.join("\n", lines) + "\n");
  }

  private static int mails(TestMta mta, String mailbox) {
    return mta.mailbox(mailbox).size();
  }

  @Test
  void theMembersOfTheFileGetTheMail_afterAReloadTheNewOnes_andABadLineChangesNothing() throws Exception {
    members("# who works here", "", "  " + TestConfig.address("ALPHA", "Anna"));
    try (TestMta mta = new TestMta(directory,
        new TestConfig("ALPHA", 0).mailbox("Anna").mailbox("Abel").toml() + """

            [[list]]
            name = "staff"
            address = "%s"
            members-file = "staff.txt"
            """.formatted(STAFF))) {
      mta.submit("anna", STAFF, "one");
      await().atMost(SOON).until(() -> mails(mta, "anna") == 1);

      members(TestConfig.address("ALPHA", "Abel"));
      assertThat(mta.mta.reload()).isNotEmpty();
      mta.submit("anna", STAFF, "two");
      await().atMost(SOON).until(() -> mails(mta, "abel") == 1);
      assertThat(mails(mta, "anna")).isEqualTo(1);

      members(TestConfig.address("ALPHA", "Anna"), "C=XX;A=TEST;ZZ=1");
      assertThatThrownBy(() -> mta.mta.reload()).isInstanceOf(ConfigException.class)
          .hasMessageContaining("staff.txt").hasMessageContaining("line 2").hasMessageContaining("ZZ");
      mta.submit("anna", STAFF, "three");
      await().atMost(SOON).until(() -> mails(mta, "abel") == 2);
      assertThat(mails(mta, "anna")).isEqualTo(1);
      assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isZero();
    }
  }
}
