package org.angarium.mta.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.angarium.mta.config.Lifetimes;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.RecipientDecision.Decided;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.interworking.Refusal;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of every recipient of an APDU: delivered here, relayed over a connector, held, redirected, or reported as not
 * delivered (main dispatcher and routing decision of X.411 §14.3). Whatever is decided is one plan, committed as one.
 */
public final class Dispatcher {
  /** Largest content that a non-delivery report brings back. */
  private static final long MOST_RETURNED_OCTETS = 1 << 20;

  private final LocalMta mta;
  private final RouteChoice routes;
  private final LocalNames names;
  private final Lifespan lifespan;
  private final LoopDetection loops;
  private final Policy policy;
  private final LongSupplier ids;
  private final Reporter reporter;
  private final Predicate<String> known;

  /** @param ids numbers never given before */
  public Dispatcher(LocalMta mta, RouteChoice routes, LocalNames names, Lifetimes lifetimes, Policy policy,
      LongSupplier ids) {
    this(mta, routes, names, new Lifespan(lifetimes), policy, ids,
        new Reporter(mta, routes, names, lifetimes, ids), nothing -> false);
  }

  private Dispatcher(LocalMta mta, RouteChoice routes, LocalNames names, Lifespan lifespan, Policy policy,
      LongSupplier ids, Reporter reporter, Predicate<String> known) {
    this.mta = mta;
    this.routes = routes;
    this.names = names;
    this.lifespan = lifespan;
    this.loops = new LoopDetection(mta, policy.hopLimit());
    this.policy = policy;
    this.ids = ids;
    this.reporter = reporter;
    this.known = known;
  }

  /**
   * The same, but it leaves out recipients for whom the message or probe was taken in before.
   *
   * @param seen whether a duplicate key is known
   */
  public Dispatcher leavingOut(Predicate<String> seen) {
    return new Dispatcher(mta, routes, names, lifespan, policy, ids, reporter, seen);
  }

  /**
   * What keeps a whole message or probe from being taken as it is.
   *
   * @param why one clause for a person
   */
  public record Defect(NonDeliveryDiagnostic diagnostic, String why) {}

  /**
   * A message for which we take responsibility.
   *
   * @param refused set if it cannot be taken as it is: every recipient gets this outcome
   * @throws IOException if the content cannot be read that a report is to bring back
   */
  public Plan message(MessageEnvelope envelope, NewMessage.ContentSource content, Origin origin,
      @Nullable Defect refused, Instant now) throws IOException {
    Subject subject = new Subject.OfMessage(envelope, content.length());
    return accept(subject, content, origin, refused, now);
  }

  /** A probe for which we take responsibility; {@code refused} as of a message. */
  public Plan probe(ProbeEnvelope envelope, Origin origin, @Nullable Defect refused, Instant now)
      throws IOException {
    return accept(new Subject.OfProbe(envelope), null, origin, refused, now);
  }

  private Plan accept(Subject arrived, NewMessage.@Nullable ContentSource content, Origin origin,
      @Nullable Defect refused, Instant now) throws IOException {
    Plan.Builder plan = new Plan.Builder(routes.changes());
    String loop = loops.find(arrived.trace(), arrived.extensions().internalTrace(), isFromOutside(origin));
    if (loop != null) {
      plan.events.add(Event.of(EventId.LOOP_DETECTED, "mtsId", arrived.identifier().text(), "connector",
          name(origin), "reason", loop));
    }
    if (origin instanceof Origin.Peer peer) {
      plan.events.addAll(TraceOddities.of(arrived.identifier(), arrived.trace(), peer.connector(), now));
    }
    Subject stamped = new TraceStamp(mta, now).on(arrived);
    Map<Integer, String> keys = origin instanceof Origin.Peer
        ? DuplicateKey.of(stamped, loop != null)
        : Map.of();
    Set<Integer> before = keys.entrySet().stream().filter(each -> known.test(each.getValue()))
        .map(Map.Entry::getKey).collect(Collectors.toSet());
    if (!before.isEmpty() && before.size() == keys.size()) {
      return plan.build();
    }
    Subject subject = before.isEmpty() ? stamped : stamped.without(before);
    Deferral deferral = Deferral.of(subject, now);
    // Time that the originator has asked it to wait does not count.
    Instant expiry = lifespan.end(subject, deferral == null ? now : deferral.due());
    Outcome.NotDelivered verdict = loop != null
        ? Outcome.NotDelivered.unable(NonDeliveryDiagnostic.LOOP_DETECTED, loop)
        : verdict(refused == null ? tooLarge(subject) : refused, deferral, expiry, now);
    RecipientDecision.Circumstances circumstances = circumstances(subject, cameFrom(origin), verdict,
        new ArrivedContent(content), now, plan);
    Dispatching dispatching = new Dispatching(
        new Dispatching.Task(subject, content, cameFrom(origin), true, new Part.Span(now, expiry, now), now),
        circumstances, ids, plan);
    // Before what is decided: steps of one instant are told in the order in which they are written.
    plan.track(Tracks.accepted(subject, dispatching.message(), origin, now));
    if (origin instanceof Origin.Peer peer && !before.isEmpty()) {
      leftOut(arrived, before, keys.size(), peer, dispatching.message(), now, plan);
    }
    RecipientDecision decision = new RecipientDecision(subject, circumstances);
    for (int i = 0; i < subject.recipients().size(); i++) {
      PerRecipientMessageFields recipient = subject.recipients().get(i);
      if (recipient.indicators().responsibility()) {
        dispatching.add(i, verdict == null && deferral != null
            ? new Decided(recipient, false, deferral.hold())
            : decision.decide(recipient));
      }
    }
    if (verdict == null && deferral != null) {
      plan.events.add(
          Event.of(EventId.DEFERRED, "mtsId", subject.identifier().text(), "due", deferral.due().toString()));
    }
    dispatching.store(switch (origin) {
      case Origin.Peer peer -> keys.entrySet().stream().filter(each -> !before.contains(each.getKey()))
          .map(Map.Entry::getValue).collect(Collectors.toSet());
      case Origin.LocalUser user -> user.key() == null
          ? Set.of()
          : Set.of(DuplicateKey.ofSubmission(user, user.key()));
    });
    report(dispatching, now, () -> new ArrivedContent(content).read(), now, plan);
    return plan.build();
  }

  private static void leftOut(Subject arrived, Set<Integer> before, int all, Origin.Peer peer, long message,
      Instant now, Plan.Builder plan) {
    plan.events.add(Event.of(EventId.RECIPIENTS_LEFT_OUT, "mtsId", arrived.identifier().text(), "connector",
        peer.connector(), "recipients", before.size(), "all", all));
    TrackingRecord.Draft step = TrackingRecord
        .of(TrackingStep.DUPLICATE, message, arrived.identifier().text())
        .with(TrackingField.FROM, peer.connector()).with(TrackingField.ASSOCIATION, peer.association());
    before.stream().sorted().forEach(position -> {
      PerRecipientMessageFields recipient = arrived.recipients().get(position);
      step.to(position, recipient.originallySpecifiedNumber(), recipient.recipientName().toString());
    });
    plan.track(step.at(now));
  }

  private @Nullable Defect tooLarge(Subject subject) {
    int named = subject.recipients().size();
    return named > policy.mostRecipients()
        ? new Defect(NonDeliveryDiagnostic.TOO_MANY_RECIPIENTS, "it names " + named + " recipients, "
            + mta.name() + " takes at most " + policy.mostRecipients())
        : EnvelopeLimits.find(subject);
  }

  private static Outcome.@Nullable NotDelivered verdict(@Nullable Defect refused, @Nullable Deferral deferral,
      Instant expiry, Instant now) {
    if (refused != null) {
      return Outcome.NotDelivered.unable(refused.diagnostic(), refused.why());
    }
    if (deferral != null && !deferral.due().isBefore(expiry)) {
      return new Outcome.NotDelivered(NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED,
          NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED,
          "it is to wait until " + deferral.due() + ", which is not before the end of its time, " + expiry);
    }
    return expiry.isAfter(now)
        ? null
        : Outcome.NotDelivered.unable(NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED, "its time ended at "
            + expiry);
  }

  private RecipientDecision.Circumstances circumstances(Subject subject, @Nullable String cameFrom,
      Outcome.@Nullable NotDelivered verdict, ConversionDecision.Octets content, Instant now,
      Plan.Builder plan) {
    return new RecipientDecision.Circumstances(routes, names, subject.traffic(cameFrom), Map.of(), verdict,
        new Conversions(subject, content), now, plan.events::add);
  }

  /** The lists that a held copy waits to see expanded. */
  public List<DistributionList> lists(QueueEntry entry, StoredMessage stored) throws BerException {
    Subject subject = Subject.of(entry, stored);
    return entry.recipients().stream()
        .map(position -> awaited(subject.recipients().get(position).recipientName().address()))
        .filter(Objects::nonNull).toList();
  }

  /** The list that a recipient of a held copy was found to be; null if it is none any more. */
  private @Nullable DistributionList awaited(OrAddress address) {
    DistributionList list = names.list(address);
    return list == null
        && names.findMeant(address) instanceof LocalNames.Entry.Expanded(DistributionList meant)
            ? meant
            : list;
  }

  /** Where a copy that waits goes at this moment. */
  public Ways ways(QueueEntry entry, StoredMessage stored) throws BerException {
    return Ways.of(entry, stored, routes, names);
  }

  /**
   * Goes on with a copy that was held: its recipients, or the destination of a report, are decided on anew.
   * The copy goes in the same commit. A commit that expands a list is a duplicate if the list was expanded for this message before, on
   * whichever way it was reached: however lists contain each other, each
   * is expanded once.
   *
   * @param members of the lists that the copy waited for, by name
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  public Plan resume(QueueEntry entry, StoredMessage stored, Map<String, List<OrName>> members, Instant now)
      throws BerException, IOException {
    return resume(entry, stored, members, members.isEmpty()
        ? Set.of()
        : Set.of(DuplicateKey.ofExpansion(entry.mtsId(), members.keySet())), now);
  }

  /** Decides anew on each recipient of a copy that cannot wait where it does any longer, or whose recipients part ({@link Ways.Apart}). */
  public Plan reroute(QueueEntry entry, StoredMessage stored, Instant now) throws BerException, IOException {
    Plan plan = resume(entry, stored, Map.of(), Set.of(), now);
    List<Event> events = new ArrayList<>(plan.events());
    plan.entries().stream().map(QueueEntry::connector)
        .filter(queue -> !queue.equals(entry.connector()) && HeldFor.of(queue) == null).distinct()
        .forEach(queue -> events.add(Event.of(EventId.MESSAGE_REROUTED, "mtsId", entry.mtsId(), "from",
            entry.connector(), "connector", queue)));
    return new Plan(plan.changes(), plan.entries(), events, plan.decidedAt());
  }

  /** Goes on with a copy that waited for a list which was expanded for the same message already: its members have it. */
  public Plan resumeExpanded(QueueEntry entry, StoredMessage stored, Set<String> lists, Instant now)
      throws BerException, IOException {
    Map<String, List<OrName>> nobody = new HashMap<>();
    lists.forEach(list -> nobody.put(list, List.of()));
    return resume(entry, stored, nobody, Set.of(), now);
  }

  private Plan resume(QueueEntry entry, StoredMessage stored, Map<String, List<OrName>> members,
      Set<String> duplicateKeys, Instant now) throws BerException, IOException {
    Plan.Builder plan = new Plan.Builder(routes.changes());
    if (entry.kind() == ApduKind.REPORT) {
      reporter.again((MtsApdu.Report) MtsApdu.decode(stored.envelope()), stored.cameFrom(), now, plan);
      plan.changes.add(new StoreChange.Remove(entry.id()));
      return plan.build();
    }
    boolean deferred = HeldFor.of(entry) == HeldFor.DEFERRED_DELIVERY;
    Subject subject = TraceStamp.noted(Subject.of(entry, stored),
        actions -> deferred ? actions.withDeferredTime(now) : actions);
    if (deferred) {
      plan.events.add(Event.of(EventId.DEFERRED_DUE, "mtsId", entry.mtsId()));
    }
    if (deferred || HeldFor.of(entry) == HeldFor.FROZEN) {
      plan.track(TrackingRecord.of(TrackingStep.RELEASED, entry.message(), entry.mtsId())
          .toPositions(entry.recipients()).at(now));
    }
    RecipientDecision.Circumstances circumstances = circumstances(subject, stored.cameFrom(),
        entry.expiry().isAfter(now)
            ? null
            : Outcome.NotDelivered.unable(NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED, "its time ended at "
                + entry.expiry()),
        new OutboundContent(stored.content()), now, plan).expanding(members);
    RecipientDecision decision = new RecipientDecision(subject, circumstances);
    again(new Copy(entry, stored, subject, entry.recipients(), duplicateKeys), circumstances,
        position -> decision.decide(subject.recipients().get(position)), now, plan);
    plan.changes.add(new StoreChange.Remove(entry.id()));
    return plan.build();
  }

  /**
   * Why a copy is given up.
   *
   * @param diagnostic null if the standard has none that fits
   * @param step what tracking calls it
   * @param why one clause for a person
   * @param forGood whether its recipients get no other chance, be there an alternate or not
   */
  public record Failure(NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic,
      TrackingStep step, String why, boolean forGood) {
    /** Who has had all the time there is gets no other chance; nor does what nobody wants any more. */
    public Failure(NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic, TrackingStep step,
        String why) {
      this(reason, diagnostic, step, why, diagnostic == NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED
          || reason == NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED);
    }
  }

  /**
   * Gives up a copy: each of its recipients gets another chance if the originator has named an alternate, else it is reported on.
   * The copy goes in the same commit.
   *
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  public Plan giveUp(QueueEntry entry, StoredMessage stored, Failure given, Instant now)
      throws BerException, IOException {
    Plan.Builder plan = new Plan.Builder(routes.changes());
    plan.track(Tracks.copy(given.step(), entry).with(TrackingField.WHY, given.why()).at(now));
    if (entry.kind() == ApduKind.REPORT) {
      plan.track(TrackingRecord.of(TrackingStep.DROPPED, entry.message(), entry.mtsId())
          .with(TrackingField.WHY, given.why()).at(now));
      plan.changes.add(new StoreChange.Remove(entry.id()));
      plan.events.add(Event.of(EventId.REPORT_UNROUTABLE, "mtsId", entry.mtsId(), "recipient",
          ((MtsApdu.Report) MtsApdu.decode(stored.envelope())).envelope().reportDestinationName()
              .toString()));
      return plan.build();
    }
    Subject subject = Subject.of(entry, stored);
    Outcome.NotDelivered failure = new Outcome.NotDelivered(given.reason(), given.diagnostic(), given.why());
    RecipientDecision.Circumstances circumstances = circumstances(subject, stored.cameFrom(),
        given.forGood() ? failure : null, new OutboundContent(stored.content()), now, plan);
    RecipientDecision decision = new RecipientDecision(subject, circumstances);
    again(new Copy(entry, stored, subject, entry.recipients(), Set.of()), circumstances,
        position -> decision.afterFailure(subject.recipients().get(position), failure), now, plan);
    plan.changes.add(new StoreChange.Remove(entry.id()));
    return plan.build();
  }

  /** Gives up the recipients that a copy cannot be transferred to in any form its peer takes; the copy stays for the others, if there are any. */
  public Plan giveUp(QueueEntry entry, StoredMessage stored, TransferCopy.Refused refused, Instant now)
      throws BerException, IOException {
    Plan.Builder plan = new Plan.Builder(routes.changes());
    List<Integer> returned = entry.recipients().stream().filter(refused.recipients()::containsKey).toList();
    List<Integer> left = entry.recipients().stream().filter(position -> !returned.contains(position))
        .toList();
    plan.track(Tracks.copy(TrackingStep.GIVEN_UP, entry.narrowedTo(returned))
        .with(TrackingField.WHY, "it has no form that the peer takes: " + refused.why()).at(now));
    returned.forEach(position -> plan.events.add(told(entry, position, refusal(refused, position))));
    if (returned.isEmpty()) {
      plan.events.add(Event.of(EventId.UNABLE_TO_DOWNGRADE, "mtsId", entry.mtsId(), "connector",
          entry.connector(), "recipient", 0, "reason", refused.why()));
    }
    if (entry.kind() != ApduKind.REPORT) {
      Subject subject = Subject.of(entry, stored);
      RecipientDecision.Circumstances circumstances = circumstances(subject, stored.cameFrom(), null,
          new OutboundContent(stored.content()), now, plan);
      RecipientDecision decision = new RecipientDecision(subject, circumstances);
      again(new Copy(entry, stored, subject, returned, Set.of()), circumstances,
          position -> decision.afterFailure(subject.recipients().get(position), new Outcome.NotDelivered(
              refusal(refused, position).reason(), refusal(refused, position).diagnostic(),
              refusal(refused, position).why())),
          now, plan);
    }
    if (left.isEmpty()) {
      plan.changes.add(new StoreChange.Remove(entry.id()));
    } else {
      plan.changes.add(new StoreChange.Narrow(entry.id(), left));
      plan.entries.add(entry.narrowedTo(left));
    }
    return plan.build();
  }

  /**
   * Does what an access unit has said of a copy that waits for it; what it says nothing of waits on. If the whole of the copy is settled,
   * the commit is a duplicate if it was before.
   *
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  public Plan settle(QueueEntry entry, StoredMessage stored, Handover handover, Instant now)
      throws BerException, IOException {
    if (entry.kind() == ApduKind.REPORT) {
      return settleReport(entry, handover, now);
    }
    Plan.Builder plan = new Plan.Builder(routes.changes());
    List<Integer> settled = entry.recipients().stream().filter(handover::settles).toList();
    List<Integer> left = entry.recipients().stream().filter(position -> !handover.settles(position)).toList();
    List<Integer> accepted = settled.stream().filter(handover.accepted()::contains).toList();
    if (!accepted.isEmpty()) {
      tell(entry, accepted, handover, now, plan);
    }
    Subject subject = Subject.of(entry, stored);
    RecipientDecision.Circumstances circumstances = circumstances(subject, stored.cameFrom(), null,
        new OutboundContent(stored.content()), now, plan);
    RecipientDecision decision = new RecipientDecision(subject, circumstances);
    again(new Copy(entry, stored, subject, settled, Set.of()), circumstances, position -> {
      PerRecipientMessageFields recipient = subject.recipients().get(position);
      Handover.Refused refused = handover.refused().get(position);
      return refused == null
          ? new Decided(recipient, false, new Outcome.HandedOver(handover.converted()))
          : decision.afterFailure(recipient,
              new Outcome.NotDelivered(refused.reason(), refused.diagnostic(),
                  handover.accessUnit() + " refused it"));
    }, now, plan);
    if (left.isEmpty()) {
      settled(entry, now, plan);
    } else {
      plan.changes.add(new StoreChange.Narrow(entry.id(), left));
      putOff(entry.narrowedTo(left), handover, plan);
    }
    return plan.build();
  }

  /** A report has no recipients; it is taken, dropped or waits on as a whole. */
  private Plan settleReport(QueueEntry entry, Handover handover, Instant now) {
    Plan.Builder plan = new Plan.Builder(routes.changes());
    if (!handover.accepted().isEmpty()) {
      tell(entry, List.of(), handover, now, plan);
      settled(entry, now, plan);
    } else if (!handover.refused().isEmpty()) {
      plan.track(TrackingRecord.of(TrackingStep.DROPPED, entry.message(), entry.mtsId())
          .with(TrackingField.WHY, handover.accessUnit() + " refused it").at(now));
      settled(entry, now, plan);
    } else {
      putOff(entry, handover, plan);
    }
    return plan.build();
  }

  private static void tell(QueueEntry entry, List<Integer> accepted, Handover handover, Instant now,
      Plan.Builder plan) {
    if (handover.converted() != null) {
      String types = handover.converted().words();
      plan.track(TrackingRecord.of(TrackingStep.CONVERTED, entry.message(), entry.mtsId())
          .toPositions(accepted).with(TrackingField.REPLACEMENT, types).at(now));
      plan.events.add(Event.of(EventId.CONTENT_CONVERTED, "mtsId", entry.mtsId(), "target",
          handover.accessUnit(), "types", types));
    }
    plan.track(TrackingRecord.of(TrackingStep.DELIVERED, entry.message(), entry.mtsId())
        .toPositions(accepted).with(TrackingField.MAILBOX, handover.accessUnit())
        .with(TrackingField.ENTRY, entry.id()).at(now));
    plan.events.add(Event.of(EventId.MESSAGE_DELIVERED, "mtsId", entry.mtsId(), "mailbox",
        handover.accessUnit()));
  }

  private void settled(QueueEntry entry, Instant now, Plan.Builder plan) {
    plan.changes.add(new StoreChange.Remove(entry.id()));
    plan.changes.add(new StoreChange.Accept(new NewMessage(ids.getAsLong(), entry.kind(), entry.mtsId(),
        Set.of(DuplicateKey.ofSettlement(entry.id())), new byte[0], null, now, List.of(), List.of())));
  }

  private static void putOff(QueueEntry entry, Handover handover, Plan.Builder plan) {
    QueueEntry waiting = entry.attempted(entry.attempts() + 1, handover.notBefore());
    plan.changes.add(
        new StoreChange.Attempted(waiting.id(), waiting.attempts(), waiting.notBefore()));
    plan.entries.add(waiting);
  }

  private static Event told(QueueEntry entry, int position, Refusal refusal) {
    return refusal.diagnostic() == NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE
        ? Event.of(EventId.UNABLE_TO_DOWNGRADE, "mtsId", entry.mtsId(), "connector", entry.connector(),
            "recipient", position + 1, "reason", refusal.why())
        : Event.of(EventId.CONTENT_NOT_CONVERTED, "mtsId", entry.mtsId(), "target", entry.connector(),
            "recipient", position + 1, "reason", refusal.why());
  }

  private static Refusal refusal(TransferCopy.Refused refused, int position) {
    return Objects.requireNonNull(refused.recipients().get(position));
  }

  /** Recipients of a stored copy that are decided on anew. */
  private record Copy(QueueEntry entry, StoredMessage stored, Subject subject, List<Integer> positions,
      Set<String> duplicateKeys) {}

  /** The caller removes or narrows the entry, last, as the new copies share the content of this one. */
  private void again(Copy copy, RecipientDecision.Circumstances circumstances, IntFunction<Decided> decision,
      Instant now, Plan.Builder plan) throws IOException {
    QueueEntry entry = copy.entry();
    StoredMessage stored = copy.stored();
    NewMessage.ContentSource content = entry.kind() == ApduKind.MESSAGE
        ? new NewMessage.SharedWith(entry.message(), stored.content().length())
        : null;
    Subject subject = copy.subject().withRecipients(
        copy.positions().stream().map(position -> copy.subject().recipients().get(position)).toList());
    // What was held has not been tried yet: it is entitled to as many open retries as anything that has just come.
    Instant since = HeldFor.of(entry) == null ? entry.arrival() : now;
    Dispatching dispatching = new Dispatching(new Dispatching.Task(subject, content, stored.cameFrom(), false,
        new Part.Span(stored.arrival(), entry.expiry(), since), now), circumstances, ids, plan);
    for (int i = 0; i < copy.positions().size(); i++) {
      dispatching.add(i, decision.apply(copy.positions().get(i)));
    }
    dispatching.store(copy.duplicateKeys());
    report(dispatching, stored.arrival(),
        () -> stored.content().read(0, Math.toIntExact(stored.content().length())), now, plan);
  }

  /** Content octets that are read only if a report is to bring them back. */
  @FunctionalInterface
  private interface Octets {
    byte[] read() throws IOException;
  }

  private void report(Dispatching dispatching, Instant arrival, Octets content, Instant now,
      Plan.Builder plan) throws IOException {
    for (Reporter.Account account : dispatching.accounts(arrival)) {
      reporter.report(account, isReturned(account) ? returned(content, account, plan) : null, now, plan);
    }
  }

  /** A content that cannot be read any more keeps nobody from learning that it was not delivered. */
  private static byte @Nullable [] returned(Octets content, Reporter.Account account, Plan.Builder plan) {
    try {
      return content.read();
    } catch (IOException e) {
      plan.events.add(Event.of(EventId.UNEXPECTED_ERROR, "reason",
          "the content of " + account.subject().identifier().text() + " is not returned: " + e.getMessage()));
      return null;
    }
  }

  private static boolean isReturned(Reporter.Account account) {
    return account.subject() instanceof Subject.OfMessage(MessageEnvelope envelope, long octets)
        && envelope.perMessageIndicators().contentReturnRequested() && octets <= MOST_RETURNED_OCTETS
        && account.recipients().stream()
            .anyMatch(one -> one.isWanted() && one.outcome() instanceof DeliveryOutcome.NotDelivered);
  }

  /** A report on its way back; one that cannot go on is dropped, with an event. */
  public Plan report(MtsApdu.Report report, Origin origin, Instant now) {
    Plan.Builder plan = new Plan.Builder(routes.changes());
    String loop = loops.find(report.envelope().trace(), report.envelope().extensions().internalTrace(),
        isFromOutside(origin));
    Set<String> key = Set.of(DuplicateKey.of(report.envelope()));
    long id = ids.getAsLong();
    plan.track(Tracks.accepted(ApduKind.REPORT, report.envelope().reportIdentifier().text(), id, origin, "")
        .with(TrackingField.SUBJECT, report.content().subjectIdentifier().text())
        .to(0, 0, report.envelope().reportDestinationName().toString()).at(now));
    String mtsId = report.envelope().reportIdentifier().text();
    if (loop != null) {
      plan.track(TrackingRecord.of(TrackingStep.DROPPED, id, mtsId).with(TrackingField.WHY, loop).at(now));
      plan.events.add(Event.of(EventId.LOOP_DETECTED, "mtsId", mtsId, "connector", name(origin), "reason",
          loop));
      reporter.forget(id, report, key, now, plan);
      return plan.build();
    }
    TraceStamp stamp = new TraceStamp(mta, now);
    MtsApdu.Report stamped = new MtsApdu.Report(
        report.envelope().withTrace(stamp.external(report.envelope().trace()))
            .withExtensions(stamp.internal(report.envelope().extensions())),
        report.content());
    if (reporter.dropsTooLong(id, stamped, EnvelopeLimits.octets(stamped), now, plan)) {
      reporter.forget(id, report, key, now, plan);
      return plan.build();
    }
    reporter.send(id, stamped, key, cameFrom(origin), now, plan);
    return plan.build();
  }

  private static @Nullable String cameFrom(Origin origin) {
    return origin instanceof Origin.Peer peer ? peer.connector() : null;
  }

  private boolean isFromOutside(Origin origin) {
    return origin instanceof Origin.Peer peer && policy.otherDomain().test(peer.connector());
  }

  private static String name(Origin origin) {
    return switch (origin) {
      case Origin.Peer peer -> peer.connector();
      case Origin.LocalUser user -> user.name();
    };
  }
}
