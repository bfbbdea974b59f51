package org.angarium.mta.association;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.angarium.mta.association.Link.Phase;
import org.jspecify.annotations.Nullable;

/** The associations of one connector, the oldest first, and how we end them. */
final class Links implements Iterable<Link> {
  private final Map<Long, Link> all = new LinkedHashMap<>();
  private final RunningTimers timers;
  private final Consumer<ConnectorAction> out;

  Links(RunningTimers timers, Consumer<ConnectorAction> out) {
    this.timers = timers;
    this.out = out;
  }

  void add(Link link) {
    all.put(link.id, link);
  }

  /** It is gone. */
  void remove(Link link) {
    all.remove(link.id);
  }

  @Nullable
  Link find(long association) {
    return all.get(association);
  }

  int size() {
    return all.size();
  }

  boolean isEmpty() { return all.isEmpty(); }

  Stream<Link> stream() {
    return all.values().stream();
  }

  @Override
  public Iterator<Link> iterator() {
    return all.values().iterator();
  }

  /** What they have claimed. */
  List<Long> claimed() {
    return stream().map(link -> link.claim).filter(Objects::nonNull).map(claim -> claim.entry().id())
        .toList();
  }

  /** How many of them the peer has not answered yet. */
  int opening() {
    return (int) stream().filter(link -> link.phase == Phase.OPENING).count();
  }

  /** These take no new transfer and end when nothing is under way on them. */
  void endWhenFree(Predicate<Link> which) {
    stream().filter(which).toList().forEach(link -> {
      link.mustEnd = true;
      timers.stop(ConnectorTimer.idle(link));
      if (link.phase == Phase.OPENING) {
        abort(link, "no longer wanted");
      }
    });
  }

  void abort(Link link, String reason) {
    ending(link);
    out.accept(new ConnectorAction.Abort(link.id, reason));
  }

  /** The turn is here. */
  void close(Link link) {
    ending(link);
    out.accept(new ConnectorAction.Close(link.id));
  }

  private void ending(Link link) {
    link.phase = Phase.CLOSING;
    timers.stopAll(link);
  }

  /** The clock was set back: what was noted by it is as much earlier. */
  void clockSetBack(Duration by) {
    all.values().forEach(link -> link.clockSetBack(by));
  }
}
