package org.angarium.lab.simulation.planted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.angarium.mta.store.ForwardingStore;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoredMessage;

/** Stores that each do one thing wrong. */
final class BadStores {
  private BadStores() {}

  /** Says that a commit is durable when it has been handed in. */
  static final class Hasty extends ForwardingStore {
    Hasty(MessageStore store) {
      super(store);
    }

    @Override
    public CompletionStage<Outcome> commit(List<StoreChange> changes) {
      super.commit(changes);
      return CompletableFuture.completedFuture(Outcome.DONE);
    }
  }

  /** Writes a commit when the next one comes, and says at once that it is durable. */
  static final class LastCommitHeldBack extends ForwardingStore {
    private List<StoreChange> heldBack = List.of();

    LastCommitHeldBack(MessageStore store) {
      super(store);
    }

    @Override
    public CompletionStage<Outcome> commit(List<StoreChange> changes) {
      if (!heldBack.isEmpty()) {
        super.commit(heldBack);
      }
      heldBack = List.copyOf(changes);
      return CompletableFuture.completedFuture(Outcome.DONE);
    }
  }

  private static List<StoreChange> keyed(List<StoreChange> changes, UnaryOperator<Set<String>> keys) {
    List<StoreChange> changed = new ArrayList<>();
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Accept(NewMessage m)) {
        changed.add(new StoreChange.Accept(new NewMessage(m.id(), m.kind(), m.mtsId(),
            keys.apply(m.duplicateKeys()), m.envelope(), m.content(), m.arrival(), m.entries(),
            m.deliveries(), m.cameFrom())));
      } else {
        changed.add(change);
      }
    }
    return changed;
  }

  /** Keeps no duplicate keys. */
  static final class Forgetful extends ForwardingStore {
    Forgetful(MessageStore store) {
      super(store);
    }

    @Override
    public CompletionStage<Outcome> commit(List<StoreChange> changes) {
      return super.commit(keyed(changes, keys -> Set.of()));
    }
  }

  /** Knows duplicate keys only until the process ends. */
  static final class ForgetfulAtRestart extends ForwardingStore {
    private final long process;

    ForgetfulAtRestart(MessageStore store) {
      super(store);
      process = store.nextId();
    }

    @Override
    public CompletionStage<Outcome> commit(List<StoreChange> changes) {
      return super.commit(
          keyed(changes, keys -> keys.stream().map(this::ofProcess).collect(Collectors.toSet())));
    }

    @Override
    public boolean isSeen(String duplicateKey) {
      return super.isSeen(ofProcess(duplicateKey));
    }

    private String ofProcess(String key) {
      return key + " of process " + process;
    }
  }

  /** Removes a copy when its message is opened for the transfer. */
  static final class RemovedWhenRead extends ForwardingStore {
    private final Map<Long, Long> entries = new HashMap<>();

    RemovedWhenRead(MessageStore store) {
      super(store);
    }

    @Override
    public CompletionStage<Outcome> commit(List<StoreChange> changes) {
      for (StoreChange change : changes) {
        if (change instanceof StoreChange.Accept(NewMessage message)) {
          message.entries().forEach(entry -> entries.put(message.id(), entry.id()));
        }
      }
      return super.commit(changes);
    }

    @Override
    public Optional<StoredMessage> load(long message) {
      Optional<StoredMessage> loaded = super.load(message);
      Long entry = entries.get(message);
      if (entry != null) {
        super.commit(List.of(new StoreChange.Remove(entry)));
      }
      return loaded;
    }
  }

  /** Shows nothing of what waits. */
  static final class NothingWaits extends ForwardingStore {
    NothingWaits(MessageStore store) {
      super(store);
    }

    @Override
    public List<QueueEntry> entries() {
      return List.of();
    }
  }
}
