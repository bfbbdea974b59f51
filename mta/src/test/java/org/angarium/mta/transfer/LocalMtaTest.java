package org.angarium.mta.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.angarium.x400.mts.MtsIdentifier;
import org.junit.jupiter.api.Test;

/** MTS-identifiers: receivers take a message whose identifier they know for a duplicate, so no two messages may have the same. */
class LocalMtaTest {
  private static final Instant NOW = Instant.parse("2026-11-26T23:59:59Z");

  private static MtsIdentifier identifier(String name, long number, Instant now) {
    return new LocalMta(name, Desk.ALPHA).identifier(number, now);
  }

  @Test
  void mtasOfOneDomainWhoseLongNamesDifferOnlyAtTheEndGiveDifferentIdentifiers() {
    assertThat(identifier("MTA-HAMBURG-A", 1, NOW)).isNotEqualTo(identifier("MTA-HAMBURG-B", 1, NOW));
  }

  @Test
  void aStoreThatIsBegunAnewOnTheSameDayGivesNoIdentifierASecondTime() {
    assertThat(identifier("ALPHA", 1, NOW)).isNotEqualTo(identifier("ALPHA", 1, NOW.minusSeconds(1)));
  }

  @Test
  void numbersOfOneSecondDiffer() {
    assertThat(identifier("ALPHA", 35, NOW).text()).endsWith(";ALPHA.261126.1UNZ.Z")
        .isNotEqualTo(identifier("ALPHA", 36, NOW).text());
  }

  @Test
  void anyNumberAndNameFitsInto32Characters() {
    String text = identifier("A-NAME-OF-THIRTY-TWO-CHARACTERS-", Long.MAX_VALUE, NOW).text();
    assertThat(text.substring(text.indexOf(';') + 1)).hasSizeLessThanOrEqualTo(32);
  }
}
