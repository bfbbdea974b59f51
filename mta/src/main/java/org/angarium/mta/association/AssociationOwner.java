package org.angarium.mta.association;

import java.util.List;
import org.angarium.mta.event.Event;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.transfer.Plan;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * What an association tells the MTA it belongs to. Called in the association's lane; the owner carries it over to its own.
 */
public interface AssociationOwner {
  /** An association that we opened is open. */
  void opened(PeerAssociation association, boolean twoWay, boolean turnHere);

  void openFailed(PeerAssociation association, Failure failure);

  /** The peer wants to open an association; answer by {@link PeerAssociation#accept} or {@link PeerAssociation#refuse}. */
  void bindIndicated(PeerAssociation association, BindRequest request);

  void transferred(PeerAssociation association, QueueEntry entry);

  /**
   * The store could not record that the copy was transferred: that has to be done later.
   *
   * @param changes what has to be recorded
   */
  void unrecorded(QueueEntry entry, List<StoreChange> changes, String reason);

  /** @param resumeAt where the transfer can go on, null if it has to start again */
  void transferFailed(PeerAssociation association, QueueEntry entry, ConnectorEvent.TransferProblem problem,
      String reason, @Nullable ResumePoint resumeAt);

  void receiving(PeerAssociation association, boolean underWay);

  void turnReceived(PeerAssociation association);

  void turnWanted(PeerAssociation association, int priority);

  /** Something is due from the peer and nothing has been heard of it for some seconds; or, after that, it is heard again. */
  void silent(PeerAssociation association, boolean silent);

  void closed(PeerAssociation association, String reason);

  /**
   * @param resumeAt where the transfer of the claimed copy can go on, null if nothing of it was confirmed
   * @param suspended the association that the peer's activity was started on whose octets are kept, null if none are
   */
  void lost(PeerAssociation association, Failure failure, @Nullable ResumePoint resumeAt,
      @Nullable SessionConnectionReference suspended);

  /** What follows from an APDU that was received on the association is durable: its copies go into their queues. */
  void queued(Plan plan);

  void log(Event event);
}
