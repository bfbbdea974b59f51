package org.angarium.lab.outage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.lab.mail.CheckpointWindow;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;

/**
 * How the MTAs look for a peer that is gone, and how soon they have to have found it.
 *
 * @param label for people
 * @param openInterval as configured
 * @param patient with the waits for answers as they are without configuration, so that it is not they that notice an outage
 * @param goal from the mending to the first delivery
 */
record RecoverySettings(String label, boolean eager, Duration openInterval, boolean patient, Duration goal) {
  /** Only the open interval. It is short so that the matrix is not long. */
  static final RecoverySettings CLASSIC = new RecoverySettings("classic", false, Duration.ofSeconds(2),
      false, Duration.ofSeconds(3));
  /** Looking for the peer; an open interval that would be far too long for the goal. */
  static final RecoverySettings EAGER = new RecoverySettings("eager", true, Duration.ofSeconds(30),
      false, Duration.ofSeconds(1));
  /**
   * Looking for the peer beside associations that wait for its answer as long as they do by default. Outages last longer; the goal is a second
   * between looks, and the opening.
   */
  static final RecoverySettings PATIENT = new RecoverySettings("patient", true, Duration.ofMinutes(10),
      true, Duration.ofMillis(1500));

  /** In all settings, at both sides. */
  static final CheckpointWindow WINDOW = new CheckpointWindow(10, 3);

  static final String NAME_OF_CALLED = "bravo.outage.test";
  static final String NAME_OF_CALLER = "alpha.outage.test";

  /** Options of a JVM that takes addresses from a file, as if from the name service. */
  static List<String> jvm(Path hosts) {
    return List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
        "-Djdk.net.hosts.file=" + hosts);
  }

  /** From a fault to its mending. */
  Duration lasts(OutageFault fault) {
    return patient ? fault.lasts().multipliedBy(2) : fault.lasts();
  }

  /** Bounds short enough that a loss is noticed within an outage; the sender's, if not patient. */
  String configuration(Site site, Site peer, String peerHost, int controlPort) {
    return site.configuration().listeningAt("0.0.0.0").with("""
        [control]
        port = %d
        """.formatted(controlPort))
        .neighbour(
            Neighbour.at(peer.mta(), peerHost, peer.port()).serving(peer.mta()).secretsOf(site).with("""
                eager-recovery = %s
                open-interval = "%dms"
                transfer-interval = "1s"
                %s
                association-lifetime = "1500ms"
                disconnect = "1s"
                receive-timeout = "2s"
                idle-timeout = "5s"
                """.formatted(eager, openInterval.toMillis(), WINDOW.toml()) + (patient ? "" : """
                connect-timeout = "1500ms"
                open-timeout = "2s"
                answer-timeout = "2s"
                end-answer-timeout = "2s"
                """)))
        .toml();
  }
}
