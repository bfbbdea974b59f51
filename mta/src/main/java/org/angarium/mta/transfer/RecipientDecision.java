package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.function.Consumer;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.Traffic;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.Redirection;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one recipient of a subject after the other (routing decision and error processing of X.411 §14.3). Redirections are
 * followed here; as none may lead to a name that was tried before, they end.
 */
final class RecipientDecision {
  /**
   * What holds for all recipients of the subject.
   *
   * @param verdict what becomes of every recipient, whoever it is; null if each is decided by itself
   * @param now when this is decided
   */
  record Circumstances(RouteChoice routes, Traffic traffic, Outcome.@Nullable NotDelivered verdict,
      Instant now, Consumer<Event> events) {}

  /** @param recipient as it stands now, which after a redirection is another one than was asked about */
  record Decided(PerRecipientMessageFields recipient, boolean redirected, Outcome outcome) {}

  private final Subject subject;
  private final Circumstances circumstances;

  RecipientDecision(Subject subject, Circumstances circumstances) {
    this.subject = subject;
    this.circumstances = circumstances;
  }

  Decided decide(PerRecipientMessageFields recipient) {
    return follow(recipient, false, step(recipient));
  }

  /** What becomes of a recipient that could not be served as had been decided. */
  Decided afterFailure(PerRecipientMessageFields recipient, Outcome.NotDelivered failure) {
    return follow(recipient, false, failure);
  }

  private Decided follow(PerRecipientMessageFields first, boolean redirectedBefore, Outcome decided) {
    PerRecipientMessageFields recipient = first;
    boolean redirected = redirectedBefore;
    Outcome outcome = decided;
    while (true) {
      if (outcome instanceof Outcome.NotDelivered && circumstances.verdict() == null) {
        OrName alternate = recipient.extensions().originatorRequestedAlternateRecipient();
        if (alternate != null && !wasTried(recipient, alternate)) {
          outcome = new Outcome.Redirect(alternate, Redirection.Reason.ORIGINATOR_REQUESTED);
        }
      }
      if (!(outcome instanceof Outcome.Redirect redirect)) {
        return new Decided(recipient, redirected, outcome);
      }
      if (wasTried(recipient, redirect.to())) {
        outcome = Outcome.NotDelivered.unable(NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED);
        continue;
      }
      circumstances.events().accept(Event.of(EventId.RECIPIENT_REDIRECTED, "mtsId",
          subject.identifier().text(), "recipient", recipient.recipientName(), "to", redirect.to(), "reason",
          word(redirect.reason())));
      recipient = redirected(recipient, redirect);
      redirected = true;
      outcome = step(recipient);
    }
  }

  private static String word(Redirection.Reason reason) {
    return switch (reason) {
      case RECIPIENT_ASSIGNED -> "assigned by the recipient";
      case ORIGINATOR_REQUESTED -> "asked for by the originator";
      case RECIPIENT_MD_ASSIGNED -> "assigned by the domain";
      case DIRECTORY_LOOK_UP -> "found in the directory";
      case ALIAS -> "an alias";
    };
  }

  private PerRecipientMessageFields redirected(PerRecipientMessageFields recipient,
      Outcome.Redirect redirect) {
    Extensions extensions = recipient.extensions().withRedirection(
        new Redirection(new NameAndTime(recipient.recipientName(), circumstances.now()), redirect.reason()));
    if (redirect.reason() == Redirection.Reason.ORIGINATOR_REQUESTED) {
      extensions = extensions.without(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT);
    }
    return recipient.withRecipientName(redirect.to()).withExtensions(extensions);
  }

  /** Whether a redirection to this name would lead back. */
  private static boolean wasTried(PerRecipientMessageFields recipient, OrName to) {
    return recipient.recipientName().matches(to) || recipient.extensions().redirectionHistory().stream()
        .anyMatch(redirection -> redirection.intended().name().matches(to));
  }

  private Outcome step(PerRecipientMessageFields recipient) {
    Outcome.NotDelivered verdict = circumstances.verdict();
    if (verdict != null) {
      return verdict;
    }
    if (unknownAndCritical(recipient, false)) {
      return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION);
    }
    return switch (circumstances.routes().route(recipient.recipientName().address(),
        circumstances.traffic())) {
      case Decision.Local(String mailbox) -> unknownAndCritical(recipient, true)
          ? Outcome.NotDelivered.unable(NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION)
          : new Outcome.Deliver(mailbox);
      case Decision.Via via -> new Outcome.Relay(via.connector());
      case Decision.Barred barred -> Outcome.NotDelivered.unable(barred.diagnostic());
      case Decision.UnknownLocal unknown -> unroutable(recipient);
      case Decision.Unroutable nowhere -> unroutable(recipient);
    };
  }

  private Outcome unroutable(PerRecipientMessageFields recipient) {
    circumstances.events().accept(Event.of(EventId.RECIPIENT_UNROUTABLE, "recipient",
        recipient.recipientName().toString(), "mtsId", subject.identifier().text()));
    return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME);
  }

  /** An extension we do not know that says it must be understood (X.411 §9.1). */
  private boolean unknownAndCritical(PerRecipientMessageFields recipient, boolean delivery) {
    return hasUnknown(subject.extensions(), delivery) || hasUnknown(recipient.extensions(), delivery);
  }

  private static boolean hasUnknown(Extensions extensions, boolean delivery) {
    for (ExtensionField field : extensions.fields()) {
      boolean known = field.type() instanceof ExtensionType.Standard standard
          && StandardExtension.of(standard.number()) != null;
      if (!known && (delivery ? field.criticality().forDelivery() : field.criticality().forTransfer())) {
        return true;
      }
    }
    return false;
  }
}
