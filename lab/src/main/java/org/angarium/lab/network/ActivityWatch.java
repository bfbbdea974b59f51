package org.angarium.lab.network;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.Spdu;
import org.jspecify.annotations.Nullable;

/**
 * Reads RTSE transfers from the octets that pass through fault proxies: which APDU is on its way, how much of it has passed, and where its
 * session activity began, went on and ended (X.228 §7). Counted are octets of session user data, which is the APDU and about 20 octets for
 * each checkpoint; of a piece that is not complete those that have passed, but for the first piece, which has the name in it.
 */
public final class ActivityWatch {
  /** RTSE, presentation, session and transport put so much around each piece at most. */
  public static final int AROUND_A_PIECE = 64;

  private final Namer namer;
  private final Listener listener;
  /** Activities whose end is not confirmed, on all lines: one may go on somewhere else. */
  private final Map<String, Activity> unfinished = new ConcurrentHashMap<>();

  /** Finds the name of an APDU in its first octets. */
  @FunctionalInterface
  public interface Namer {
    /** Null if there is none yet; asked again with more octets, up to 8 KB. */
    @Nullable
    String name(byte[] head);
  }

  /**
   * An APDU that is being transferred.
   *
   * @param from who sends it
   * @param name what the namer found; the name of the activity if nothing
   * @param octets of the APDU that have passed, counting those of earlier attempts that it went on from
   */
  public record Passing(String from, String to, String name, long octets) {}

  /** Learns of transfers, on the thread that carries the octets: nothing more passes on that connection before it returns. */
  public interface Listener {
    /** More octets of an APDU have passed. */
    void advanced(Passing transfer, int octets);

    /** Its last octet has passed and the activity was ended; the peer has not confirmed it yet. */
    void complete(Passing transfer);
  }

  /** What is remembered of an activity while it may go on. */
  private static final class Activity {
    final String key;
    final Map<Integer, Long> checkpoints = new HashMap<>();
    @Nullable
    String name;
    long octets;
    /** Of the piece that is passing. */
    int begun;

    Activity(String key) {
      this.key = key;
    }
  }

  public ActivityWatch(Namer namer, Listener listener) {
    this.namer = namer;
    this.listener = listener;
  }

  /** The tap for one proxy, with the names of the two sides. */
  public Tap tap(String caller, String target) {
    Map<Integer, Line> lines = new ConcurrentHashMap<>();
    return (connection, direction, octets) -> lines
        .computeIfAbsent(connection, any -> new Line(caller, target)).read(direction, octets);
  }

  /** One connection. */
  private final class Line {
    private final Flow toTarget;
    private final Flow toCaller;
    private final SpduReader fromCaller;
    private final SpduReader fromTarget;
    /** Learned from CN, which comes before everything else. */
    private volatile SessionConnectionReference reference = SessionConnectionReference.NONE;

    Line(String caller, String target) {
      toTarget = new Flow(this, caller, target);
      toCaller = new Flow(this, target, caller);
      fromCaller = new SpduReader(toTarget::spdu);
      fromTarget = new SpduReader(toCaller::spdu);
    }

    void read(Direction direction, byte[] octets) {
      boolean toTheTarget = direction == Direction.TO_TARGET;
      SpduReader reader = toTheTarget ? fromCaller : fromTarget;
      reader.read(octets);
      (toTheTarget ? toTarget : toCaller).begun(Math.max(0, reader.held() - AROUND_A_PIECE));
    }

    Flow against(Flow flow) {
      return flow == toTarget ? toCaller : toTarget;
    }
  }

  /** One direction of a connection. Activities of both ends of a session connection are numbered apart, so the sender is in the key. */
  private final class Flow {
    private final Line line;
    private final String from;
    private final String to;
    private final UnaryOperator<String> keyed;
    private final ApduHead head = new ApduHead();
    private @Nullable Activity current;
    /** It has passed as a whole; the other direction has not confirmed that yet. */
    private volatile @Nullable Activity ended;

    Flow(Line line, String from, String to) {
      this.line = line;
      this.from = from;
      this.to = to;
      this.keyed = activity -> from + " " + activity;
    }

    void spdu(Spdu spdu) {
      switch (spdu) {
        case Spdu.Cn connect -> line.reference = connect.reference();
        case Spdu.As start -> begin(new Activity(key(start.activity(), line.reference)));
        case Spdu.Ar resume -> resume(resume);
        case Spdu.Dt data -> data(data.userData());
        case Spdu.Mip checkpoint -> {
          if (current != null) {
            current.checkpoints.put(checkpoint.serial(), current.octets);
          }
        }
        case Spdu.Ae _ -> complete();
        case Spdu.Aea _ -> line.against(this).confirmed();
        case Spdu.Ad _ -> discard();
        case Spdu.Ai _ -> current = null;
        default -> {
          // Says nothing of transfers.
        }
      }
    }

    private String key(byte[] activity, SessionConnectionReference connection) {
      HexFormat hex = HexFormat.of();
      return keyed.apply(hex.formatHex(connection.userReference()) + " "
          + hex.formatHex(connection.commonReference()) + " " + hex.formatHex(activity));
    }

    private void begin(Activity activity) {
      current = activity;
      head.clear();
      unfinished.put(activity.key, activity);
    }

    /** Octets behind the checkpoint come again. */
    private void resume(Spdu.Ar resume) {
      Activity old = unfinished.get(key(resume.oldActivity(), resume.oldConnection()));
      if (old == null) {
        begin(new Activity(key(resume.activity(), line.reference)));
        return;
      }
      old.octets = old.checkpoints.getOrDefault(resume.serial(), 0L);
      old.begun = 0;
      head.clear();
      current = old;
    }

    private void data(byte[] userData) {
      Activity activity = current;
      if (activity == null) {
        return;
      }
      int more = userData.length - activity.begun;
      activity.octets += userData.length;
      activity.begun = 0;
      if (activity.name == null && head.add(userData)) {
        activity.name = namer.name(head.octets());
      }
      listener.advanced(passing(activity), more);
    }

    /** So much of the next piece has passed. */
    void begun(int octets) {
      Activity activity = current;
      if (activity != null && activity.octets > 0 && octets > activity.begun) {
        int more = octets - activity.begun;
        activity.begun = octets;
        listener.advanced(passing(activity), more);
      }
    }

    private void complete() {
      Activity activity = current;
      current = null;
      ended = activity;
      if (activity != null) {
        listener.complete(passing(activity));
      }
    }

    /** Until then the sender may go on with it, as the receiver may not have it. */
    void confirmed() {
      Activity activity = ended;
      ended = null;
      if (activity != null) {
        unfinished.remove(activity.key);
      }
    }

    private void discard() {
      if (current != null) {
        unfinished.remove(current.key);
        current = null;
      }
    }

    private Passing passing(Activity activity) {
      String name = activity.name;
      return new Passing(from, to, name == null ? activity.key : name, activity.octets + activity.begun);
    }
  }
}
