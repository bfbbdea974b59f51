package org.angarium.mta;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.angarium.mta.association.BindRequest;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.Conformance;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.Password;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaBindError;
import org.angarium.x400.p1.MtaCredentials;
import org.jspecify.annotations.Nullable;

/** Decides whether a peer is let in, and as whom (MTA-bind, X.411 §12.1.1). Pure. */
final class Admission {
  private Admission() {}

  /** The answer to a bind. */
  sealed interface Verdict {}

  /** @param result what we say of ourselves, encoded for RTSE's user data; empty when an association is recovered */
  record Admitted(ConnectorConfig connector, boolean twoWay, boolean turnHere,
      byte[] result) implements Verdict {}

  record Refused(boolean permanent, MtaBindError error, Event event) implements Verdict {}

  /** @param openAssociations how many associations a connector has at the moment */
  static Verdict decide(BindRequest request, List<ConnectorConfig> connectors,
      OpenAssociations openAssociations) {
    OpenProposal proposal = request.proposal();
    if (!(request.bind() instanceof MtaBind.Authenticated peer)) {
      return refused(MtaBindError.AUTHENTICATION_ERROR,
          Event.of(EventId.CREDENTIALS_REFUSED, "peer", request.address(), "reason",
              "it gave no credentials"));
    }
    List<ConnectorConfig> named = connectors.stream()
        .filter(connector -> sameName(connector.remoteMta(), peer.mtaName()))
        .toList();
    if (named.isEmpty()) {
      return refused(MtaBindError.AUTHENTICATION_ERROR,
          Event.of(EventId.UNKNOWN_MTA, "name", peer.mtaName(), "address",
              request.address()));
    }
    Optional<ConnectorConfig> recognised = named.stream().filter(
        connector -> credentialFault(connector.remotePassword(), peer.credentials()) == null)
        // A peer may be there twice, once for each protocol it speaks; every protocol is understood on every connector.
        .min(Comparator.comparing(connector -> connector.mode() != proposal.mode()));
    if (recognised.isEmpty()) {
      return refused(MtaBindError.AUTHENTICATION_ERROR,
          Event.of(EventId.CREDENTIALS_REFUSED, "peer", peer.mtaName() + " at "
              + request.address(), "reason",
              String.valueOf(credentialFault(named.getFirst().remotePassword(), peer.credentials()))));
    }
    return admit(request, proposal, peer, recognised.get(), openAssociations);
  }

  /** Counts associations. */
  @FunctionalInterface
  interface OpenAssociations {
    int of(String connector);
  }

  private static Verdict admit(BindRequest request, OpenProposal proposal, MtaBind.Authenticated peer,
      ConnectorConfig connector,
      OpenAssociations openAssociations) {
    if (connector.activation() == Activation.NEVER) {
      return new Refused(false, MtaBindError.BUSY,
          Event.of(EventId.CONNECTOR_SUSPENDED, "peer", peer.mtaName() + " at " + request.address(),
              "connector", connector.name()));
    }
    boolean twoWay = proposal.dialogue() == Dialogue.TWO_WAY_ALTERNATE;
    if (twoWay && connector.dialogue() == Dialogue.MONOLOGUE) {
      return refused(MtaBindError.UNACCEPTABLE_DIALOGUE_MODE,
          Event.of(EventId.DIALOGUE_MODE_REFUSED, "connector", connector
              .name()));
    }
    if (openAssociations.of(connector.name()) >= connector.maximumAssociations()) {
      return new Refused(false, MtaBindError.BUSY,
          Event.of(EventId.ASSOCIATION_LIMIT, "limit", connector.maximumAssociations(),
              "connector", connector.name()));
    }
    return new Admitted(connector, twoWay, proposal.initialTurn() == OpenProposal.Turn.RESPONDER,
        ourselves(connector, form(peer
            .credentials())).encodeResult(Conformance.bindMode(proposal.mode())));
  }

  /** Who we say we are to this connector's peer. */
  static MtaBind ourselves(ConnectorConfig connector, MtaCredentials.PasswordForm form) {
    return new MtaBind.Authenticated(connector.localMta(),
        MtaCredentials.Simple.of(form, connector.localPassword().map(
            Password::text).orElse("")));
  }

  /** Peers compare in the form they use themselves: the answer has the form of the question. */
  private static MtaCredentials.PasswordForm form(MtaCredentials credentials) {
    return credentials instanceof MtaCredentials.Simple simple
        ? simple.form()
        : MtaCredentials.PasswordForm.IA5_STRING;
  }

  /** Whether the MTA that answered our bind is the one we called; null if so, else why not. */
  static @Nullable String responderFault(ConnectorConfig connector, MtaBind result) {
    return switch (result) {
      case MtaBind.Unauthenticated none -> connector.remotePassword().isEmpty()
          ? null
          : "the peer answered without credentials";
      case MtaBind.Authenticated peer -> {
        if (!sameName(connector.remoteMta(), peer.mtaName())) {
          yield "the MTA that answered is \"" + peer.mtaName() + "\", not \"" + connector.remoteMta() + "\"";
        }
        yield credentialFault(connector.remotePassword(), peer.credentials());
      }
    };
  }

  private static @Nullable String credentialFault(Optional<Password> expected, MtaCredentials given) {
    if (expected.isEmpty()) {
      return null;
    }
    if (!(given instanceof MtaCredentials.Simple simple)) {
      return "it gave " + given + ", only a password can be checked";
    }
    byte[] octets = expected.get().text().getBytes(StandardCharsets.ISO_8859_1);
    return simple.samePassword(octets) ? null : "its password is wrong";
  }

  private static boolean sameName(String configured, String given) {
    return configured.toLowerCase(Locale.ROOT).strip().equals(given.toLowerCase(Locale.ROOT).strip());
  }

  private static Refused refused(MtaBindError error, Event event) {
    return new Refused(true, error, event);
  }
}
