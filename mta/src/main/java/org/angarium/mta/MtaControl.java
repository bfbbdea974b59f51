package org.angarium.mta;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.lane.StuckTask;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;

/** What operators and local users can ask of a running MTA. Methods block until answered; safe to call from any thread. */
public interface MtaControl {
  MtaStatus status();

  /** What keeps the MTA, or a part of it, from moving; usually nothing. Answered at once, whatever stands still. */
  List<StuckTask> stuck();

  List<ConnectorView> connectors();

  /** Everything that waits, in the order it would be transferred, also what is being transferred now. */
  List<QueueEntry> queue();

  /** Until when access units have claimed which queue entries, by their ids. */
  Map<Long, Instant> claims();

  /**
   * Tries at once what waits for a retry.
   *
   * @param connector its name, or empty for all
   * @return how many connectors were told
   * @throws RequestException if there is no such connector
   */
  int retry(Optional<String> connector) throws RequestException;

  /**
   * Cancels a message that is held until its deferred delivery time; its originator gets a report.
   *
   * @param entry id of its queue entry
   * @throws RequestException if no such entry is held for that: it may have been let go
   */
  void cancel(long entry) throws RequestException;

  /**
   * Returns a waiting copy to its originator: each of its recipients is reported as not delivered, whatever alternate was named. A report
   * is dropped.
   *
   * @param entry id of its queue entry
   * @throws RequestException if it does not wait, or is just being transferred or claimed, or that cannot be made durable
   */
  void returnToOriginator(long entry) throws RequestException;

  /** Deletes a waiting copy without telling anybody; see {@link #returnToOriginator} for the rest. */
  void delete(long entry) throws RequestException;

  /**
   * Keeps a copy that waits for a connector or access unit back, until {@link #unfreeze} or its expiry, also over a restart.
   *
   * @throws RequestException also if it is a report or is held already
   */
  void freeze(long entry) throws RequestException;

  /** Lets a frozen copy go on; it is routed anew. */
  void unfreeze(long entry) throws RequestException;

  /**
   * Submits a message or probe for a local user. When this returns, the MTA has taken responsibility, durably.
   *
   * @param from name of a mailbox, or an O/R address that belongs to one
   * @param content the content octets, read to the end; empty for a probe
   * @throws RequestException if the submission is not acceptable: says why
   */
  Submitted submit(String from, Submission submission, InputStream content) throws RequestException;

  /** Names of the access units. */
  List<String> accessUnits();

  /** @throws RequestException if there is no such access unit */
  AccessUnit accessUnit(String name) throws RequestException;

  /** The access unit that proves itself by this token; empty if none does. */
  Optional<AccessUnit> accessUnitOf(String token);

  /** Names of the mailboxes. */
  List<String> mailboxes();

  /** @throws RequestException if there is no such mailbox */
  List<DeliveredMessage> mailbox(String name) throws RequestException;

  Optional<DeliveredMessage> delivery(long id);

  /** Opens a stored message for reading; the caller closes it. */
  Optional<StoredMessage> load(long message);

  /** Takes a delivered message out of its mailbox. Answers whether it was there. */
  boolean take(long delivery);

  List<QuarantinedApdu> quarantine();

  /** The computed routing table, the closest pattern first. */
  List<RouteEntry> routes();

  /**
   * Where mail would go now, and why.
   *
   * @throws RequestException if an address is none, or there is no such connector
   */
  RouteExplanation explainRoute(RouteQuestion question) throws RequestException;

  /** Messages by what tracking has written down, the earliest first. */
  List<TrackedMessage> tracked(TrackingQuery query);

  /**
   * Forgets which members directories have told of lists, so that the next message finds those that are there now. Members in the
   * configuration and its files are read by {@link #reload}, which does this, too.
   *
   * @param list its name, or empty for all
   * @return how many lists have members in directories
   * @throws RequestException if there is no such list
   */
  int flush(Optional<String> list) throws RequestException;

  /**
   * Reads the configuration file anew and uses it from now on, without ending what is under way.
   *
   * @return what changed, one line for a person
   * @throws ConfigException if the file has errors; the old configuration stays in force
   * @throws RequestException if something changed that needs a restart: says what
   */
  String reload() throws ConfigException, RequestException;
}
