package org.angarium.mta.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A store of which it is told when a commit succeeds. */
public final class WatchedStore extends ForwardingStore {
  private final Runnable committed;

  /** @param committed runs on a thread of the store */
  public WatchedStore(MessageStore store, Runnable committed) {
    super(store);
    this.committed = committed;
  }

  @Override
  public CompletionStage<Outcome> commit(List<StoreChange> changes) {
    CompletionStage<Outcome> stage = super.commit(changes);
    var _ = stage.whenComplete((outcome, error) -> {
      if (error == null) {
        committed.run();
      }
    });
    return stage;
  }
}
