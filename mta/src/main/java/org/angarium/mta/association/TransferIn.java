package org.angarium.mta.association;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.angarium.mta.association.SuspendedReceptions.Activity;
import org.angarium.mta.association.SuspendedReceptions.Reception;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.Spool;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.mta.transfer.InboundApdu;
import org.angarium.mta.transfer.Origin;
import org.angarium.mta.transfer.Plan;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.AbortReason;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * The APDU that the peer is transferring to us, at most one at a time. Runs in the association's lane. The end of the activity is
 * confirmed only after the commit (X.411 §12: responsibility passes with the confirmation).
 */
final class TransferIn {
  /** What a peer sends at least in the time for its next octets, while it transfers: some 50 bit/s by default. */
  private static final long LEAST_OCTETS = 1024;
  private static final int RECEIVING_ABILITY_JEOPARDIZED = 1;
  /** More than any window: what the peer holds for confirmed may lag behind what we confirmed by a window at most. */
  private static final int MOST_CHECKPOINTS = 256;
  private static final int UNRECOVERABLE_PROCEDURAL_ERROR = 6;
  /** Each but the first leaves out recipients for whom others have taken it in meanwhile. */
  private static final int MOST_COMMITS = 4;

  private final AssociationContext context;
  private final Lane lane;
  private final Consumer<RtsEvent> rts;
  private final AssociationOwner owner;
  private final PeerAssociation association;
  private @Nullable Spool spool;
  /** Set once the APDU cannot be taken; what still arrives of it is dropped. */
  private boolean refused;
  /** Refused because of our store, not because of the APDU. */
  private boolean halted;
  private @Nullable Activity activity;
  private NavigableMap<Integer, Long> checkpoints = new TreeMap<>();
  private Lanes.@Nullable Timer progress;
  private long generation;

  TransferIn(AssociationContext context, Lane lane, Consumer<RtsEvent> rts, AssociationOwner owner,
      PeerAssociation association) {
    this.context = context;
    this.lane = lane;
    this.rts = rts;
    this.owner = owner;
    this.association = association;
  }

  void started(int number) {
    abandon();
    refused = false;
    Activity started = new Activity(association.reference(), number);
    activity = started;
    checkpoints = new TreeMap<>();
    Spool opened = context.store().openSpool();
    spool = opened;
    owner.receiving(association, true);
    watchProgress();
    if (!association.recoveryTimeout().isZero()) {
      keepAs(opened, started);
    }
  }

  /** A peer that sends an octet now and then would hold its place for ever without this: the stack only sees that something comes. */
  private void watchProgress() {
    stopWatching();
    Duration bound = association.receiveTimeout();
    long before = association.octetsReceived();
    progress = context.lanes().after(bound, lane, () -> {
      if (association.octetsReceived() - before < LEAST_OCTETS) {
        association.abort("the peer has sent less than " + LEAST_OCTETS + " octets of a transfer in "
            + bound.toSeconds() + " s");
      } else {
        watchProgress();
      }
    });
  }

  private void stopWatching() {
    if (progress != null) {
      progress.cancel();
      progress = null;
    }
  }

  private void keepAs(Spool opened, Activity started) {
    try {
      opened.keepAs(new ActivityLabel(association.connector(), association.peer(), association.initiator(),
          started).text());
    } catch (IOException | StoreException e) {
      storeFailed(e);
    }
  }

  /** The peer wants to go on with an activity that was interrupted, or cut with an association that has been recovered. */
  void resume(ResumePoint point) {
    abandon();
    Activity wanted = new Activity(point.connection(), point.activity());
    activity = wanted;
    if (context.suspended().isCompleted(wanted, association.connector())) {
      owner.log(Event.of(EventId.TRANSFER_COMPLETED_BEFORE, "connector", association.connector()));
      rts.accept(new RtsEvent.Abort(AbortReason.TRANSFER_COMPLETED));
      return;
    }
    Reception reception = context.suspended().take(wanted, association.connector());
    Long octets = reception == null ? null : reception.checkpoints().get(point.serial());
    owner.receiving(association, true);
    if (reception == null || octets == null) {
      if (reception != null) {
        reception.spool().close();
      }
      refuseResumption(point, reception == null ? "nothing of it is here" : "that checkpoint is not known");
      return;
    }
    refused = false;
    spool = reception.spool();
    checkpoints = new TreeMap<>(reception.checkpoints().headMap(point.serial(), true));
    try {
      reception.spool().truncate(octets);
    } catch (IOException | StoreException e) {
      abandon();
      refuseResumption(point, String.valueOf(e.getMessage()));
      return;
    }
    watchProgress();
    owner.log(Event.of(EventId.RECEPTION_RESUMED, "connector", association.connector(), "serial",
        point.serial(), "octets", octets));
    rts.accept(new RtsEvent.AcceptResume(octets));
  }

  /** The peer gives it up and sends the whole again under a new activity (X.228 §7.9). */
  private void refuseResumption(ResumePoint point, String reason) {
    owner.log(Event.of(EventId.RESUMPTION_REFUSED_HERE, "connector", association.connector(), "serial",
        point.serial(), "reason", reason));
    refused = true;
    rts.accept(new RtsEvent.ReportException(UNRECOVERABLE_PROCEDURAL_ERROR));
  }

  void octets(byte[] octets) {
    Spool current = spool;
    if (current == null || refused) {
      return;
    }
    if (context.room().isLow()) {
      halt();
      return;
    }
    try {
      current.append(octets);
    } catch (IOException | StoreException e) {
      storeFailed(e);
    }
  }

  void checkpoint(int serial, long octets) {
    Spool current = spool;
    if (current == null || refused) {
      return;
    }
    try {
      // Before it is confirmed, so that what the peer goes on at is known here after a crash of ours, too.
      current.mark(serial, association.now());
    } catch (IOException | StoreException e) {
      storeFailed(e);
      return;
    }
    checkpoints.put(serial, octets);
    while (checkpoints.size() > MOST_CHECKPOINTS) {
      checkpoints.pollFirstEntry();
    }
    rts.accept(new RtsEvent.ConfirmCheckpoint(serial));
  }

  void ended() {
    Spool current = spool;
    stopWatching();
    if (current == null || refused) {
      return;
    }
    Plan plan;
    Arrived arrived;
    Spool handedOver = current;
    Instant now = association.now();
    try {
      InboundApdu apdu = InboundApdu.decode(current, context.store()::openSpool);
      if (association.mode() == ProtocolMode.X410_1984) {
        apdu = apdu.upgraded();
      }
      if (apdu instanceof InboundApdu.Message message) {
        // A content that came in segments has been put together in a spool of its own.
        handedOver = message.content().spool();
        spool = handedOver;
      }
      arrived = new Arrived(apdu, defect(apdu), now, handedOver, generation, activity);
      plan = plan(arrived, context.dispatcher().get());
    } catch (BerException e) {
      quarantine(current, e.getMessage() == null ? "undecodable" : e.getMessage(), now);
      return;
    } catch (IOException | RuntimeException e) {
      // Whatever it is: the peer is to keep it.
      storeFailed(e);
      return;
    }
    // From here on the commit owns the octets: the end of the association must not take them away from under it.
    spool = null;
    commit(arrived, plan, MOST_COMMITS);
  }

  /**
   * An APDU that is here as a whole.
   *
   * @param octets it refers to
   * @param generation of the transfer that brought it
   */
  private record Arrived(InboundApdu apdu, Dispatcher.@Nullable Defect defect, Instant at, Spool octets,
      long generation, @Nullable Activity activity) {}

  private Plan plan(Arrived arrived, Dispatcher dispatcher) throws IOException {
    Origin origin = new Origin.Peer(association.connector(), association.id());
    return switch (arrived.apdu()) {
      case InboundApdu.Message message ->
        dispatcher.message(message.envelope(), message.content(), origin, arrived.defect(), arrived.at());
      case InboundApdu.Other(MtsApdu.Probe(ProbeEnvelope probe), var _) ->
        dispatcher.probe(probe, origin, arrived.defect(), arrived.at());
      case InboundApdu.Other(MtsApdu.Report report, var _) ->
        dispatcher.report(report, origin, arrived.at());
      case InboundApdu.Other(MtsApdu.Message _, var _) ->
        throw new IllegalStateException("a message is decoded as one");
    };
  }

  /** What keeps it from being taken as it is; that has been told then. */
  private Dispatcher.@Nullable Defect defect(InboundApdu apdu) {
    return switch (apdu) {
      case InboundApdu.Message message -> {
        String mtsId = message.envelope().messageIdentifier().text();
        yield message.defect() == null
            ? tooLong(ApduKind.MESSAGE, mtsId, message.content().length())
            : told(message.defect(), ApduKind.MESSAGE, mtsId);
      }
      case InboundApdu.Other(MtsApdu.Probe(ProbeEnvelope probe), var defect) -> {
        String mtsId = probe.probeIdentifier().text();
        Long announced = probe.contentLength();
        yield defect == null
            ? tooLong(ApduKind.PROBE, mtsId, announced == null ? 0 : announced)
            : told(defect, ApduKind.PROBE, mtsId);
      }
      case InboundApdu.Other other -> null;
    };
  }

  private void commit(Arrived arrived, Plan plan, int commitsLeft) {
    context.store().commit(plan.changes()).whenComplete((outcome, error) -> lane.execute(() -> {
      if (outcome == MessageStore.Outcome.DUPLICATE) {
        someRecipientsBefore(arrived, commitsLeft - 1);
      } else {
        committed(arrived, plan, error);
      }
    }));
  }

  /** It was taken in before, perhaps not for all of its recipients: then for the others now. */
  private void someRecipientsBefore(Arrived arrived, int commitsLeft) {
    Plan forOthers = null;
    try {
      if (!(arrived.apdu() instanceof InboundApdu.Other(MtsApdu.Report _, var _))) {
        forOthers = plan(arrived, context.dispatcher().get().leavingOut(context.store()::isSeen));
      }
    } catch (IOException | RuntimeException e) {
      // Whatever it is: nobody else gives the octets back.
      committed(arrived, null, e);
      return;
    }
    if (forOthers == null || forOthers.changes().isEmpty()) {
      committed(arrived, null, null);
    } else if (commitsLeft > 0) {
      commit(arrived, forOthers, commitsLeft);
    } else {
      committed(arrived, null,
          new StoreException("others take it in for the same recipients at the same time"));
    }
  }

  private Dispatcher.Defect told(Dispatcher.Defect defect, ApduKind kind, String mtsId) {
    owner.log(Event.of(EventId.ENVELOPE_DEFECTIVE, "kind", kindName(kind), "mtsId", mtsId, "connector",
        association.connector(), "reason", defect.why(), "diagnostic", defect.diagnostic().standardName()));
    return defect;
  }

  /** @param octets of the content, or of the one a probe stands for */
  private Dispatcher.@Nullable Defect tooLong(ApduKind kind, String mtsId, long octets) {
    long most = context.maximumMessageOctets().get();
    if (octets <= most) {
      return null;
    }
    owner.log(Event.of(EventId.MESSAGE_TOO_LARGE, "kind", kindName(kind), "mtsId", mtsId, "from",
        association.connector(), "octets", octets, "limit", most));
    return new Dispatcher.Defect(NonDeliveryDiagnostic.CONTENT_TOO_LONG,
        "this MTA takes at most " + most + " octets, this has " + octets);
  }

  private Event received(InboundApdu apdu) {
    return switch (apdu) {
      case InboundApdu.Message message ->
        received(ApduKind.MESSAGE, message.envelope().messageIdentifier().text(), message.content()
            .length());
      case InboundApdu.Other(MtsApdu.Probe probe, var _) ->
        received(ApduKind.PROBE, probe.envelope().probeIdentifier().text(), 0);
      case InboundApdu.Other(MtsApdu.Report report, var _) ->
        received(ApduKind.REPORT, report.envelope().reportIdentifier().text(), 0);
      case InboundApdu.Other(MtsApdu.Message _, var _) ->
        throw new IllegalStateException("a message is decoded as one");
    };
  }

  private Event received(ApduKind kind, String mtsId, long octets) {
    return Event.of(EventId.MESSAGE_RECEIVED, "kind", kindName(kind), "mtsId", mtsId, "octets", octets,
        "connector",
        association.connector(), "association", association.id());
  }

  /** As an operator reads it: "Message". */
  static String kindName(ApduKind kind) {
    return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** @param plan null if it was known already for every recipient */
  private void committed(Arrived arrived, @Nullable Plan plan, @Nullable Throwable error) {
    arrived.octets().close();
    if (error == null && arrived.activity() != null) {
      context.suspended().complete(arrived.activity(), association.connector());
    }
    boolean current = arrived.generation() == generation;
    if (error != null) {
      if (current) {
        storeFailed(error);
      }
      return;
    }
    // From here on the message is ours, even if the association has gone in the meantime.
    Event received = received(arrived.apdu());
    if (plan == null) {
      owner.log(Event.of(EventId.DUPLICATE_DROPPED, "mtsId",
          String.valueOf(received.parameters().get("mtsId")), "connector",
          association.connector()));
      trackDuplicate(String.valueOf(received.parameters().get("mtsId")));
    } else {
      owner.log(received);
      plan.events().forEach(owner::log);
      owner.queued(plan);
    }
    if (current) {
      abandon();
      rts.accept(new RtsEvent.AcceptTransfer());
      owner.receiving(association, false);
    }
  }

  /** For its own sake only: nothing waits for it. */
  private void trackDuplicate(String mtsId) {
    context.store()
        .commit(List.of(new StoreChange.Track(from(TrackingStep.DUPLICATE, mtsId).at(association.now()))));
  }

  private TrackingRecord.Draft from(TrackingStep step, String mtsId) {
    return TrackingRecord.of(step, 0, mtsId).with(TrackingField.FROM, association.connector())
        .with(TrackingField.ASSOCIATION, association.id());
  }

  /**
   * Octets that are no APDU: kept for the operator, refused to the peer, which gives this one up and goes on with the others. The
   * association lives on.
   */
  private void quarantine(Spool octets, String reason, Instant now) {
    boolean refuse;
    try {
      refuse = context.undecodable().refuse(association.connector(), octets);
    } catch (IOException | StoreException e) {
      storeFailed(e);
      return;
    }
    owner.log(
        Event.of(EventId.APDU_UNDECODABLE, "connector", association.connector(), "reason", reason, "octets",
            octets.length()));
    spool = null;
    refused = refuse;
    long thisOne = generation;
    TrackingRecord step = from(TrackingStep.QUARANTINED, "").with(TrackingField.OCTETS, octets.length())
        .with(TrackingField.WHY, reason).at(now);
    context.store()
        .commit(List.of(new StoreChange.Quarantine(octets, association.connector(), reason, now),
            new StoreChange.Track(step)))
        .whenComplete((outcome, error) -> lane.execute(() -> {
          if (error != null) {
            octets.close();
            owner.log(Event.of(EventId.STORE_FAILED, "reason",
                "putting an APDU into quarantine: " + error.getMessage()));
          }
          if (!refuse && thisOne == generation) {
            takenToQuarantine(error);
          }
        }));
    if (refuse) {
      rts.accept(new RtsEvent.ReportException(UNRECOVERABLE_PROCEDURAL_ERROR));
    }
  }

  /** The peer would send it for ever: from here on it is the operator's. */
  private void takenToQuarantine(@Nullable Throwable error) {
    if (error != null) {
      storeFailed(error);
      return;
    }
    owner.log(Event.of(EventId.UNDECODABLE_TAKEN, "connector", association.connector(), "times",
        UndecodableApdus.MOST_REFUSALS));
    abandon();
    rts.accept(new RtsEvent.AcceptTransfer());
    owner.receiving(association, false);
  }

  private void storeFailed(Throwable error) {
    owner.log(Event.of(EventId.STORE_FAILED, "reason",
        "receiving from " + association.connector() + ": " + error.getMessage()));
    halt();
  }

  /** The peer is to keep it, and may come again with it. */
  private void halt() {
    if (checkpoints.isEmpty()) {
      abandon();
    }
    // What was confirmed stays, so that the peer can interrupt the activity and go on when the store works again.
    stopWatching();
    refused = true;
    halted = true;
    rts.accept(new RtsEvent.ReportException(RECEIVING_ABILITY_JEOPARDIZED));
  }

  /** The sender has interrupted the activity and may go on with it later. */
  void interrupted() {
    suspend();
    owner.receiving(association, false);
  }

  /** The sender has given the activity up. */
  void discarded() {
    abandon();
    owner.receiving(association, false);
  }

  /**
   * Keeps what has arrived, if anything of it was confirmed, so that the transfer can go on where it stopped.
   *
   * @return the association that the activity was started on, null if nothing is kept
   */
  @Nullable
  SessionConnectionReference suspend() {
    Spool current = spool;
    SessionConnectionReference suspended = null;
    if (current != null && activity != null && (!refused || halted) && !checkpoints.isEmpty()) {
      spool = null;
      suspended = activity.connection();
      context.suspended().keep(activity, new Reception(association.connector(), current, checkpoints),
          association
              .recoveryTimeout());
    }
    abandon();
    return suspended;
  }

  /** Drops what has arrived so far; a commit under way keeps what it was given. */
  void abandon() {
    stopWatching();
    halted = false;
    generation++;
    if (spool != null) {
      spool.close();
      spool = null;
    }
  }
}
