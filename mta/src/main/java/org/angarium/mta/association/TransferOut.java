package org.angarium.mta.association;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.OutboundApdu;
import org.angarium.mta.transfer.Tracks;
import org.angarium.mta.transfer.TransferCopy;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.rtse.RtsEvent;
import org.jspecify.annotations.Nullable;

/** The copy that an association is transferring to its peer, at most one at a time. Runs in the association's lane. */
final class TransferOut {
  private static final int REASON_NON_SPECIFIC = 0;
  /** Reasons of an exception report after which another attempt can go on where this one was (X.225 §8.3.20). */
  private static final int NO_REASON = 0;
  private static final int RECEIVING_ABILITY_JEOPARDIZED = 1;
  private static final int LOCAL_ERROR = 5;

  private final AssociationContext context;
  private final Consumer<RtsEvent> rts;
  private final AssociationOwner owner;
  private final PeerAssociation association;

  private @Nullable QueueEntry entry;
  private boolean noted;
  /** Of the octets that are sent, once the peer has confirmed some of them. */
  private @Nullable String form;
  private @Nullable OutboundApdu apdu;
  private boolean complete;
  /** Whether we go on with an activity and the peer has not shown yet that it knows it. */
  private boolean resuming;
  private boolean startAgain;
  private @Nullable ResumePoint confirmed;
  /** What its content was converted to for the peer; null if it goes as it is. */
  private @Nullable String converted;
  private @Nullable String stopReason;
  private TransferProblem stopProblem = TransferProblem.REFUSED;

  TransferOut(AssociationContext context, Consumer<RtsEvent> rts, AssociationOwner owner,
      PeerAssociation association) {
    this.context = context;
    this.rts = rts;
    this.owner = owner;
    this.association = association;
  }

  /** @param stoppedAt where the transfer of this copy can go on, null to start it */
  void start(QueueEntry next, @Nullable ResumePoint stoppedAt) {
    entry = next;
    complete = false;
    stopReason = null;
    noted = stoppedAt != null;
    form = null;
    OutboundApdu opened;
    try {
      Optional<StoredMessage> stored = context.store().load(next.message());
      if (stored.isEmpty()) {
        fail(TransferProblem.IMPOSSIBLE, "it is no longer in the store");
        return;
      }
      opened = apdu(next, stored.get(), stoppedAt != null);
      if (opened == null) {
        return;
      }
    } catch (BerException | IOException | StoreException e) {
      fail(TransferProblem.REFUSED, "it cannot be read from the store: " + e.getMessage());
      return;
    }
    apdu = opened;
    boolean same = stoppedAt != null && context.forms().isSame(next.id(), opened.form());
    ResumePoint resumeAt = same ? stoppedAt : null;
    resuming = same;
    confirmed = resumeAt;
    if (resumeAt == null) {
      rts.accept(new RtsEvent.Transfer(opened.length()));
    } else {
      owner.log(Event.of(EventId.TRANSFER_RESUMED, "mtsId", next.mtsId(), "connector",
          association.connector(), "serial", resumeAt
              .serial(),
          "octets", resumeAt.octets()));
      rts.accept(new RtsEvent.Resume(resumeAt, opened.length()));
    }
  }

  /** The copy in the form the peer takes; null if there is none, which has been told then. */
  private @Nullable OutboundApdu apdu(QueueEntry next, StoredMessage stored, boolean again)
      throws BerException, IOException {
    return switch (TransferCopy.of(next, stored, association.peerForm(), association.mode(),
        association.framing())) {
      case TransferCopy.Refused refused -> {
        stored.close();
        fail(TransferProblem.NO_FORM_FOR_PEER, refused.why());
        yield null;
      }
      case TransferCopy.Ready ready -> {
        converted = ready.converted();
        if (!ready.losses().isEmpty() && !again) {
          owner.log(Event.of(EventId.LOST_IN_DOWNGRADE, "mtsId", next.mtsId(), "connector",
              association.connector(), "losses", String.join(", ", ready.losses())));
        }
        if (converted != null && !again) {
          owner.log(Event.of(EventId.CONTENT_CONVERTED, "mtsId", next.mtsId(), "target",
              association.connector(), "types", converted));
        }
        yield OutboundApdu.of(ready, stored);
      }
    };
  }

  void checkpointConfirmed(ResumePoint point) {
    confirmed = point;
    resuming = false;
    QueueEntry current = entry;
    OutboundApdu sent = apdu;
    if (current == null || sent == null) {
      return;
    }
    if (form == null) {
      form = sent.form();
      context.forms().confirmed(current.id(), form);
    }
    if (point.octets() >= Resumptions.WORTH_WAITING_OCTETS
        && !association.recoveryTimeout().isZero()) {
      noted = true;
      context.store().note(current.id(),
          new TransferNote(association.connector(), association.peer(), association.initiator(),
              point, form, association.now()).text());
    }
  }

  /**
   * Where the transfer under way could go on after the association's end; null if nothing of it was confirmed, or the peer has ended the
   * association rather than go on.
   */
  @Nullable
  ResumePoint confirmedUntil(Failure failure) {
    boolean refused = switch (failure.kind()) {
      case CONNECTION_LOST, TIMEOUT -> false;
      case PROTOCOL_ERROR -> true;
      case UNREACHABLE, REFUSED_TRANSIENT, REFUSED_PERMANENT, ABORTED -> failure.byPeer();
    };
    return entry == null || resuming && refused ? null : confirmed;
  }

  void fetch(long offset, int length) {
    OutboundApdu current = apdu;
    if (current == null) {
      return;
    }
    byte[] octets;
    try {
      octets = current.read(offset, length);
    } catch (IOException | StoreException e) {
      discard(TransferProblem.REFUSED, "it cannot be read from the store: " + e.getMessage());
      return;
    }
    complete = offset + length == current.length();
    rts.accept(new RtsEvent.Supply(octets));
  }

  /** The peer has taken responsibility: ours ends once the store has recorded it. */
  void confirmed() {
    QueueEntry done = entry;
    if (done == null) {
      return;
    }
    forgetNote(done);
    clear();
    // If this commit is lost in a crash the copy is sent again, and the peer recognises its identifier.
    List<TrackingRecord> steps = new ArrayList<>();
    if (converted != null) {
      steps.add(Tracks.copy(TrackingStep.CONVERTED, done).with(TrackingField.REPLACEMENT, converted)
          .at(association.now()));
    }
    steps.add(Tracks.copy(TrackingStep.TRANSFERRED, done)
        .with(TrackingField.ASSOCIATION, association.id()).at(association.now()));
    List<StoreChange> changes = List.of(new StoreChange.Remove(done.id()), new StoreChange.Track(steps));
    context.store().commit(changes).whenComplete((outcome, error) -> {
      if (error != null) {
        owner.unrecorded(done, changes, String.valueOf(error.getMessage()));
      }
    });
    owner.log(Event.of(EventId.MESSAGE_SENT, "kind", TransferIn.kindName(done.kind()), "mtsId", done.mtsId(),
        "octets",
        done.octets(), "connector", association.connector(), "association", association.id()));
    owner.transferred(association, done);
  }

  /** The receiver cannot take it (X.228 §7.5): give the activity up, so that others can go on the association. */
  void exception(int reason) {
    if (resuming && reason != RECEIVING_ABILITY_JEOPARDIZED) {
      // It does not know the activity any more: the same copy again, as a new one.
      startAgain = true;
      rts.accept(new RtsEvent.Discard(REASON_NON_SPECIFIC));
      return;
    }
    String text = "the peer reported an exception, reason " + reason;
    boolean mayGoOn = reason == NO_REASON || reason == RECEIVING_ABILITY_JEOPARDIZED || reason == LOCAL_ERROR;
    if (mayGoOn && confirmed != null && stopReason == null) {
      interrupt(TransferProblem.REFUSED, text);
    } else {
      discard(TransferProblem.REFUSED, text);
    }
  }

  /** Something more urgent waits. What could not go on afterwards, or is all sent, is not interrupted. */
  void letPass() {
    if (apdu != null && !complete && !resuming && confirmed != null && stopReason == null) {
      interrupt(TransferProblem.INTERRUPTED, "something more urgent waits");
    }
  }

  /** It goes on later at what was confirmed (X.228 §7.4). */
  private void interrupt(TransferProblem problem, String reason) {
    stopReason = reason;
    stopProblem = problem;
    rts.accept(new RtsEvent.Interrupt(REASON_NON_SPECIFIC));
  }

  /** Gives a slow transfer up, unless the peer may have all of it: then only its answer, or the lack of one, decides (X.228 §7.5). */
  void stop(String reason) {
    if (apdu != null && !complete) {
      discard(TransferProblem.TOO_SLOW, reason);
    }
  }

  private void discard(TransferProblem problem, String reason) {
    if (stopReason == null) {
      stopReason = reason;
      stopProblem = problem;
      rts.accept(new RtsEvent.Discard(REASON_NON_SPECIFIC));
    }
  }

  /** @param resumeAt where it can go on, null if it was discarded */
  void stopped(@Nullable ResumePoint resumeAt) {
    QueueEntry again = entry;
    if (startAgain && again != null) {
      owner.log(Event.of(EventId.TRANSFER_RESTARTED, "mtsId", again.mtsId(), "connector",
          association.connector(), "reason", "the peer does not know the interrupted transfer any more"));
      clear();
      start(again, null);
      return;
    }
    String reason = stopReason == null ? "given up" : stopReason;
    if (resumeAt == null || again == null) {
      fail(stopProblem, reason);
      return;
    }
    clear();
    owner.log(Event.of(EventId.TRANSFER_INTERRUPTED, "mtsId", again.mtsId(), "connector",
        association.connector(), "serial", resumeAt.serial(), "octets", resumeAt.octets(), "reason", reason));
    owner.transferFailed(association, again, stopProblem, reason, resumeAt);
  }

  /** It cannot go over this association at all, for example because it is too long without checkpoints. */
  void refused(Failure failure) {
    fail(TransferProblem.IMPOSSIBLE, failure.text());
  }

  private void forgetNote(QueueEntry done) {
    context.forms().forget(done.id());
    if (noted) {
      context.store().forgetNote(done.id());
    }
  }

  private void fail(TransferProblem problem, String reason) {
    QueueEntry failed = entry;
    if (failed != null) {
      forgetNote(failed);
    }
    clear();
    if (failed != null) {
      owner.transferFailed(association, failed, problem, reason, null);
    }
  }

  /** The association is gone; the connector takes the claim back. */
  void abandon() {
    clear();
  }

  private void clear() {
    entry = null;
    confirmed = null;
    startAgain = false;
    if (apdu != null) {
      apdu.close();
      apdu = null;
    }
  }
}
