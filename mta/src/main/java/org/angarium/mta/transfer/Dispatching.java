package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.transfer.RecipientDecision.Decided;
import org.angarium.mta.transfer.Reporter.Reported;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * One subject being dispatched: puts what is decided for its recipients into as few stored messages as their envelopes allow (splitter
 * and dispatcher of X.411 §14.3). Used once.
 */
final class Dispatching {
  /**
   * What is dispatched.
   *
   * @param subject stamped with our visit
   * @param content null for a probe
   * @param cameFrom connector it was received over; null if it was made here
   * @param span when its entries began to wait, and when they are given up
   */
  record Task(Subject subject, NewMessage.@Nullable ContentSource content, @Nullable String cameFrom,
      Part.Span span, Instant now) {}

  private final Task task;
  private final LongSupplier ids;
  private final Plan.Builder plan;
  private final Part whole;
  private @Nullable Part redirected;
  private final List<Reported> reported = new ArrayList<>();

  Dispatching(Task task, LongSupplier ids, Plan.Builder plan) {
    this.task = task;
    this.ids = ids;
    this.plan = plan;
    this.whole = Part.whole(task.subject(), ids);
  }

  /** @param position of the recipient in the subject */
  void add(int position, Decided decided) {
    Part part = whole;
    int place = position;
    if (decided.redirected()) {
      // In an envelope of its own: only of this one the trace may say that its coming back would be no loop.
      part = redirected();
      place = part.add(decided.recipient().withResponsibility(true));
    }
    place(part, place, decided.recipient(), decided.outcome());
  }

  private Part redirected() {
    if (redirected == null) {
      redirected = Part.empty(TraceStamp.noted(task.subject(), AdditionalActions::withRedirected), ids);
    }
    return redirected;
  }

  private void place(Part part, int position, PerRecipientMessageFields recipient, Outcome outcome) {
    switch (outcome) {
      case Outcome.Relay(String connector) -> part.relay(connector, position);
      case Outcome.Hold hold -> part.hold(hold, position);
      case Outcome.Deliver(String mailbox) -> {
        if (task.subject().kind() == ApduKind.MESSAGE) {
          part.deliver(mailbox, position, task.now());
          plan.events.add(Event.of(EventId.MESSAGE_DELIVERED, "mtsId", task.subject().identifier().text(),
              "mailbox", mailbox));
        }
        reported.add(new Reported(recipient,
            new DeliveryOutcome.Delivered(task.now(), DeliveryOutcome.MtsUserType.PRIVATE)));
      }
      case Outcome.NotDelivered not -> reported.add(
          new Reported(recipient, new DeliveryOutcome.NotDelivered(not.reason(), not.diagnostic())));
      case Outcome.Redirect redirect ->
        throw new IllegalStateException("a redirection that was not followed: " + redirect);
    }
  }

  /** On whom a report is to be made, and what it says. */
  List<Reported> reported() {
    return reported;
  }

  /**
   * Adds the messages to the plan; they share the content.
   *
   * @param duplicateKey goes with the first of them; with it there is always one
   */
  void store(@Nullable String duplicateKey) {
    List<Part> parts = new ArrayList<>();
    if (!whole.isUnused()) {
      parts.add(whole);
    }
    if (redirected != null && !redirected.isUnused()) {
      parts.add(redirected);
    }
    if (parts.isEmpty() && duplicateKey != null) {
      parts.add(whole);
    }
    String key = duplicateKey;
    NewMessage.ContentSource content = task.content();
    for (Part part : parts) {
      List<QueueEntry> entries = part.entries(task.span());
      plan.changes.add(new StoreChange.Accept(new NewMessage(part.id(), task.subject().kind(),
          task.subject().identifier().text(), key, part.encoded(), content, task.span().arrival(), entries,
          part.deliveries(), task.cameFrom())));
      plan.entries.addAll(entries);
      key = null;
      if (content != null && !(content instanceof NewMessage.SharedWith)) {
        content = new NewMessage.SharedWith(part.id(), content.length());
      }
    }
  }
}
