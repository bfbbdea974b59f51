package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of addresses that are not simply somebody's. */
@Timeout(60)
class RouteInquiryTest {
  private static final String HERE = "C=XX;A=TEST;P=ALPHA;S=";

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    String toml = "default-recipient = \"" + HERE + "Lost\"\n"
        + new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
            .with("activation", "remote-initiated").toml()
        + """

            [[mailbox]]
            name = "away"
            address = "C=XX;A=TEST;P=ALPHA;S=Away"
            alternate-recipient = "C=XX;A=TEST;P=ALPHA;S=Moved"
            [[redirection]]
            address = "C=XX;A=TEST;P=ALPHA;S=Moved"
            to = "C=XX;A=TEST;P=PEER;S=Paul"
            [[redirection]]
            address = "C=XX;A=TEST;P=ALPHA;S=Ring"
            to = "C=XX;A=TEST;P=ALPHA;S=Rang"
            [[redirection]]
            address = "C=XX;A=TEST;P=ALPHA;S=Rang"
            to = "C=XX;A=TEST;P=ALPHA;S=Ring"
            [[redirection]]
            address = "C=XX;A=TEST;P=ALPHA;S=Lost"
            to = "C=XX;A=TEST;P=ALPHA;S=Anna"
            [[directory]]
            name = "people"
            url = "ldap://192.0.2.1"
            [[list]]
            name = "staff"
            address = "C=XX;A=TEST;P=ALPHA;S=Staff"
            members = ["C=XX;A=TEST;P=ALPHA;S=Anna"]
            submitters = ["P=ALPHA"]
            members-ldap = { directory = "people", base = "ou=staff,dc=example" }
            """;
    mta = new TestMta(directory, toml);
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private RouteExplanation explain(String surname, @Nullable String originator, @Nullable String from)
      throws RequestException {
    return mta.mta.explainRoute(new RouteQuestion(HERE + surname, originator, Priority.NORMAL, 0, from));
  }

  @Test
  void redirectionsAreFollowedToWhereTheMailGoes() throws Exception {
    RouteExplanation away = explain("Away", null, null);
    assertThat(away.redirections()).containsExactly(
        HERE + "Moved (alternate-recipient of the mailbox away)",
        "C=XX;A=TEST;P=PEER;S=Paul (a redirection of ours)");
    assertThat(away.outcome()).isEqualTo("connector");
    assertThat(away.target()).isEqualTo("PEER");
    assertThat(away.address()).isEqualTo("C=XX;A=TEST;P=PEER;S=Paul");
    // What came from the peer may go back there, as it is for somebody else now.
    assertThat(explain("Moved", null, "PEER").target()).isEqualTo("PEER");
  }

  @Test
  void redirectionsThatLeadBackAreTold() throws Exception {
    RouteExplanation ring = explain("Ring", null, null);
    assertThat(ring.redirections()).hasSize(2);
    assertThat(ring.diagnostic()).isEqualTo("unable-to-transfer, redirection-loop-detected");
  }

  @Test
  void whomNobodyKnowsGoesToTheDefaultRecipient() throws Exception {
    RouteExplanation nobody = explain("Nobody", null, null);
    assertThat(nobody.redirections()).containsExactly(
        HERE + "Lost (default-recipient, if the originator allows an alternate recipient)",
        HERE + "Anna (a redirection of ours)");
    assertThat(nobody.outcome()).isEqualTo("local");
    assertThat(nobody.target()).isEqualTo("anna");
  }

  @Test
  void aListSaysWhereItsMembersAreAndWhoMaySendToIt() throws Exception {
    RouteExplanation staff = explain("Staff", null, null);
    assertThat(staff.outcome()).isEqualTo("list");
    assertThat(staff.target()).isEqualTo("staff");
    assertThat(staff.because()).contains("1 members in the configuration",
        "directory people has below ou=staff,dc=example", "not everybody may send to it");
    RouteExplanation barred = explain("Staff", "C=XX;A=TEST;P=PEER;S=Paul", "PEER");
    assertThat(barred.outcome()).isEqualTo("barred");
    assertThat(barred.diagnostic()).isEqualTo("unable-to-transfer, no-DL-submit-permission");
    assertThat(explain("Staff", HERE + "Anna", null).outcome()).isEqualTo("list");
  }
}
