package org.angarium.app.directory;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.angarium.mta.config.MemberSearch;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.directory.Membership;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members of lists in LDAP directories, besides those that the configuration names. Each look-up has a connection of its own, so
 * that nothing of a directory that was away has to recover. Look-ups of the same kind that come together share one, and for a while its
 * result; a directory that does not answer holds up at most a few threads, and no other directory.
 */
public final class LdapMemberLookup implements MemberLookup, AutoCloseable {
  private static final int THREADS_PER_DIRECTORY = 4;
  private static final Duration IDLE_THREAD = Duration.ofSeconds(10);
  /** A directory that fails is not asked again for each message that waits. */
  private static final Duration FAILURE_CACHE = Duration.ofSeconds(1);

  private final Map<String, ThreadPoolExecutor> directories = new HashMap<>();
  private final Map<MemberSearch, Found> found = new HashMap<>();
  private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1,
      Thread.ofPlatform().daemon().name("ldap-deadlines").factory());
  private boolean closed;

  public LdapMemberLookup() {
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** What a look-up has found, or will. */
  private static final class Found {
    final CompletableFuture<Membership> answer = new CompletableFuture<>();
    private volatile long since;
    /** Whoever waits for these sees the time, too. */
    final CompletableFuture<Membership> members = answer
        .whenComplete((result, error) -> since = System.nanoTime());

    boolean isFresh(MemberSearch search) {
      Duration keep = members.isCompletedExceptionally() ? FAILURE_CACHE : search.directory().cache();
      return !members.isDone() || System.nanoTime() - since < keep.toNanos();
    }
  }

  @Override
  public CompletionStage<Membership> members(DistributionList list) {
    if (list.search().isEmpty()) {
      return MemberLookup.CONFIGURED.members(list);
    }
    return found(list.search().get()).thenApply(membership -> together(list.members(), membership));
  }

  /** Who waits for a look-up that is under way gets what that finds. */
  @Override
  public synchronized void forget(DistributionList list) {
    list.search().ifPresent(found::remove);
  }

  private synchronized CompletableFuture<Membership> found(MemberSearch search) {
    found.entrySet().removeIf(entry -> !entry.getValue().isFresh(entry.getKey()));
    Found known = found.get(search);
    if (known != null) {
      return known.members;
    }
    Found asked = new Found();
    if (closed) {
      asked.answer.completeExceptionally(new LookupException("the MTA stops", false));
      return asked.members;
    }
    found.put(search, asked);
    try {
      bound(search, asked.answer);
      directories.computeIfAbsent(search.directory().name(), LdapMemberLookup::threads)
          .execute(() -> answer(search, asked.answer));
    } catch (RejectedExecutionException e) {
      asked.answer.completeExceptionally(new LookupException("the MTA stops", false));
    }
    return asked.members;
  }

  /** Each look-up ends by itself, but it may have to wait for others before it. */
  private void bound(MemberSearch search, CompletableFuture<Membership> answer) {
    Future<?> bound = deadlines.schedule(
        () -> answer.completeExceptionally(new LookupException("directory " + search.directory().name()
            + ": other look-ups before this one took too long", false)),
        search.directory().lookupTimeout().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    var _ = answer.whenComplete((result, error) -> bound.cancel(false));
  }

  private static ThreadPoolExecutor threads(String directory) {
    ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS_PER_DIRECTORY, THREADS_PER_DIRECTORY,
        IDLE_THREAD.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("ldap-" + directory + "-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private void answer(MemberSearch search, CompletableFuture<Membership> answer) {
    try {
      answer.complete(new DirectoryRequest(search, deadlines).members());
    } catch (LookupException e) {
      answer.completeExceptionally(e);
    } catch (RuntimeException e) {
      answer.completeExceptionally(
          new LookupException("directory " + search.directory().name() + ": " + e, false));
    }
  }

  /** Who is named in both gets one copy. */
  private static Membership together(List<OrName> configured, Membership found) {
    Map<String, @Nullable OrName> all = new LinkedHashMap<>();
    configured.forEach(name -> all.putIfAbsent(name.address().matchingKey(), name));
    found.members().forEach(name -> all.putIfAbsent(name.address().matchingKey(), name));
    return new Membership(List.copyOf(all.values()), found.unusable());
  }

  /** What is under way fails; later look-ups fail at once. */
  @Override
  public synchronized void close() {
    closed = true;
    deadlines.shutdownNow();
    directories.values().forEach(ThreadPoolExecutor::shutdownNow);
    found.values().forEach(
        one -> one.answer.completeExceptionally(new LookupException("the MTA stops", false)));
  }
}
