package org.angarium.mta.config;

import static org.angarium.mta.config.Configurations.complaintsAbout;
import static org.angarium.mta.config.Configurations.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories, and where in them lists find their members. */
class DirectoryConfigTest {
  private static final String DIRECTORY = """
      [[directory]]
      name = "people"
      url = "ldap://ldap.example"
      """;
  private static final String LIST = """
      [[list]]
      name = "staff"
      address = "C=DE;A=EXAMPLE;P=ALPHA;CN=Staff"
      """;

  private static String search(String more) {
    return DIRECTORY + LIST + "members-ldap = { directory = \"people\", base = \"dc=example\"" + more
        + " }\n";
  }

  @Test
  void whatIsLeftOutHasDefaults() throws Exception {
    MemberSearch search = minimalWith(search("")).names().lists().getFirst().search().orElseThrow();
    assertThat(search).isEqualTo(new MemberSearch(search.directory(), "dc=example",
        MemberSearch.Scope.SUBTREE, "(objectClass=*)", "mhsORAddresses", Optional.empty(), false, 20_000));
    assertThat(search.directory().servers()).hasToString("[ldap://ldap.example:389]");
    assertThat(search.directory().bindDn()).isEmpty();
    assertThat(search.directory().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(search.directory().lookupTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(search.directory().pageSize()).isEqualTo(500);
    assertThat(search.directory().referrals()).isEqualTo(DirectoryConfig.Referrals.REFUSE);
  }

  @Test
  void serversAreTriedInTheirOrderEachWithItsPort() throws Exception {
    String toml = search("").replace("\"ldap://ldap.example\"",
        "[\"LDAPS://one.example\", \"ldap://[2001:db8::1]:1389/\", \"ldap://192.0.2.1:3268\"]");
    assertThat(minimalWith(toml).names().lists().getFirst().search().orElseThrow().directory().servers())
        .containsExactly(new DirectoryConfig.Server("one.example", 636, true),
            new DirectoryConfig.Server("2001:db8::1", 1389, false),
            new DirectoryConfig.Server("192.0.2.1", 3268, false));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "url = \"http://ldap.example\" | \"http://ldap.example\" is no server's URL",
      "url = \"ldap://ldap.example/dc=example\" | is no server's URL",
      "url = \"ldap.example\" | is no server's URL", "url = \"ldap://:389\" | is no server's URL",
      "url = \"ldap://ldap.example:70000\" | is no server's URL",
      "bind-dn = \"manager\" | is no distinguished name like",
      "password-file = \"no-such-file\" | the file does not exist or may not be read",
      "trust = \"no-such-file\" | the file does not exist or may not be read",
      "timeout = 0 | must be 100 ms to 5", "page-size = -1 | must be a whole number from 0 to 100000",
      "referrals = \"chase\" | must be one of \"refuse\", \"follow\", \"ignore\"",
      "pasword = \"x\" | is not known here — did you mean password?"})
  void wrongValuesOfADirectory(String line, String wrong) {
    String key = line.substring(0, line.indexOf(' '));
    String toml = key.equals("url") ? DIRECTORY.replaceFirst("url = .*", line) : DIRECTORY + line + "\n";
    assertThat(complaintsAbout(toml)).anySatisfy(complaint -> assertThat(complaint)
        .startsWith("angarium.toml:" + (key.equals("url") ? 9 : 10) + ":1  directory \"people\": " + key)
        .contains(wrong));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "scope = \"all\" | must be one of \"base\", \"one\", \"subtree\"",
      "maximum-members = 0 | must be a whole number from 1 to 1000000",
      "address-attribute = \"a b\" | is no name of an attribute",
      "filter = \"objectClass=person\" | at character 1: ( is missing",
      "filter = \"(&(a=b)(c=d)\" | at character 13: ) is missing",
      "filter = \"(a=b)(c=d)\" | at character 6: something follows it",
      "filter = \"(&(a=b)(c(d)))\" | at character 9: attribute=value is expected",
      "member = \"x\" | is not known here"})
  void wrongValuesOfASearch(String line, String wrong) {
    String key = line.substring(0, line.indexOf(' '));
    assertThat(complaintsAbout(search(", " + line))).singleElement().asString()
        .startsWith("angarium.toml:13:").contains("list \"staff\": members-ldap: " + key).contains(wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(cn=*)", "(&(objectClass=mhsUser)(!(cn=a*)))", "(|(a>=1)(b:2.4.8.10:=c)(d~=e))",
      "(cn=\\\\28x\\\\29)", "(&)"})
  void filtersOfEveryKindAreTaken(String filter) {
    assertThat(complaintsAbout(search(", filter = \"" + filter + "\""))).isEmpty();
  }

  @Test
  void aDirectoryThatIsNotThereIsTold() {
    assertThat(complaintsAbout(search("").replace("directory = \"people\"", "directory = \"peple\"")))
        .singleElement().asString()
        .contains("there is no directory of this name, only people");
    assertThat(complaintsAbout(LIST + "members-ldap = { }\n")).hasSize(2)
        .anySatisfy(complaint -> assertThat(complaint).contains("members-ldap: directory is missing"))
        .anySatisfy(complaint -> assertThat(complaint).contains("members-ldap: base is missing"));
    assertThat(complaintsAbout(DIRECTORY + DIRECTORY)).singleElement().asString()
        .contains("another directory has this name already");
  }

  @Test
  void thePasswordIsNotShownAndGivenInOneWay() throws Exception {
    String toml = DIRECTORY + "bind-dn = \"cn=a\"\npassword = \"geheim\"\n";
    assertThat(minimalWith(toml + LIST + "members-ldap = { directory = \"people\", base = \"cn=a\" }\n")
        .toString()).doesNotContain("geheim");
    assertThat(complaintsAbout(toml + "password-file = \"/etc/hostname\"\n")).singleElement().asString()
        .contains("the password is given already").doesNotContain("geheim");
  }
}
