package org.angarium.lab.simulation.planted;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.ForwardingStore;
import org.angarium.mta.store.KeptSpool;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.Spool;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.ResumePoint;
import org.jspecify.annotations.Nullable;

/** Pieces that each do one thing wrong when a transfer is to go on. */
final class BadResumptions {
  private BadResumptions() {}

  /** After a transfer was cut, no association with another checkpoint size is good enough. */
  static final class SizeRefused extends ConnectorMachine {
    private static final Failure ANOTHER_SIZE = new Failure(Layer.RTSE, Failure.Kind.REFUSED_PERMANENT, -1,
        true,
        "another checkpoint size");
    private int size;
    private @Nullable Integer cutWith;

    SizeRefused(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
      size = config.override().rts().checkpointKilooctets();
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      if (event instanceof ConnectorEvent.Reconfigured(ConnectorConfig config)) {
        size = config.override().rts().checkpointKilooctets();
      } else if (event instanceof ConnectorEvent.Lost lost && lost.resumeAt() != null && cutWith == null) {
        cutWith = size;
      } else if (event instanceof ConnectorEvent.Opened opened && cutWith != null && cutWith != size) {
        List<ConnectorAction> actions = new ArrayList<>();
        actions.add(new ConnectorAction.Abort(opened.association(), ANOTHER_SIZE.text()));
        actions.addAll(super.on(new ConnectorEvent.OpenFailed(opened.association(), ANOTHER_SIZE), now));
        return actions;
      }
      return super.on(event, now);
    }
  }

  /** Goes on a kilooctet behind where the peer does. */
  static final class TooFar extends ConnectorMachine {
    TooFar(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return super.on(event, now).stream().map(TooFar::changed).toList();
    }

    private static ConnectorAction changed(ConnectorAction action) {
      if (!(action instanceof ConnectorAction.Assign assign) || assign.resumeAt() == null) {
        return action;
      }
      ResumePoint at = assign.resumeAt();
      return new ConnectorAction.Assign(assign.association(), assign.entry(),
          new ResumePoint(at.connection(), at.activity(), at.serial(), at.octets() + 1024));
    }
  }

  /** Goes on at the first checkpoint, whatever was confirmed since. */
  static final class TooEarly extends ConnectorMachine {
    TooEarly(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      if (event instanceof ConnectorEvent.Lost lost && lost.resumeAt() != null) {
        ResumePoint at = lost.resumeAt();
        ResumePoint first = new ResumePoint(at.connection(), at.activity(), 1, at.octets() / at.serial());
        return super.on(new ConnectorEvent.Lost(lost.association(), lost.failure(), first, lost.suspended()),
            now);
      }
      return super.on(event, now);
    }
  }

  /** Forgets what was interrupted. */
  static final class InterruptedForGood extends ConnectorMachine {
    InterruptedForGood(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      List<Long> before = waiting().stream().map(QueueEntry::id).toList();
      List<ConnectorAction> actions = new ArrayList<>(super.on(event, now));
      if (event instanceof ConnectorEvent.TransferFailed failed
          && failed.problem() == ConnectorEvent.TransferProblem.INTERRUPTED) {
        List<Long> back = waiting().stream().map(QueueEntry::id).filter(id -> !before.contains(id)).toList();
        actions.addAll(super.on(new ConnectorEvent.Withdraw(back), now));
      }
      return actions;
    }
  }

  /** Keeps what had arrived behind the checkpoint at which a transfer goes on. */
  static final class NotTruncated extends ForwardingStore {
    NotTruncated(MessageStore store) {
      super(store);
    }

    @Override
    public Spool openSpool() {
      return new SpoolWrapper(super.openSpool()) {
        @Override
        public void truncate(long newLength) {
          // forgotten
        }
      };
    }
  }

  /** Takes what an earlier run has left of a transfer for whole. */
  static final class Unchecked extends ForwardingStore {
    Unchecked(MessageStore store) {
      super(store);
    }

    @Override
    public List<KeptSpool> keptSpools() {
      return super.keptSpools().stream()
          .map(kept -> new KeptSpool(kept.label(), kept.marks(), kept.lastMark(),
              new Trusted(kept.spool(), this)))
          .toList();
    }
  }

  /** A spool that is what it should be, with zeros where octets are missing. */
  private static final class Trusted extends SpoolWrapper {
    private final MessageStore store;

    Trusted(Spool left, MessageStore store) {
      super(left);
      this.store = store;
    }

    @Override
    public void truncate(long newLength) throws IOException {
      try {
        super.truncate(newLength);
      } catch (IOException e) {
        Spool whole = store.openSpool();
        int there = (int) Math.min(length(), newLength);
        whole.append(read(0, there));
        whole.append(new byte[(int) newLength - there]);
        replaceBy(whole);
      }
    }
  }
}
