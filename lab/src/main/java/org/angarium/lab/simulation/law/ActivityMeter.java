package org.angarium.lab.simulation.law;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.session.SpduException;
import org.jspecify.annotations.Nullable;

/**
 * Follows activities as they pass the line: octets that are sent again, resumptions, interruptions. Law 5: where the peer resumes, at
 * most window × checkpoint size are sent again. Octets are those of the SPDUs that carry the APDU, so that each piece counts a few more
 * than it has.
 */
public final class ActivityMeter {
  private static final int TPKT_HEADER = 4;
  private static final int DT_TPDU = 0xF0;
  private static final int MORE_TPDUS = 0x80;
  private static final int GIVE_TOKENS = 1;
  private static final int DATA_TRANSFER = 1;
  private static final int CONNECT = 13;
  /** Session, presentation and RTSE put this much around a piece at most. */
  private static final int AROUND_A_PIECE = 64;
  private static final HexFormat HEX = HexFormat.of();

  private final Laws laws;
  private final Agreements agreements;
  private final Map<SimConnection, Line> lines = new HashMap<>();
  private final Map<String, Activity> activities = new HashMap<>();
  private final Set<String> alteredPairs = new HashSet<>();
  private Traffic traffic = Traffic.NONE;

  /** What the ends of a line have agreed on and been through. */
  public interface Agreements {
    /** Octets that may be under way without confirmation on an association opened now; 0 if there are no checkpoints. */
    long windowOctets(SimConnection connection, int aroundAPiece);

    /** Grows when the MTA at this host may have lost notes about its transfers: power, a full disk. */
    int losses(String host);

    /** Grows with every process that is started at this host. */
    int processes(String host);
  }

  /** An activity from its start to its end, over all associations. */
  private static final class Activity {
    private final TreeMap<Integer, Long> checkpoints = new TreeMap<>();
    private final int losses;
    /** How far the association has come that it was last on. */
    private long position;
    private long window;
    private int processes;
    private boolean interrupted;

    Activity(int losses) {
      this.losses = losses;
    }
  }

  /** What one end sends. */
  private static final class Half {
    private @Nullable Activity activity;
    private boolean continues;
    private boolean carriesData;
    /** Octets that a resumption sends again; -1 when there is none that the peer has not agreed to yet. */
    private long again = -1;
  }

  /** Both directions of a connection. */
  private static final class Line {
    private final Half caller = new Half();
    private final Half called = new Half();
    private String reference = "";
    private long window;
    private boolean altered;
  }

  public ActivityMeter(Laws laws, Agreements agreements) {
    this.laws = laws;
    this.agreements = agreements;
  }

  public Traffic traffic() {
    return traffic;
  }

  /** An end hands whole TPKTs to its connection. */
  public void sent(ConnectionEnd from, byte[] octets) {
    SimConnection connection = from.connection();
    Line line = lines.computeIfAbsent(connection, any -> new Line());
    boolean isCaller = from == connection.caller();
    Half own = isCaller ? line.caller : line.called;
    Half other = isCaller ? line.called : line.caller;
    int at = 0;
    while (at + TPKT_HEADER + 3 < octets.length) {
      int length = (octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF;
      if (length <= TPKT_HEADER) {
        return;
      }
      int end = Math.min(octets.length, at + length);
      if ((octets[at + TPKT_HEADER + 1] & 0xF0) == DT_TPDU) {
        boolean last = (octets[at + TPKT_HEADER + 2] & MORE_TPDUS) != 0;
        part(from, line, own, other, octets, at + TPKT_HEADER + 3, end, last);
      }
      at += length;
    }
  }

  /** A connection is no more at one of its ends. */
  public void ended(SimConnection connection) {
    Line line = lines.get(connection);
    if (line != null) {
      line.caller.again = -1;
      line.called.again = -1;
      if (connection.caller().isEnded() && connection.called().isEnded()) {
        lines.remove(connection);
      }
    }
  }

  /** An octet was changed on this connection: what the ends have agreed on there may be something else for each. */
  public void altered(SimConnection connection) {
    Line line = lines.computeIfAbsent(connection, any -> new Line());
    line.altered = true;
    line.window = 0;
    for (Half half : List.of(line.caller, line.called)) {
      if (half.activity != null) {
        half.activity.window = 0;
      }
    }
    alteredPairs.add(pair(connection.caller()));
    alteredPairs.add(pair(connection.called()));
  }

  private static String pair(ConnectionEnd from) {
    return from.hostName() + ' ' + from.peer();
  }

  private void part(ConnectionEnd from, Line line, Half own, Half other, byte[] octets, int at, int end,
      boolean last) {
    boolean first = !own.continues;
    own.continues = !last;
    if (first) {
      own.carriesData = isData(octets, at, end);
    }
    if (own.carriesData) {
      data(own, end - at);
    } else if (first && last && isOfInterest(octets, at, end)) {
      try {
        SpduCodec.decode(Arrays.copyOfRange(octets, at, end))
            .forEach(spdu -> spdu(from, line, own, other, spdu));
      } catch (SpduException e) {
        // not for the meter to judge
      }
    }
  }

  private static boolean isData(byte[] octets, int at, int end) {
    return at + 2 < end && octets[at] == GIVE_TOKENS && octets[at + 1] == 0
        && octets[at + 2] == DATA_TRANSFER;
  }

  /** CONNECT, and what comes behind tokens that are not given: sync points and activities. */
  private static boolean isOfInterest(byte[] octets, int at, int end) {
    return at < end && (octets[at] == CONNECT || octets[at] == GIVE_TOKENS || octets[at] == GIVE_TOKENS + 1);
  }

  private void data(Half own, int octets) {
    traffic = traffic.plusOctets(octets);
    Activity activity = own.activity;
    if (activity != null) {
      activity.position += octets;
    }
  }

  private void spdu(ConnectionEnd from, Line line, Half own, Half other, Spdu spdu) {
    switch (spdu) {
      case Spdu.Cn connect -> {
        line.reference = text(connect.reference());
        line.window = line.altered ? 0 : agreements.windowOctets(from.connection(), AROUND_A_PIECE);
      }
      case Spdu.As start -> started(from, line, own, start);
      case Spdu.Ar resume -> resumes(from, line, own, resume);
      case Spdu.Mip point -> {
        if (own.activity != null) {
          own.activity.checkpoints.put(point.serial(), own.activity.position);
        }
      }
      case Spdu.Mia confirmed -> goesOn(other);
      case Spdu.Aea confirmed -> {
        goesOn(other);
        if (other.activity != null) {
          traffic = traffic.plusUseful(other.activity.position);
          other.activity = null;
        }
      }
      case Spdu.Ai interrupt -> {
        traffic = traffic.plusInterruption();
        if (own.activity != null) {
          own.activity.interrupted = true;
        }
        own.activity = null;
        own.again = -1;
      }
      case Spdu.Ad discard -> {
        traffic = traffic.plusDiscard();
        own.activity = null;
        own.again = -1;
      }
      case Spdu.Ed exception -> {
        traffic = other.again >= 0 ? traffic.plusRefusedResumption() : traffic.plusException();
        other.again = -1;
      }
      default -> {
      }
    }
  }

  private void started(ConnectionEnd from, Line line, Half own, Spdu.As start) {
    Activity activity = new Activity(agreements.losses(from.hostName()));
    activities.put(key(from, line.reference, start.activity()), activity);
    begin(from, line, own, activity);
  }

  private void begin(ConnectionEnd from, Line line, Half own, Activity activity) {
    own.activity = activity;
    activity.window = line.window;
    activity.processes = processes(from);
  }

  private int processes(ConnectionEnd from) {
    return agreements.processes(from.hostName()) + agreements.processes(from.peer());
  }

  private void resumes(ConnectionEnd from, Line line, Half own, Spdu.Ar resume) {
    boolean sameAssociation = resume.oldConnection().equals(SessionConnectionReference.NONE);
    String old = sameAssociation ? line.reference : text(resume.oldConnection());
    Activity activity = activities.get(key(from, old, resume.oldActivity()));
    if (activity == null && alteredPairs.contains(pair(from))) {
      // The two may know the association or the activity by different names.
      return;
    }
    if (activity == null) {
      laws.broken("resumed what never began",
          from + " resumes activity " + HEX.formatHex(resume.oldActivity()) + " of " + old);
      return;
    }
    Long position = resume.serial() == 0 ? Long.valueOf(0) : activity.checkpoints.get(resume.serial());
    if (position == null) {
      laws.broken("resumed at no checkpoint", from + " resumes at " + resume.serial());
      return;
    }
    boolean afterCrash = activity.processes != processes(from);
    long window = activity.window;
    // Of what this loss cost: what an earlier one cost was paid for when it was resumed.
    own.again = activity.position - position;
    activity.position = position;
    activity.checkpoints.tailMap(resume.serial(), false).clear();
    activities.put(key(from, line.reference, resume.activity()), activity);
    if (window > 0 && own.again > window && activity.losses == agreements.losses(from.hostName())) {
      laws.broken("too much sent again", from + " sends " + own.again + " octets again, of which " + window
          + " may have been under way");
    }
    traffic = traffic.plusAttempt(afterCrash, activity.interrupted);
    activity.interrupted = false;
    begin(from, line, own, activity);
  }

  /** The peer has shown that it knows the activity. */
  private void goesOn(Half other) {
    if (other.again >= 0) {
      traffic = traffic.plusResumption(other.again);
      other.again = -1;
    }
  }

  private static String key(ConnectionEnd from, String reference, byte[] activity) {
    return from.hostName() + ' ' + reference + ' ' + HEX.formatHex(activity);
  }

  private static String text(SessionConnectionReference reference) {
    return String.join("/", List.of(HEX.formatHex(reference.userReference()),
        HEX.formatHex(reference.commonReference()), HEX.formatHex(reference.additionalReference())));
  }
}
