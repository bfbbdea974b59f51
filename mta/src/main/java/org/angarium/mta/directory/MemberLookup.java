package org.angarium.mta.directory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.angarium.x400.address.OrName;

/** Finds out who the members of a list are at this moment. */
@FunctionalInterface
public interface MemberLookup {
  /** Knows the members that the configuration names. */
  MemberLookup CONFIGURED = list -> CompletableFuture.completedStage(list.members());

  /**
   * Within a bounded time.
   *
   * @return completes exceptionally with a {@link LookupException}, on any thread, if the members cannot be told
   */
  CompletionStage<List<OrName>> members(DistributionList list);
}
