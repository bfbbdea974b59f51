package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.angarium.mta.config.Deliverability;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.HeldFor;
import org.angarium.x400.address.OrName;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
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
   * @param names who is who in our domain besides the mailboxes
   * @param members of the lists that are to be expanded now, by name; every other list waits for its turn
   * @param verdict what becomes of every recipient, whoever it is; null if each is decided by itself
   * @param conversions of the content for those it is delivered to
   * @param now when this is decided
   */
  record Circumstances(RouteChoice routes, LocalNames names, Traffic traffic,
      Map<String, List<OrName>> members, Outcome.@Nullable NotDelivered verdict, Conversions conversions,
      Instant now, Consumer<Event> events) {
    Circumstances expanding(Map<String, List<OrName>> lists) {
      return new Circumstances(routes, names, traffic, lists, verdict, conversions, now, events);
    }

    /** For the copies that an expansion makes: lists among the members wait for their turn, and members may be where it came from. */
    Circumstances ofExpansion(Subject expanded) {
      return new Circumstances(routes, names, expanded.traffic(null), Map.of(), verdict, conversions, now,
          events);
    }
  }

  /** @param recipient as it stands now, which after a redirection is another one than was asked about */
  record Decided(PerRecipientMessageFields recipient, boolean redirected, Outcome outcome) {}

  /** ub-dl-expansions. */
  private static final int MOST_EXPANSIONS = 512;
  /** ub-redirections. */
  private static final int MOST_REDIRECTIONS = 512;

  private final Subject subject;
  private final Circumstances circumstances;

  RecipientDecision(Subject subject, Circumstances circumstances) {
    this.subject = subject;
    this.circumstances = circumstances;
  }

  Decided decide(PerRecipientMessageFields recipient) {
    return follow(recipient, false, step(recipient, circumstances.traffic()));
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
      if (wasTried(recipient, redirect.to())
          || recipient.extensions().redirectionHistory().size() >= MOST_REDIRECTIONS) {
        outcome = Outcome.NotDelivered.unable(NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED,
            wasTried(recipient, redirect.to())
                ? "its redirection leads to " + redirect.to() + ", which was tried before"
                : "it has been redirected " + MOST_REDIRECTIONS + " times");
        continue;
      }
      circumstances.events().accept(Event.of(EventId.RECIPIENT_REDIRECTED, "mtsId",
          subject.identifier().text(), "recipient", recipient.recipientName(), "to", redirect.to(), "reason",
          word(redirect.reason())));
      recipient = redirected(recipient, redirect);
      redirected = true;
      // It is for somebody else now: to go back where it came from would be no loop.
      outcome = step(recipient, subject.traffic(null));
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

  private Outcome step(PerRecipientMessageFields recipient, Traffic traffic) {
    Outcome.NotDelivered verdict = circumstances.verdict();
    if (verdict != null) {
      return verdict;
    }
    Outcome.NotDelivered unsupported = unsupported(recipient, CriticalFunctions.Step.TRANSFER);
    if (unsupported != null) {
      return unsupported;
    }
    LocalNames.Entry entry = circumstances.names().find(recipient.recipientName().address());
    return entry == null ? routed(recipient, traffic) : named(entry);
  }

  private Outcome named(LocalNames.Entry entry) {
    return switch (entry) {
      case LocalNames.Entry.Expanded(DistributionList list) -> list(list);
      case LocalNames.Entry.Moved(OrName to) -> assigned(to);
    };
  }

  /** DL expansion, as far as it is decided before the members are known (X.411 §14.3.10). */
  private Outcome list(DistributionList list) {
    List<NameAndTime> history = subject.extensions().dlExpansionHistory();
    if (history.stream().anyMatch(expansion -> expansion.name().matches(list.address()))) {
      circumstances.events().accept(
          Event.of(EventId.LIST_RECURSION, "list", list.name(), "mtsId", subject.identifier().text()));
      return new Outcome.Nothing();
    }
    if (history.size() >= MOST_EXPANSIONS) {
      return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.DL_EXPANSION_FAILURE,
          "it has come through " + MOST_EXPANSIONS + " lists before the list " + list.name());
    }
    if (subject.extensions().dlExpansionProhibited()) {
      return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.DL_EXPANSION_PROHIBITED,
          "the list " + list.name() + " is not expanded, as its originator prohibits that");
    }
    OrName submitter = history.isEmpty() ? subject.originator() : history.getLast().name();
    if (!list.admits(submitter)) {
      return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.NO_DL_SUBMIT_PERMISSION,
          "the list " + list.name() + " takes nothing of " + submitter);
    }
    if (subject.kind() == ApduKind.PROBE) {
      return new Outcome.ListReached();
    }
    List<OrName> members = circumstances.members().get(list.name());
    return members == null
        ? new Outcome.Hold(HeldFor.LIST_EXPANSION, circumstances.now())
        : new Outcome.Expand(list, members);
  }

  /** A redirection that the recipient has asked for. */
  private Outcome assigned(OrName to) {
    return subject.extensions().recipientReassignmentProhibited()
        ? Outcome.NotDelivered.unable(NonDeliveryDiagnostic.RECIPIENT_REASSIGNMENT_PROHIBITED,
            "its recipient has it redirected, and its originator prohibits that")
        : new Outcome.Redirect(to, Redirection.Reason.RECIPIENT_ASSIGNED);
  }

  private Outcome routed(PerRecipientMessageFields recipient, Traffic traffic) {
    return switch (circumstances.routes().route(recipient.recipientName().address(), traffic)) {
      case Decision.Local(String mailbox) -> local(mailbox, recipient);
      case Decision.Via via -> new Outcome.Relay(via.connector(), "cost " + via.cost());
      case Decision.ToAccessUnit unit -> toAccessUnit(unit, recipient);
      case Decision.Barred barred -> Outcome.NotDelivered.unable(barred.diagnostic(), barred.why());
      case Decision.UnknownLocal unknown -> meant(recipient, this::unknownHere);
      case Decision.Unroutable nowhere -> meant(recipient, this::unroutable);
    };
  }

  /** Nobody has the address as it should be read; somebody may have it as it was meant. */
  private Outcome meant(PerRecipientMessageFields recipient,
      Function<PerRecipientMessageFields, Outcome> otherwise) {
    LocalNames.Entry entry = circumstances.names().findMeant(recipient.recipientName().address());
    return entry == null ? otherwise.apply(recipient) : named(entry);
  }

  private Outcome local(String mailbox, PerRecipientMessageFields recipient) {
    OrName alternate = circumstances.names().alternateOf(mailbox);
    if (alternate != null) {
      return assigned(alternate);
    }
    Outcome.NotDelivered unsupported = unsupported(recipient, CriticalFunctions.Step.DELIVERY_TO_MAILBOX);
    if (unsupported != null) {
      return unsupported;
    }
    Deliverability registered = circumstances.names().deliverabilityOf(mailbox);
    Outcome.NotDelivered restricted = restricted("mailbox " + mailbox, registered);
    return restricted == null
        ? switch (circumstances.conversions().decide(recipient, registered.types())) {
          case ConversionDecision.AsItIs asItIs -> new Outcome.Deliver(mailbox, null);
          case ConversionDecision.Converted converted -> {
            circumstances.events().accept(Event.of(EventId.CONTENT_CONVERTED, "mtsId",
                subject.identifier().text(), "target", mailbox, "types", converted.types().words()));
            yield new Outcome.Deliver(mailbox, converted);
          }
          case ConversionDecision.Refused refused -> notConverted(mailbox, recipient, refused);
        }
        : restricted;
  }

  /** What the recipient has registered that it does not take (X.411 §8.4.1.1.1); null if nothing is against the delivery. */
  private Outcome.@Nullable NotDelivered restricted(String whose, Deliverability registered) {
    if (!registered.takesFrom(subject.originator().address())) {
      return new Outcome.NotDelivered(NonDeliveryReason.RESTRICTED_DELIVERY, null,
          "the " + whose + " does not take mail of this originator");
    }
    if (!registered.contentTypes().isEmpty()
        && !registered.contentTypes().contains(subject.contentType())) {
      return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.CONTENT_TYPE_NOT_SUPPORTED,
          "the " + whose + " does not take the content type " + subject.contentType());
    }
    return subject.octets() > registered.maximumOctets()
        ? Outcome.NotDelivered.unable(NonDeliveryDiagnostic.CONTENT_TOO_LONG,
            "the " + whose + " takes at most " + registered.maximumOctets() + " octets, this has "
                + subject.octets())
        : null;
  }

  private Outcome.NotDelivered notConverted(String target, PerRecipientMessageFields recipient,
      ConversionDecision.Refused refused) {
    circumstances.events().accept(Event.of(EventId.CONTENT_NOT_CONVERTED, "mtsId",
        subject.identifier().text(), "target", target, "recipient", recipient.originallySpecifiedNumber(),
        "reason", refused.why()));
    return new Outcome.NotDelivered(refused.reason(), refused.diagnostic(), refused.why());
  }

  /**
   * What it does not take is returned at once, whether anybody is there or not. The conversion itself is made when it is handed over. A
   * probe need not wait for the access unit: what it asks is whether a message could.
   */
  private Outcome toAccessUnit(Decision.ToAccessUnit unit, PerRecipientMessageFields recipient) {
    Outcome.NotDelivered unsupported = unsupported(recipient,
        CriticalFunctions.Step.DELIVERY_TO_ACCESS_UNIT);
    if (unsupported != null) {
      return unsupported;
    }
    Deliverability registered = circumstances.names().deliverabilityOfUnit(unit.accessUnit());
    Outcome.NotDelivered restricted = restricted("access unit " + unit.accessUnit(), registered);
    if (restricted != null) {
      return restricted;
    }
    if (circumstances.conversions().decide(recipient,
        registered.types()) instanceof ConversionDecision.Refused refused) {
      return notConverted(unit.accessUnit(), recipient, refused);
    }
    return subject.kind() == ApduKind.PROBE
        ? new Outcome.Deliver(unit.accessUnit(), null)
        : new Outcome.Relay(unit.accessUnit(), "an access unit here serves it");
  }

  /** The domain's own alternate is for those whom the originator has given no other. */
  private Outcome unknownHere(PerRecipientMessageFields recipient) {
    OrName fallback = circumstances.names().defaultRecipient();
    return fallback != null && subject.alternateRecipientAllowed() && !wasTried(recipient, fallback)
        && recipient.extensions().originatorRequestedAlternateRecipient() == null
            ? new Outcome.Redirect(fallback, Redirection.Reason.RECIPIENT_MD_ASSIGNED)
            : namesNobody(recipient);
  }

  private Outcome namesNobody(PerRecipientMessageFields recipient) {
    if (!circumstances.names().isAmbiguous(recipient.recipientName().address())) {
      return unroutable(recipient);
    }
    tellUnroutable(recipient);
    return Outcome.NotDelivered.unable(NonDeliveryDiagnostic.AMBIGUOUS_OR_NAME,
        "several here have an address that holds all of it, and none has just this one");
  }

  private Outcome unroutable(PerRecipientMessageFields recipient) {
    tellUnroutable(recipient);
    // To find an address for a directory name would take a directory (X.411 §14.3.2), and no address space holds what has none.
    return recipient.recipientName().address().isEmpty() && recipient.recipientName().directoryName() != null
        ? new Outcome.NotDelivered(NonDeliveryReason.DIRECTORY_OPERATION_UNSUCCESSFUL,
            NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME,
            "it is named by a directory name only, and no directory is asked for addresses here")
        : Outcome.NotDelivered.unable(NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME,
            "nobody here has this address, and no way leads to it");
  }

  private void tellUnroutable(PerRecipientMessageFields recipient) {
    circumstances.events().accept(Event.of(EventId.RECIPIENT_UNROUTABLE, "recipient",
        recipient.recipientName().toString(), "mtsId", subject.identifier().text()));
  }

  private Outcome.@Nullable NotDelivered unsupported(PerRecipientMessageFields recipient,
      CriticalFunctions.Step step) {
    ExtensionField field = CriticalFunctions.unsupported(subject.extensions(), step);
    if (field == null) {
      field = CriticalFunctions.unsupported(recipient.extensions(), step);
    }
    return field == null
        ? null
        : Outcome.NotDelivered.unable(NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION,
            "its " + field.type() + " is critical and not carried out here");
  }
}
