package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.ConnectorRules;
import org.angarium.mta.config.OsiSelectors;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.x400.mts.ExtensionField.TypeForm;

/** A connector configuration under construction, and the mail and failures that tests put to it. */
final class TestConnector {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Failure UNREACHABLE = new Failure(Layer.TCP, Failure.Kind.UNREACHABLE, -1, true, "no route");
  static final Failure REFUSED = new Failure(Layer.ACSE, Failure.Kind.REFUSED_TRANSIENT, 1, true, "busy");
  static final Failure RESET = new Failure(Layer.TCP, Failure.Kind.CONNECTION_LOST, -1, true, "reset");
  static final Failure SILENCE = new Failure(Layer.RTSE, Failure.Kind.TIMEOUT, -1, false, "no answer");
  static final Failure ABORTED = new Failure(Layer.RTSE, Failure.Kind.ABORTED, 0, true, "the peer aborted");
  static final Failure OUR_ABORT = new Failure(Layer.RTSE, Failure.Kind.ABORTED, 3, false, "we aborted");

  Dialogue dialogue = Dialogue.TWO_WAY_ALTERNATE;
  Turn initialTurn = Turn.INITIATOR;
  Activation activation = Activation.ALWAYS;
  ConnectorRules rules = ConnectorRules.NONE;
  String host = "peer.example";
  int maximumAssociations = 10;
  boolean permanent;
  boolean eagerRecovery;
  int maximumOpenRetries = OverrideValues.DEFAULTS.retry().maximumOpenRetries();
  int maximumTransferRetries = OverrideValues.DEFAULTS.retry().maximumTransferRetries();
  Duration openInterval = OverrideValues.DEFAULTS.retry().openInterval();
  Duration transferInterval = OverrideValues.DEFAULTS.retry().transferInterval();
  OverrideValues.Association association = OverrideValues.DEFAULTS.association();
  OverrideValues.TransferTimeout transferTimeout = OverrideValues.DEFAULTS.transferTimeout();

  ConnectorConfig build() {
    OverrideValues defaults = OverrideValues.DEFAULTS;
    OverrideValues override = new OverrideValues(
        new OverrideValues.Retry(maximumOpenRetries, maximumTransferRetries, openInterval, transferInterval),
        defaults.rts(), association, transferTimeout, defaults.bounds());
    return new ConnectorConfig("north", "PEER", Optional.empty(), "HERE", Optional.empty(), host, 102,
        OsiSelectors.NONE, OsiSelectors.NONE, dialogue, initialTurn, ProtocolMode.NORMAL, activation,
        List.of(), maximumAssociations, permanent, eagerRecovery, override, TypeForm.STANDARD, rules);
  }

  TestConnector threshold(int messages) {
    association = new OverrideValues.Association(association.lifetime(), association.disconnect(), messages);
    return this;
  }

  TestConnector monologue() {
    dialogue = Dialogue.MONOLOGUE;
    return this;
  }

  TestConnector permanent() {
    permanent = true;
    return this;
  }

  TestConnector eager() {
    eagerRecovery = true;
    return this;
  }

  TestConnector activation(Activation when) {
    activation = when;
    return this;
  }

  TestConnector initialTurn(Turn turn) {
    initialTurn = turn;
    return this;
  }

  TestConnector maximum(int associations) {
    maximumAssociations = associations;
    return this;
  }

  TestConnector openRetries(int maximum, Duration interval) {
    maximumOpenRetries = maximum;
    openInterval = interval;
    return this;
  }

  /** A normal message of one kilooctet. */
  static QueueEntry message(long id) {
    return message(id, 1, START.plus(Duration.ofDays(7)));
  }

  static QueueEntry messageOf(long id, Instant arrival) {
    return new QueueEntry(id, id, ApduKind.MESSAGE, "m" + id, "north", 1, 1024, List.of(0), arrival,
        arrival.plus(Duration.ofDays(7)), 0, Instant.MIN);
  }

  static QueueEntry message(long id, int rank) {
    return message(id, rank, START.plus(Duration.ofDays(7)));
  }

  static QueueEntry message(long id, int rank, Instant expiry) {
    return new QueueEntry(id, id, ApduKind.MESSAGE, "m" + id, "north", rank, 1024, List.of(0), START, expiry,
        0, Instant.MIN);
  }
}
