package org.angarium.mta.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the trace of an APDU says of its having been here before (X.411 §14.3.1). */
class LoopDetectionTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final GlobalDomainIdentifier HERE = GlobalDomainIdentifier.of("DE", "EXAMPLE", "ALPHA");
  private static final GlobalDomainIdentifier THERE = GlobalDomainIdentifier.of("DE", "EXAMPLE", "BRAVO");
  private static final LoopDetection LOOPS = new LoopDetection(new LocalMta("MTA-A", HERE), 20);

  private static TraceInformationElement in(GlobalDomainIdentifier domain) {
    return TraceInformationElement.relayed(domain, NOW);
  }

  private static InternalTraceElement at(GlobalDomainIdentifier domain, String mta) {
    return InternalTraceElement.relayed(domain, mta, NOW);
  }

  private static @Nullable String find(List<TraceInformationElement> trace,
      List<InternalTraceElement> internalTrace) {
    return LOOPS.find(trace, internalTrace, false);
  }

  @Test
  void whatHasLeftOurDomainAndComesBackLoops() {
    assertThat(find(List.of(in(HERE), in(THERE)), List.of())).contains("come back");
    assertThat(find(List.of(in(THERE), in(HERE), in(THERE)), List.of())).contains("come back");
  }

  @Test
  void whatComesFromAnotherMtaOfOurDomainDoesNot() {
    assertThat(find(List.of(in(HERE)), List.of(at(HERE, "MTA-B")))).isNull();
    assertThat(find(List.of(in(THERE), in(HERE)), List.of(at(THERE, "MTA-A"), at(HERE, "MTA-B"))))
        .isNull();
  }

  @Test
  void whatHasBeenAtThisMtaWithinTheDomainLoops_howeverItsNameIsWritten() {
    assertThat(find(List.of(in(HERE)), List.of(at(HERE, "mta-a"), at(HERE, "MTA-B"))))
        .contains("this MTA before");
  }

  /** A list or an alternate may well be where the message came from; what happened before that does not count. */
  @Test
  void redirectionAndListExpansionExplainAReturn() {
    for (AdditionalActions action : List.of(AdditionalActions.NONE.withRedirected(),
        AdditionalActions.NONE.withDlOperation())) {
      assertThat(find(List.of(in(HERE), in(THERE).withAdditionalActions(action)), List.of())).isNull();
      assertThat(find(List.of(in(HERE)),
          List.of(at(HERE, "MTA-A"), at(HERE, "MTA-B").withAdditionalActions(action)))).isNull();
      assertThat(find(
          List.of(in(HERE).withAdditionalActions(action), in(THERE), in(HERE), in(THERE)), List.of()))
          .as("it has come back once more since").contains("come back");
    }
  }

  @Test
  void moreHopsThanTheLimitAreALoopThoughNobodySawItTwice() {
    List<TraceInformationElement> nineteen = Collections.nCopies(19, in(THERE));
    List<TraceInformationElement> twenty = Collections.nCopies(20, in(THERE));

    assertThat(find(nineteen, List.of())).isNull();
    assertThat(find(twenty, List.of())).contains("20 hops");
    assertThat(find(List.of(), Collections.nCopies(20, at(THERE, "X")))).contains("20 hops");
  }
}
