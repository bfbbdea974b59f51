package org.angarium.app.ping;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OsiSelectors;
import org.angarium.mta.config.Password;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.StackLimits;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;

/**
 * A peer to ping, and how.
 *
 * @param remoteMta the name it should give; empty takes any
 * @param localMta the name we give
 * @param timeout bound of the whole opening
 */
public record Target(String host, int port, Optional<String> remoteMta, String localMta,
    Optional<Password> password,
    OsiSelectors remoteSelectors, OsiSelectors localSelectors, Dialogue dialogue, Turn initialTurn,
    ProtocolMode mode, int checkpointKilooctets, int window, Duration timeout) {
  private static final int USER_REFERENCE_OCTETS = 48;

  /** The peer of a connector, opened just as the MTA would. */
  public static Target of(ConnectorConfig connector, Duration timeout) {
    return new Target(connector.host(), connector.port(), Optional.of(connector.remoteMta()),
        connector.localMta(), connector.localPassword(), connector.remoteSelectors(),
        connector.localSelectors(), connector.dialogue(), connector.initialTurn(), connector.mode(),
        connector.override().rts().checkpointKilooctets(), connector.override().rts().windowCheckpoints(),
        timeout);
  }

  StackLimits limits() {
    StackLimits standard = StackLimits.DEFAULT;
    return new StackLimits(timeout, timeout, timeout, timeout, Duration.ofSeconds(5), standard.maxTpduSize(),
        standard.maxSsduOctets(), standard.maxUncheckpointedOctets());
  }

  OpenProposal proposal(Instant now) {
    MtaCredentials credentials = MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING,
        password.map(Password::text).orElse(""));
    MtaBind bind = new MtaBind.Authenticated(localMta, credentials);
    MtaBind.Mode bindMode = mode == ProtocolMode.NORMAL ? MtaBind.Mode.NORMAL : MtaBind.Mode.X410;
    return new OpenProposal(localSelectors.toOsiAddress(), remoteSelectors.toOsiAddress(), mode, dialogue,
        initialTurn, checkpointKilooctets, window, bind.encodeArgument(bindMode), reference(now), null);
  }

  /** Names this attempt and no other: our name and the time. */
  private SessionConnectionReference reference(Instant now) {
    byte[] name = ("ping " + localMta).getBytes(StandardCharsets.US_ASCII);
    byte[] user = new BerWriter().octets(Tag.TELETEX_STRING,
        name.length > USER_REFERENCE_OCTETS ? Arrays.copyOf(name, USER_REFERENCE_OCTETS) : name)
        .toByteArray();
    BerWriter time = new BerWriter();
    UtcTime.encode(time, Tag.UTC_TIME, now);
    return new SessionConnectionReference(user, time.toByteArray(), new byte[0]);
  }
}
