package org.angarium.mta.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTextTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

  private static String written(TrackingRecord... records) {
    StringBuilder out = new StringBuilder();
    List.of(records).forEach(record -> TrackingText.write(record, out));
    return out.toString();
  }

  @Test
  void aRecordIsReadAsItWasWritten() {
    TrackingRecord record = TrackingRecord.of(TrackingStep.RECEIVED, 4711, "/C=XX/A=TEST/;1")
        .to(0, 1, "C=XX;A=TEST;S=Berg").to(7, 9, "S=a:b=c\tπ\u001F\n\\ 𝄞").with(TrackingField.FROM, "BRAVO")
        .with(TrackingField.WHY, "a=b\t\u2028c\\0041").at(NOON);
    TrackingRecord next = TrackingRecord.of(TrackingStep.QUARANTINED, 0, "").at(NOON);
    String text = written(record, next);
    assertThat(text.lines()).hasSize(2);
    assertThat(TrackingText.read(text)).containsExactly(record, next);
  }

  @Test
  void aLineThatCannotBeReadHidesNoOther() {
    TrackingRecord record = TrackingRecord.of(TrackingStep.TAKEN, 1, "x").at(NOON);
    String good = written(record);
    for (String bad : List.of("", "x", "1\tNEVER_HEARD_OF\t1\tx\t", "1\tTAKEN\t1\tx\t0", "1\tTAKEN\tone\tx\t",
        "1\tTAKEN\t1\tx\t\tNO_SUCH=1", "1\tTAKEN\t1\tx\t\tnothing", "\t\t\t\t")) {
      assertThat(TrackingText.read(bad + "\n" + good)).as(bad).containsExactly(record);
    }
  }

  @Test
  void emptyValuesAreNotKept() {
    TrackingRecord record = TrackingRecord.of(TrackingStep.TAKEN, 1, "x").with(TrackingField.WHY, "")
        .at(NOON);
    assertThat(record.fields()).isEmpty();
    assertThat(record.field(TrackingField.WHY)).isEmpty();
  }
}
