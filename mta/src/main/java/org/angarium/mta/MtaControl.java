package org.angarium.mta;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.config.ConfigException;
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

  List<ConnectorView> connectors();

  /** Everything that waits, in the order it would be transferred, also what is being transferred now. */
  List<QueueEntry> queue();

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
   * @throws RequestException if no such entry is held: it may have been let go
   */
  void cancel(long entry) throws RequestException;

  /**
   * Submits a message or probe for a local user. When this returns, the MTA has taken responsibility, durably.
   *
   * @param content the content octets, read to the end; empty for a probe
   * @return the MTS-identifier, as text
   * @throws RequestException if the submission is not acceptable: says why
   */
  String submit(Submission submission, InputStream content) throws RequestException;

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
   * Reads the configuration file anew and uses it from now on, without ending what is under way.
   *
   * @return what changed, one line for a person
   * @throws ConfigException if the file has errors; the old configuration stays in force
   * @throws RequestException if something changed that needs a restart: says what
   */
  String reload() throws ConfigException, RequestException;
}
