package org.angarium.mta;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.access.SubmittedEnvelope;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.Spool;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoreRoom;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.mta.transfer.LocalMta;
import org.angarium.mta.transfer.Origin;
import org.angarium.mta.transfer.Plan;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.p1.MessageEnvelope;
import org.jspecify.annotations.Nullable;

/** Takes what local users submit, mailboxes and access units alike. Works on the threads of those who call. */
final class SubmissionDesk {
  private static final int COPY_OCTETS = 64 << 10;
  private static final int LONGEST_KEY = 200;

  private final Lanes lanes;
  private final MessageStore store;
  private final StoreRoom room;
  private final Events events;
  private final Switchboard switchboard;
  private final Supplier<MtaConfig> config;
  private final Supplier<Dispatcher> dispatcher;

  SubmissionDesk(Lanes lanes, MessageStore store, StoreRoom room, Events events, Switchboard switchboard,
      Supplier<MtaConfig> config, Supplier<Dispatcher> dispatcher) {
    this.lanes = lanes;
    this.store = store;
    this.room = room;
    this.events = events;
    this.switchboard = switchboard;
    this.config = config;
    this.dispatcher = dispatcher;
  }

  /** @param user name of the mailbox or access unit that the originator belongs to */
  Submitted submit(String user, OrName originator, Submission submission, InputStream content)
      throws RequestException {
    if (room.isLow()) {
      throw new NotNowException("the message is not accepted: " + room.shortage());
    }
    Instant now = lanes.clock().instant();
    MtsIdentifier identifier = identifier(user, submission.key(), now);
    Origin origin = new Origin.LocalUser(user, submission.key());
    try (Spool spool = store.openSpool()) {
      Plan plan;
      if (submission.isProbe()) {
        plan = dispatcher.get().probe(SubmittedEnvelope.probe(submission, originator, identifier), origin,
            null, now);
      } else {
        // What is wrong with the envelope is told before the content is read.
        MessageEnvelope envelope = SubmittedEnvelope.message(submission, originator, identifier);
        copy(content, spool);
        plan = dispatcher.get().message(envelope, new NewMessage.SpoolRegion(spool, 0, spool.length()),
            origin, null, now);
      }
      if (lanes.await(store.commit(plan.changes())) == MessageStore.Outcome.DUPLICATE) {
        return new Submitted(identifier.text(), true);
      }
      events.log(Event.of(EventId.MESSAGE_SUBMITTED, "mtsId", identifier.text(), "originator",
          originator.toString(), "recipients", submission.recipients().size(), "octets", spool.length()));
      plan.events().forEach(events::log);
      switchboard.queued(plan);
      return new Submitted(identifier.text(), false);
    } catch (IOException | StoreException | CompletionException e) {
      throw new NotNowException("the message cannot be stored: " + e.getMessage());
    }
  }

  private MtsIdentifier identifier(String user, @Nullable String key, Instant now)
      throws RequestException {
    LocalMta mta = Mta.localMta(config.get());
    if (key == null) {
      return mta.identifier(store.nextId(), now);
    }
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new RequestException("the key of a submission has 1 to " + LONGEST_KEY + " characters");
    }
    return mta.identifier(user, key);
  }

  private void copy(InputStream content, Spool spool) throws IOException, RequestException {
    long most = config.get().maximumMessageOctets();
    byte[] buffer = new byte[COPY_OCTETS];
    for (int count = read(content, buffer); count >= 0; count = read(content, buffer)) {
      spool.append(Arrays.copyOf(buffer, count));
      if (spool.length() > most) {
        throw new RequestException("the content is longer than " + most + " octets");
      }
    }
  }

  /** It is not for us to fail here: whoever submits has broken off. */
  private static int read(InputStream content, byte[] buffer) throws RequestException {
    try {
      return content.read(buffer);
    } catch (IOException e) {
      throw new RequestException("the content cannot be read: " + e.getMessage());
    }
  }
}
