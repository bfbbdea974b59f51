package org.angarium.lab.simulation.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.angarium.lab.simulation.law.SeenConnector.Standing;
import org.angarium.lab.simulation.scenario.Configurations;
import org.angarium.lab.simulation.scenario.LineValues;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.mta.Holdings;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.config.ConnectorConfig;
import org.junit.jupiter.api.Test;

/** A connector is in open-retry when it waits for longer than calls are spaced, and can be reached when an association shows it. */
class SeenConnectorTest {
  private static final ConnectorConfig CONFIG = new Configurations(Topology.pair())
      .of("ALPHA", LineValues.CLASSIC).connectors().getFirst();
  private static final AssociationView OPENING = association(1, "outbound", "opening");

  private Duration now = Duration.ofHours(1);
  private Duration runningSince = Duration.ZERO;
  private final SeenConnector connector = new SeenConnector(now);

  private static AssociationView association(long id, String direction, String state) {
    return new AssociationView(id, direction, "two-way-alternate", state, "there", Instant.EPOCH, 0, null);
  }

  /** Looks at it, a second after the last time. */
  private SeenConnectorTest look(String state, boolean waits, AssociationView... associations) {
    now = now.plusSeconds(1);
    ConnectorView view = new ConnectorView(CONFIG.name(), CONFIG.remoteMta(), CONFIG.host(), state, 0, 0,
        null, 0, waits ? Instant.MAX : null, null, List.of(associations));
    connector.look(new Holdings.OfConnector(CONFIG, view, List.of(), Set.of(), Set.of()), now, runningSince);
    return this;
  }

  private SeenConnectorTest idle() {
    return look("idle", false);
  }

  private SeenConnectorTest waiting() {
    return look("open-retry", true);
  }

  private SeenConnectorTest open(long association) {
    return look("up", false, association(association, "outbound", "idle"));
  }

  private SeenConnectorTest later(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  private void is(Standing standing) {
    assertThat(connector.is(standing, Duration.ZERO, now.plusMillis(1), runningSince)).as("%s", connector)
        .isTrue();
  }

  @Test
  void whatIsNotNeededAndWhatIsOpenCanBeReached() {
    idle().is(Standing.READY);
    look("opening", false, OPENING).is(Standing.READY);
    open(1).is(Standing.READY);
  }

  @Test
  void aCallThatFailedShowsNothingUntilItsConnectorHasWaited() {
    idle().look("opening", false, OPENING).waiting().is(Standing.UNCERTAIN);
    waiting().is(Standing.UNCERTAIN);
    waiting().is(Standing.RETRYING);
  }

  @Test
  void aWaitThatNothingInterruptedIsSeenWhenItIsOver() {
    idle().look("opening", false, OPENING).waiting().later(600)
        .look("opening", false, association(2, "outbound", "opening")).is(Standing.RETRYING);
    open(2).is(Standing.READY);
  }

  @Test
  void theLeastSpacingAfterALossIsNoOpenRetry() {
    idle().open(1).waiting().look("opening", false, association(2, "outbound", "opening"))
        .later(60).is(Standing.UNCERTAIN);
    look("up", false, association(3, "inbound", "idle"), association(2, "outbound", "opening"))
        .is(Standing.READY);
  }

  @Test
  void anAssociationOverWhichACallWasMadeInVainMayBeOfNoUse() {
    AssociationView peers = association(3, "inbound", "idle");
    idle().look("up", false, peers).is(Standing.READY);
    look("up", false, peers, OPENING).is(Standing.READY);
    look("up", true, peers).is(Standing.UNCERTAIN);
    look("up", false, peers).is(Standing.UNCERTAIN);
    look("up", false, peers, association(4, "inbound", "idle")).is(Standing.READY);
  }

  @Test
  void ofWhatIsBeingCalledWhenItIsFirstSeenNothingIsKnown() {
    look("opening", false, OPENING).later(60).is(Standing.UNCERTAIN);
  }

  @Test
  void noTimePassesForAProcessThatStandsStill() {
    idle().look("opening", false, OPENING).waiting().later(600);
    runningSince = now.plusSeconds(1);
    waiting().is(Standing.UNCERTAIN);
  }
}
