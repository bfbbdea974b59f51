package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.angarium.app.Samples;
import org.angarium.app.directory.TestDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists and their members on the command line. */
@Timeout(60)
class ListCommandTest {
  @TempDir
  private Path place;

  private String config(int port) throws Exception {
    return Files.writeString(place.resolve("alpha.toml"), Samples.CONFIG + """
        [[directory]]
        name = "people"
        url = "ldap://127.0.0.1:%d"
        timeout = "5s"
        [[list]]
        name = "staff"
        address = "C=DE;A=EXAMPLE;P=ALPHA;CN=Staff"
        members = ["C=DE;A=EXAMPLE;P=ALPHA;S=Zoe"]
        members-ldap = { directory = "people", base = "ou=staff,dc=example", scope = "one" }
        [[list]]
        name = "few"
        address = "C=DE;A=EXAMPLE;P=ALPHA;CN=Few"
        members = ["C=DE;A=EXAMPLE;P=ALPHA;S=Zoe"]
        """.formatted(port)).toString();
  }

  @Test
  void membersAreShownAsTheMtaWouldSeeThem() throws Exception {
    try (TestDirectory directory = TestDirectory.start()) {
      String config = config(directory.port());
      directory.person("Anna");
      CommandRun run = CommandRun.of("list", "members", "staff", "--config", config);
      assertThat(run.out()).isEqualTo(
          "C=DE;A=EXAMPLE;P=ALPHA;S=Zoe\nC=DE;A=EXAMPLE;P=ALPHA;S=Anna\n2 members.\n");
      assertThat(run.exitCode()).isZero();
      directory.add(TestDirectory.dn("Bad"), "mhsORAddresses: bad");
      run = CommandRun.of("list", "members", "staff", "--config", config, "--json");
      assertThat(run.out()).contains("S=Zoe", "\"unusable\":[\"" + TestDirectory.dn("Bad"));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(CommandRun.of("list", "members", "staff", "--config", config).err())
          .startsWith("not usable: " + TestDirectory.dn("Bad"));
      assertThat(CommandRun.of("list", "show", "--config", config).out())
          .containsPattern("staff +C=DE;A=EXAMPLE;P=ALPHA;CN=Staff +1 +people +originator")
          .containsPattern("few +C=DE;A=EXAMPLE;P=ALPHA;CN=Few +1 +originator");
      assertThat(CommandRun.of("list", "show", "--json", "--config", config).out())
          .contains(
              "{\"name\":\"few\",\"addresses\":[\"C=DE;A=EXAMPLE;P=ALPHA;CN=Few\"],\"configuredMembers\":1,"
                  + "\"reports\":\"originator\"}");
    }
  }

  @Test
  void whyMembersCannotBeToldAndWhatBecomesOfMessagesIsSaid() throws Exception {
    String config;
    try (TestDirectory directory = TestDirectory.start()) {
      config = config(directory.port());
      directory.server.delete("ou=staff,dc=example");
      assertThat(CommandRun.of("list", "members", "staff", "--config", config).err())
          .contains("the members of list staff cannot be told: directory people: ", "no such object",
              "(a message for it is returned)");
    }
    CommandRun run = CommandRun.of("list", "members", "staff", "--config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("directory people: ldap://127.0.0.1:", "(a message for it waits)");
    run = CommandRun.of("list", "members", "stuff", "--config", config);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no list \"stuff\"; there are [staff, few]");
    assertThat(CommandRun.of("list", "members", "few", "--config", config).out()).endsWith("1 member.\n");
  }
}
