package org.angarium.lab.simulation.network;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The line between two hosts: how fast it is and what is wrong with it at the moment. */
public final class Link {
  /** Passes everything. */
  public static final int NO_SWALLOWING = Integer.MAX_VALUE;
  private static final Duration USUAL_LATENCY = Duration.ofMillis(20);
  private static final int USUAL_RATE = 1 << 20;

  private final SimHost one;
  private final SimHost other;
  private final Set<SimConnection> connections = new LinkedHashSet<>();
  private Duration latency = USUAL_LATENCY;
  private int octetsPerSecond = USUAL_RATE;
  private boolean silentFromOne;
  private boolean silentFromOther;
  private boolean refusing;
  private boolean droppingCalls;
  private boolean shredding;
  private int swallowAfter = NO_SWALLOWING;
  private @Nullable Layer silentLayer;
  private Damage damage = Damage.NONE;

  /** What happens to the next octets that are sent over the line. */
  public enum Damage {
    NONE,
    /** The connection ends in the middle of them. */
    TRUNCATE,
    /** An octet of their header is another. */
    CORRUPT,
    /** An octet of the session layer or of one above is another, but none of a content. */
    ALTER
  }

  Link(SimHost one, SimHost other) {
    this.one = one;
    this.other = other;
  }

  public SimHost one() {
    return one;
  }

  public SimHost other() {
    return other;
  }

  /** Connections that exist, also half of them; not to be kept. */
  public Set<SimConnection> connections() {
    return connections;
  }

  /** A copy of {@link #connections}. */
  public List<SimConnection> all() {
    return List.copyOf(connections);
  }

  Duration latency() {
    return latency;
  }

  int octetsPerSecond() {
    return octetsPerSecond;
  }

  public void speed(Duration newLatency, int newOctetsPerSecond) {
    latency = newLatency;
    octetsPerSecond = newOctetsPerSecond;
  }

  public void usualSpeed() {
    speed(USUAL_LATENCY, USUAL_RATE);
  }

  /** Nothing that a silent side sends arrives; what it sent meanwhile arrives later, as TCP repeats it. */
  public void silence(boolean fromOne, boolean fromOther) {
    silentFromOne = fromOne;
    silentFromOther = fromOther;
    connections().forEach(SimConnection::pathChanged);
  }

  boolean isSilentFrom(SimHost host) {
    return host == one ? silentFromOne : silentFromOther;
  }

  public void refuseCalls(boolean now) {
    refusing = now;
  }

  boolean isRefusing() { return refusing; }

  /** Connection requests vanish; connections that exist live on. */
  public void dropCalls(boolean now) {
    droppingCalls = now;
  }

  boolean isDroppingCalls() { return droppingCalls; }

  /** Octets arrive in small odd pieces. */
  public void shred(boolean now) {
    shredding = now;
  }

  boolean isShredding() { return shredding; }

  /** Of what the called side sends on connections made from now on, only this much arrives. */
  public void swallowAfter(int octets) {
    swallowAfter = octets;
  }

  int swallowAfter() {
    return swallowAfter;
  }

  /** Of what the called side sends on connections made from now on, nothing arrives from the first octet of this layer on; null for all. */
  public void silentAt(@Nullable Layer layer) {
    silentLayer = layer;
  }

  @Nullable
  Layer silentLayer() {
    return silentLayer;
  }

  public void damageNext(Damage kind) {
    damage = kind;
  }

  Damage takeDamage() {
    Damage now = damage;
    damage = Damage.NONE;
    return now;
  }

  /** As good as new; what was lost stays lost. */
  public void heal() {
    usualSpeed();
    refusing = false;
    droppingCalls = false;
    shredding = false;
    swallowAfter = NO_SWALLOWING;
    silentLayer = null;
    damage = Damage.NONE;
    silence(false, false);
  }

  @Override
  public String toString() {
    return one + "-" + other;
  }
}
