package org.angarium.lab.simulation.network;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.time.VirtualTime;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: octets in order, late, in pieces, or never. */
final class Pipe {
  private static final int SEGMENT = 1460 * 10;
  private static final int SMALL_PIECE = 40;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ConnectionEnd from;
  private final SimConnection connection;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final ArrayDeque<Segment> queue = new ArrayDeque<>();
  private VirtualTime.@Nullable Timed next;
  private boolean ended;
  private boolean stalled;
  private boolean silent;
  private int swallowAfter;
  private @Nullable Layer silentAt;
  private long lastArrival;

  /** Octets on their way; empty for the end of the stream. */
  private record Segment(byte[] octets, long arrival) {}

  Pipe(ConnectionEnd from, SimConnection connection, int swallowAfter) {
    this.from = from;
    this.connection = connection;
    this.time = connection.network().time();
    this.random = connection.network().random();
    this.swallowAfter = swallowAfter;
  }

  /** From the first octet of this layer on nothing arrives. */
  void silentAt(@Nullable Layer layer) {
    silentAt = layer;
  }

  /** @param before the phase of the connection without these octets */
  void send(byte[] octets, Phase before) {
    if (ended) {
      return;
    }
    byte[] passing = octets;
    Link.Damage damage = connection.link().takeDamage();
    if (damage != Link.Damage.NONE && damage != Link.Damage.ALTER) {
      connection.network().watch().damaged(from, damage);
    }
    switch (damage) {
      case NONE -> {
      }
      case TRUNCATE -> {
        struck(Trouble.TRUNCATED, before);
        put(Arrays.copyOf(octets, random.nextInt(octets.length)));
        sendEnd();
        if (random.nextBoolean()) {
          time.after(Duration.ofMillis(1), () -> connection.reset("connection reset"));
        }
        return;
      }
      case CORRUPT -> passing = corrupted(octets);
      case ALTER -> passing = altered(octets);
    }
    Trouble silence = Trouble.SWALLOWED;
    if (silentAt != null && !silent) {
      int first = anatomy(octets).first(silentAt);
      if (first >= 0 && first < swallowAfter) {
        swallowAfter = first;
        silence = Trouble.SILENT_LAYER;
      }
    }
    boolean isAnother = damage == Link.Damage.CORRUPT || damage == Link.Damage.ALTER;
    int at = isAnother ? Arrays.mismatch(octets, passing) : -1;
    if (at >= 0 && at < swallowAfter) {
      struck(damage == Link.Damage.CORRUPT ? Trouble.CORRUPTED : Trouble.ALTERED, before);
    }
    if (passing.length > swallowAfter) {
      if (!silent) {
        silent = true;
        struck(silence, before);
        connection.network().watch().silent(connection, anatomy(octets).silentAfter(swallowAfter));
      }
      passing = Arrays.copyOf(passing, swallowAfter);
    }
    if (swallowAfter != Link.NO_SWALLOWING) {
      swallowAfter -= passing.length;
    }
    put(passing);
  }

  private void struck(Trouble trouble, Phase before) {
    connection.network().watch().struck(connection, trouble, before);
  }

  /** Only framing is changed, which every layer checks; a changed content nobody could notice (TCP's checksum is there for that). */
  private byte[] corrupted(byte[] octets) {
    byte[] changed = octets.clone();
    int[] framing = {0, 2, 3, 4, 5};
    int at = framing[random.nextInt(framing.length)];
    if (at < changed.length) {
      changed[at] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private Anatomy anatomy(byte[] octets) {
    return new Anatomy(octets, from.sniffer().wasInTsdu());
  }

  private byte[] altered(byte[] octets) {
    Anatomy anatomy = anatomy(octets);
    int at = anatomy.alterable(random);
    if (at < 0) {
      // It waits for something that has such octets.
      connection.link().damageNext(Link.Damage.ALTER);
      return octets;
    }
    byte[] changed = octets.clone();
    changed[at] ^= (byte) (1 << random.nextInt(8));
    connection.network().watch().altered(from, anatomy.layer(at), anatomy.only(Layer.P1, octets),
        anatomy.only(Layer.P1, changed));
    return changed;
  }

  private void put(byte[] octets) {
    int at = 0;
    while (at < octets.length) {
      int most = connection.link().isShredding() ? 1 + random.nextInt(SMALL_PIECE) : SEGMENT;
      int length = Math.min(most, octets.length - at);
      add(at == 0 && length == octets.length ? octets : Arrays.copyOfRange(octets, at, at + length));
      at += length;
    }
  }

  void sendEnd() {
    if (!ended) {
      ended = true;
      if (swallowAfter > 0) {
        add(new byte[0]);
      }
    }
  }

  private void add(byte[] octets) {
    Link link = connection.link();
    long now = time.elapsed().toNanos();
    long sent = Math.max(lastArrival, now + link.latency().toNanos());
    lastArrival = sent + octets.length * NANOS_PER_SECOND / link.octetsPerSecond();
    queue.add(new Segment(octets, lastArrival));
    schedule();
  }

  private void schedule() {
    Segment head = queue.peek();
    if (head == null || next != null) {
      return;
    }
    if (!connection.reaches(from)) {
      stalled = true;
      return;
    }
    next = time.after(Math.max(0, head.arrival - time.elapsed().toNanos()), this::arrive);
  }

  private void arrive() {
    next = null;
    if (!connection.reaches(from)) {
      stalled = true;
      return;
    }
    Segment head = queue.remove();
    ConnectionEnd to = connection.other(from);
    if (head.octets.length == 0) {
      to.endArrived();
    } else {
      to.arrived(from, together(head));
    }
    schedule();
  }

  /** One read may give what several segments brought. */
  private byte[] together(Segment head) {
    Segment following = queue.peek();
    if (following == null || following.arrival > time.elapsed().toNanos()
        || connection.link().isShredding()) {
      return head.octets;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.octets);
    while (following != null && following.octets.length > 0
        && following.arrival <= time.elapsed().toNanos() && all.size() < SEGMENT) {
      all.writeBytes(following.octets);
      queue.remove();
      following = queue.peek();
    }
    return all.toByteArray();
  }

  /** What could not pass is repeated after a while, if it can pass now. */
  void pathChanged() {
    if (connection.reaches(from)) {
      if (stalled) {
        stalled = false;
        // TCP repeats ever more rarely: the first repetition after the silence may take a while.
        next = time.after(Duration.ofMillis(200 + random.nextInt(20_000)), this::arrive);
      }
    } else if (next != null) {
      next.cancel();
      next = null;
      stalled = true;
    }
  }

  /** Something waits that cannot pass. */
  boolean isStalled() { return stalled && !queue.isEmpty(); }

  void drop() {
    queue.clear();
    ended = true;
    stalled = false;
    if (next != null) {
      next.cancel();
      next = null;
    }
  }
}
