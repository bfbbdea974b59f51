package org.angarium.lab.simulation.scenario;

import java.util.Arrays;
import java.util.Locale;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.network.Trouble;
import org.jspecify.annotations.Nullable;

/** What can go wrong. */
public enum FaultKind {
  RESET(Scope.LINE), ORDERLY_CLOSE(Scope.LINE), SILENCE(Scope.LINE), SILENCE_ONE_WAY(Scope.LINE), REFUSED(
      Scope.LINE), CONNECT_TIMEOUT(Scope.LINE), FLAPPING(Scope.LINE), TRICKLE(Scope.LINE), LONG_DELAY(
          Scope.LINE), TRUNCATION(Scope.LINE), CORRUPTION(Scope.LINE), SHREDDED(Scope.LINE),
  /** The peer accepts TCP and then answers only so much: nothing at all, or up to somewhere in a layer. */
  NEVER_ANSWERS(Scope.LINE),
  /** The process dies, its system closes the connections. */
  PROCESS_CRASH(Scope.MTA),
  /** The host vanishes without a word. */
  POWER_LOSS(Scope.MTA),
  /** The process dies at a chosen operation of its store. */
  CRASH_AT_STORE(Scope.MTA),
  /** The process is stopped for a while, as by SIGSTOP. */
  FREEZE(Scope.MTA), DISK_FULL(Scope.MTA), SLOW_DISK(Scope.MTA), CLOCK_JUMP(Scope.MTA), OPERATOR_RETRY(
      Scope.MTA), ORDERLY_RESTART(Scope.MTA),
  /** The peer refuses the bind as busy. */
  REFUSES_BUSY(Scope.MTA),
  /** The peer refuses the bind because of the password. */
  REFUSES_PASSWORD(Scope.MTA),
  /** The peer refuses the bind because of the dialogue mode. */
  REFUSES_DIALOGUE(Scope.MTA),
  /** Other checkpoint size, window, limits from now on. */
  PARAMETERS_CHANGE(Scope.MTA),
  /** The connector is taken out of the configuration and comes back later. */
  CONNECTOR_REMOVED(Scope.MTA),
  /** The session or transport provider aborts the connection. */
  PROVIDER_ABORT(Scope.LINE),
  /** The user of an association aborts it. */
  USER_ABORT(Scope.MTA),
  /** An octet of the session layer or of one above, but of no content, arrives as another. */
  ALTERATION(Scope.LINE), OPERATOR_FREEZE(Scope.MTA), OPERATOR_UNFREEZE(Scope.MTA), OPERATOR_RETURN(
      Scope.MTA), OPERATOR_DELETE(Scope.MTA), OPERATOR_CANCEL(Scope.MTA),
  /** Of one connector. */
  OPERATOR_RETRY_ONE(Scope.MTA),
  /** The peer accepts TCP and answers until an answer of some layer would be next. */
  SILENT_LAYER(Scope.LINE);

  /** What a fault hits. */
  public enum Scope {
    LINE, MTA
  }

  private final Scope scope;

  FaultKind(Scope scope) {
    this.scope = scope;
  }

  public Scope scope() {
    return scope;
  }

  /** As what it strikes when something meets it on the line; null for what strikes at once whatever is there. */
  public @Nullable Trouble strikesAs() {
    return switch (this) {
      case REFUSED -> Trouble.CALL_REFUSED;
      case CONNECT_TIMEOUT -> Trouble.CALL_DROPPED;
      case NEVER_ANSWERS -> Trouble.SWALLOWED;
      case SILENT_LAYER -> Trouble.SILENT_LAYER;
      case TRUNCATION -> Trouble.TRUNCATED;
      case CORRUPTION -> Trouble.CORRUPTED;
      case ALTERATION -> Trouble.ALTERED;
      default -> null;
    };
  }

  /** The kind that strikes so. */
  public static FaultKind of(Trouble trouble) {
    return Arrays.stream(values()).filter(kind -> kind.strikesAs() == trouble).findFirst().orElseThrow();
  }

  /** Why it cannot strike in this phase, one clause; null if it can. */
  public @Nullable String impossibleIn(Phase phase) {
    boolean connected = switch (phase) {
      case NONE, RETRY_WAIT, DOWN -> false;
      default -> true;
    };
    return switch (this) {
      case REFUSED, CONNECT_TIMEOUT, NEVER_ANSWERS, SILENT_LAYER ->
        connected ? null : "it strikes the next call only";
      case TRUNCATION, CORRUPTION, ALTERATION ->
        connected && phase != Phase.CONNECTING ? null : "nothing is sent that could be damaged";
      default -> cannotBeginIn(phase);
    };
  }

  /** Why there is nothing in this phase that it could be meant for, one clause; null if there is. */
  public @Nullable String cannotBeginIn(Phase phase) {
    boolean hitsConnections = this == RESET || this == ORDERLY_CLOSE || this == PROVIDER_ABORT
        || this == USER_ABORT;
    boolean takesMail = switch (this) {
      case OPERATOR_FREEZE, OPERATOR_UNFREEZE, OPERATOR_RETURN, OPERATOR_DELETE, OPERATOR_CANCEL -> true;
      default -> false;
    };
    if (takesMail && phase == Phase.NONE) {
      return "there is no message to do it with";
    }
    return switch (phase) {
      case NONE, RETRY_WAIT, DOWN -> hitsConnections ? "there is no connection to end" : null;
      case CONNECTING -> this == PROVIDER_ABORT ? "there is no transport provider yet" : null;
      case HALF_OPEN -> this == PROVIDER_ABORT ? "there is no provider at the other end" : null;
      default -> null;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
