package org.angarium.mta;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.tracking.TrackedRecipient;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;

/** The local users that have a mailbox: what they submit, what was delivered to them and what they take. */
final class Mailboxes {
  private final Supplier<MtaConfig> config;
  private final SubmissionDesk desk;
  private final MessageStore store;
  private final Lanes lanes;

  Mailboxes(Supplier<MtaConfig> config, SubmissionDesk desk, MessageStore store, Lanes lanes) {
    this.config = config;
    this.desk = desk;
    this.store = store;
    this.lanes = lanes;
  }

  List<String> names() {
    return config.get().mailboxes().stream().map(MailboxConfig::name).toList();
  }

  /** @param from name of a mailbox, or an address that belongs to one */
  Submitted submit(String from, Submission submission, InputStream content) throws RequestException {
    MailboxConfig mailbox = mailboxOf(from);
    OrName originator = submission.originator();
    if (originator == null) {
      originator = OrName.of(address(mailbox.addresses().getFirst()));
    } else if (!hasAddress(mailbox, originator.address())) {
      throw new RequestException(
          "the originator " + originator + " is not an address of mailbox " + mailbox.name());
    }
    return desk.submit(mailbox.name(), originator, submission, content);
  }

  List<DeliveredMessage> messages(String name) throws RequestException {
    if (!names().contains(name)) {
      throw new RequestException("there is no mailbox \"" + name + "\"; there are " + names());
    }
    return store.mailbox(name);
  }

  /** Answers whether it was there. */
  boolean take(long delivery) {
    Optional<DeliveredMessage> taken = store.delivery(delivery);
    if (taken.isEmpty()) {
      return false;
    }
    TrackingRecord.Draft step = TrackingRecord
        .of(TrackingStep.TAKEN, taken.get().message(), taken.get().mtsId())
        .with(TrackingField.MAILBOX, taken.get().mailbox());
    if (taken.get().recipient() >= 0) {
      step.to(TrackedRecipient.at(taken.get().recipient()));
    }
    lanes.await(store.commit(List.of(new StoreChange.Take(delivery),
        new StoreChange.Track(step.at(lanes.clock().instant())))));
    return true;
  }

  private MailboxConfig mailboxOf(String originator) throws RequestException {
    for (MailboxConfig mailbox : config.get().mailboxes()) {
      if (mailbox.name().equals(originator)) {
        return mailbox;
      }
    }
    if (originator.contains("=")) {
      OrAddress wanted = address(originator);
      for (MailboxConfig mailbox : config.get().mailboxes()) {
        if (hasAddress(mailbox, wanted)) {
          return mailbox;
        }
      }
    }
    throw new RequestException(
        "no mailbox is named or has the address " + originator + "; the mailboxes are " + names());
  }

  private static boolean hasAddress(MailboxConfig mailbox, OrAddress wanted) throws RequestException {
    for (String text : mailbox.addresses()) {
      if (wanted.matches(address(text))) {
        return true;
      }
    }
    return false;
  }

  private static OrAddress address(String text) throws RequestException {
    try {
      return OrAddress.parse(text);
    } catch (AddressSyntaxException e) {
      throw new RequestException("address " + text + ": " + e.getMessage());
    }
  }
}
