package org.angarium.mta.directory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds out who the members of a list are at this moment. */
@FunctionalInterface
public interface MemberLookup {
  /** Knows the members that the configuration names, and no directory. */
  MemberLookup CONFIGURED = list -> list.search().isEmpty()
      ? CompletableFuture.completedStage(new Membership(list.members(), List.of()))
      : CompletableFuture.failedStage(new LookupException("this MTA was started without access to directory "
          + list.search().get().directory().name(), false));

  /**
   * Within a bounded time; does not block.
   *
   * @return completes exceptionally with a {@link LookupException}, on any thread, if the members cannot be told
   */
  CompletionStage<Membership> members(DistributionList list);

  /** Whoever asks for the members of this list from now on is told what is true now, and not what was found before. */
  default void forget(DistributionList list) {
    // What is asked each time need not be forgotten.
  }
}
