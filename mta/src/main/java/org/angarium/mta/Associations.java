package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.angarium.mta.association.AssociationContext;
import org.angarium.mta.association.AssociationOwner;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.config.Conformance;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.transfer.PeerForm;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackLimits;
import org.angarium.x400.p1.MtaCredentials;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/** Makes associations, ours from the configuration of a connector, a peer's from an accepted connection. */
final class Associations {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
  private static final DateTimeFormatter UTC_TIME = DateTimeFormatter
      .ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(
          ZoneOffset.UTC);
  private static final int MOST_UNCHECKPOINTED_OCTETS = 8 << 20;
  private static final int MOST_SSDU_OCTETS = 1 << 20;

  private final AssociationContext context;
  private final AssociationOwner owner;
  private final LongSupplier numbers;
  private final Instant startedAt;

  /** @param numbers numbers associations, the same for both directions */
  Associations(AssociationContext context, AssociationOwner owner, LongSupplier numbers) {
    this.context = context;
    this.owner = owner;
    this.numbers = numbers;
    this.startedAt = context.lanes().clock().instant();
  }

  /** @param recovers the lost association to be continued, null for a new one */
  PeerAssociation call(ConnectorConfig connector, long number,
      @Nullable SessionConnectionReference recovers) {
    OverrideValues values = connector.override();
    PeerAssociation association = new PeerAssociation(number, true, connector.name(),
        new RtsAssociation(true, limits(values)),
        context, owner);
    byte[] bind = recovers == null
        ? Admission.ourselves(connector, MtaCredentials.PasswordForm.IA5_STRING)
            .encodeArgument(Conformance.bindMode(connector.mode()))
        : new byte[0];
    OpenProposal proposal = new OpenProposal(connector.localSelectors().toOsiAddress(),
        connector.remoteSelectors()
            .toOsiAddress(),
        connector.mode(), connector.dialogue(), connector.initialTurn(), values.rts().checkpointKilooctets(),
        values.rts().windowCheckpoints(), bind, reference(connector, number), recovers);
    association.open(
        new PeerAssociation.Dial(connector.host(), connector.port(), values.localAddress(),
            connector.connectTimeout(), proposal,
            result -> Admission.responderFault(connector, result), values.rts().recoveryTimeout(),
            values.bounds().receive(),
            PeerForm.of(connector)));
    return association;
  }

  /** An association that a peer may open on an accepted connection. */
  PeerAssociation answer(Connection connection, RtsAssociation stack) {
    return new PeerAssociation(numbers.getAsLong(), false, "", stack, context, owner).accepted(connection);
  }

  /** Unique for ever: our name, when we started, and the association's number, so that one second may see many (X.228 §8.1.1). */
  private SessionConnectionReference reference(ConnectorConfig connector, long number) {
    // In X.410 mode a T61String (X.228, annex on X.410), in which what an MTA name may hold is written alike.
    int type = connector.mode() == ProtocolMode.NORMAL ? Tag.OCTET_STRING : StringType.TELETEX.tag();
    String user = connector.localMta() + "/" + Long.toString(startedAt.getEpochSecond(), 36) + "/" + number;
    return new SessionConnectionReference(new BerWriter().ascii(type, user).toByteArray(),
        new BerWriter().ascii(
            Tag.UTC_TIME, UTC_TIME.format(context.lanes().clock().instant())).toByteArray(),
        new byte[0]);
  }

  static StackLimits limits(OverrideValues values) {
    OverrideValues.Bounds bounds = values.bounds();
    return new StackLimits(bounds.open(), bounds.answer(), bounds.endAnswer(), bounds.receive(),
        values.association().disconnect(),
        bounds.tpduOctets(), MOST_SSDU_OCTETS, MOST_UNCHECKPOINTED_OCTETS);
  }

  /** Finds out whether the address accepts a connection at all, within a second; says so once. */
  void probe(ConnectorConfig connector, Consumer<Boolean> answered) {
    CompletableFuture<Connection> probe = new CompletableFuture<>();
    ConnectionHandler handler = new ConnectionHandler() {
      private boolean said;

      @Override
      public void connected() {
        say(true);
        probe.join().close();
      }

      @Override
      public void received(byte[] octets, Runnable consumed) {
        consumed.run();
      }

      @Override
      public void disconnected(String cause) {
        say(false);
      }

      private void say(boolean reached) {
        if (!said) {
          said = true;
          answered.accept(reached);
        }
      }
    };
    probe.complete(context.network().connect(connector.host(), connector.port(),
        connector.override().localAddress(), PROBE_TIMEOUT, handler));
  }
}
