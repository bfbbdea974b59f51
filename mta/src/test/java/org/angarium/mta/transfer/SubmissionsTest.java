package org.angarium.mta.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.angarium.mta.RequestException;
import org.angarium.mta.Submission;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionsTest {
  private static void submit(String recipient) throws RequestException {
    Submissions.message(new Submission("anna", List.of(recipient), false, Priority.NORMAL, "22",
        List.of("ia5-text"), false, true, null, null), Desk.here("Anna").address(),
        MtsIdentifier.of(Desk.ALPHA, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C=XX;A=TEST", "S=Anna", "A=TEST;S=Anna", "C=XX;S=Anna"})
  void aRecipientThatNamesNobodyIsRefused(String recipient) {
    assertThatThrownBy(() -> submit(recipient)).isInstanceOf(RequestException.class)
        .hasMessageContaining(recipient).hasMessageContaining("names nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C=XX;A=TEST;S=Anna", "C=XX;A= ;P=ALPHA;CN=Anna", "C=XX;A=TEST;DDA:RFC-822=a(a)b",
      "C=XX;A=TEST;N-ID=12345", "C=XX;A=TEST;X121=26245"})
  void oneThatNamesSomebodyIsTaken(String recipient) throws RequestException {
    submit(recipient);
    assertThat(recipient).isNotEmpty();
  }
}
