package org.angarium.mta.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.angarium.mta.config.Lifetimes;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;

/**
 * A dispatcher on its own, with what it would have stored: the MTA "MTA-ALPHA" of the domain P=ALPHA. Surnames decide where things go:
 * those of mailboxes are delivered, every other address of the domain is unknown; other domains lie behind the connector of their name,
 * P=NOWHERE excepted.
 */
final class Desk {
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  static final GlobalDomainIdentifier ALPHA = GlobalDomainIdentifier.of("XX", "TEST", "ALPHA");
  static final GlobalDomainIdentifier BRAVO = GlobalDomainIdentifier.of("XX", "TEST", "BRAVO");
  static final byte[] CONTENT = {1, 2, 3};

  final List<Event> events = new ArrayList<>();
  final Map<Long, NewMessage> messages = new HashMap<>();
  final List<QueueEntry> queue = new ArrayList<>();
  final List<NewMessage.Delivery> deliveries = new ArrayList<>();
  final Set<String> seen = new HashSet<>();
  final List<TrackingRecord> tracked = new ArrayList<>();
  /** Whether the last commit was a duplicate. */
  boolean repeated;
  Instant now = NOW;
  /** How often a route was looked for. */
  int routesChosen;
  private final AtomicLong ids = new AtomicLong();
  private final List<String> mailboxes;
  private final Dispatcher dispatcher;
  private int numbers;

  Desk(String... mailboxes) {
    this(LocalNames.NONE, mailboxes);
  }

  Desk(LocalNames names, String... mailboxes) {
    this(new LocalMta("MTA-ALPHA", ALPHA), names, mailboxes);
  }

  /** Another MTA, with the same routes. */
  Desk(LocalMta mta, LocalNames names, String... mailboxes) {
    this.mailboxes = List.of(mailboxes);
    this.dispatcher = new Dispatcher(mta, new Routes(), names,
        new Lifetimes(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3)),
        new Policy(20, 32767, connector -> false),
        ids::incrementAndGet);
  }

  /** A connector to every other domain but NOWHERE, named like it. */
  private final class Routes implements RouteChoice {
    @Override
    public Decision route(OrAddress address, Traffic traffic) {
      routesChosen++;
      String text = address.toString();
      if (!text.contains("P=ALPHA")) {
        String domain = text.replaceAll(".*P=([^;]*).*", "$1");
        return domain.equals("NOWHERE")
            ? new Decision.Unroutable(null)
            : domain.toLowerCase(java.util.Locale.ROOT).equals(traffic.cameFrom())
                ? new Decision.Unroutable(traffic.cameFrom())
                : new Decision.Via(domain.toLowerCase(java.util.Locale.ROOT), 1);
      }
      return mailboxes.stream().filter(name -> text.endsWith("S=" + name)).findFirst()
          .<Decision>map(Decision.Local::new).orElseGet(Decision.UnknownLocal::new);
    }

    @Override
    public long changes() {
      return 0;
    }
  }

  static OrName name(String prmd, String surname) {
    try {
      return OrName.parse("C=XX;A=TEST;P=" + prmd + ";S=" + surname);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static OrName here(String surname) {
    return name("ALPHA", surname);
  }

  PerRecipientMessageFields recipient(OrName name, ReportRequest request) {
    return PerRecipientMessageFields.of(name, ++numbers, PerRecipientIndicators.of(true, request, request));
  }

  PerRecipientMessageFields recipient(OrName name) {
    return recipient(name, ReportRequest.NON_DELIVERY_REPORT);
  }

  /** A message of a user of BRAVO, as it comes from there. */
  MessageEnvelope message(PerRecipientMessageFields... recipients) {
    return new MessageEnvelope(MtsIdentifier.of(BRAVO, "M" + ids.incrementAndGet()), name("BRAVO", "Otto"),
        null, new ContentType.BuiltIn(22), "id", Priority.NORMAL, PerMessageIndicators.NONE, null, List.of(),
        List.of(TraceInformationElement.relayed(BRAVO, NOW.minusSeconds(5))), Extensions.NONE,
        List.of(recipients), List.of());
  }

  ProbeEnvelope probe(PerRecipientMessageFields... recipients) {
    return new ProbeEnvelope(MtsIdentifier.of(BRAVO, "P" + ids.incrementAndGet()), name("BRAVO", "Otto"),
        null, new ContentType.BuiltIn(22), "id", 100L, PerMessageIndicators.NONE, List.of(),
        List.of(TraceInformationElement.relayed(BRAVO, NOW.minusSeconds(5))), Extensions.NONE,
        List.of(recipients), List.of());
  }

  void receive(MessageEnvelope envelope) {
    perform(() -> dispatcher.message(envelope, new NewMessage.InMemory(CONTENT), new Origin.Peer("bravo", 1),
        null, now));
  }

  void receive(ProbeEnvelope envelope) {
    perform(() -> dispatcher.probe(envelope, new Origin.Peer("bravo", 1), null, now));
  }

  void receive(MtsApdu.Report report) {
    perform(() -> dispatcher.report(report, new Origin.Peer("bravo", 1), now));
  }

  /** The one copy that waits here goes on. */
  void resume(QueueEntry entry) {
    resume(entry, Map.of());
  }

  /** The copy goes on, with these members of the lists it waits for. */
  void resume(QueueEntry entry, Map<String, List<OrName>> members) {
    perform(() -> dispatcher.resume(entry, stored(entry), members, now));
    if (repeated) {
      perform(() -> dispatcher.resumeExpanded(entry, stored(entry), members.keySet(), now));
    }
  }

  /** Everything that waits for the expansion of a list goes on, until nothing does. */
  int expandAll() {
    int expansions = 0;
    while (!queued("(list)").isEmpty()) {
      QueueEntry entry = queued("(list)").getFirst();
      try {
        Map<String, List<OrName>> members = new HashMap<>();
        dispatcher.lists(entry, stored(entry)).forEach(list -> members.put(list.name(), list.members()));
        resume(entry, members);
      } catch (BerException e) {
        throw new IllegalStateException(e);
      }
      expansions++;
    }
    return expansions;
  }

  void giveUp(QueueEntry entry, NonDeliveryReason reason, NonDeliveryDiagnostic diagnostic) {
    perform(() -> dispatcher.giveUp(entry, stored(entry),
        new Dispatcher.Failure(reason, diagnostic, TrackingStep.GIVEN_UP, "the test gives it up"), now));
  }

  private interface Dispatch {
    Plan plan() throws BerException, IOException;
  }

  private void perform(Dispatch decision) {
    Plan plan;
    try {
      plan = decision.plan();
    } catch (BerException | IOException e) {
      throw new IllegalStateException(e);
    }
    repeated = false;
    for (StoreChange change : plan.changes()) {
      if (change instanceof StoreChange.Accept(NewMessage message)
          && !Collections.disjoint(seen, message.duplicateKeys())) {
        repeated = true;
        return;
      }
    }
    plan.changes().forEach(change -> {
      if (change instanceof StoreChange.Accept(NewMessage message)) {
        seen.addAll(message.duplicateKeys());
      }
    });
    events.addAll(plan.events());
    for (StoreChange change : plan.changes()) {
      switch (change) {
        case StoreChange.Accept(NewMessage message) -> {
          if (message.content() instanceof NewMessage.SharedWith shared
              && !messages.containsKey(shared.message())) {
            throw new IllegalStateException("shares the content of a message that is gone");
          }
          messages.put(message.id(), message);
          queue.addAll(message.entries());
          deliveries.addAll(message.deliveries());
        }
        case StoreChange.Remove(long id) -> queue.removeIf(entry -> entry.id() == id);
        case StoreChange.Track track -> tracked.addAll(track.records());
        default -> throw new IllegalStateException("unexpected " + change);
      }
    }
  }

  StoredMessage stored(QueueEntry entry) {
    return stored(entry.message());
  }

  private StoredMessage stored(long id) {
    NewMessage message = messages.get(id);
    return new StoredMessage(message.id(), message.kind(), message.mtsId(), message.envelope(),
        new StoredMessage.Content() {
          @Override
          public long length() {
            return message.content() == null ? 0 : message.content().length();
          }

          @Override
          public byte[] read(long offset, int length) {
            return CONTENT.clone();
          }

          @Override
          public void close() {
            // nothing is open
          }
        }, message.arrival(), message.cameFrom());
  }

  /** The copies for this connector, or held for this cause. */
  List<QueueEntry> queued(String name) {
    return queue.stream().filter(entry -> entry.connector().equals(name)).toList();
  }

  QueueEntry only(String name) {
    List<QueueEntry> found = queued(name);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " copies for " + name + " in " + queue);
    }
    return found.getFirst();
  }

  MessageEnvelope envelope(QueueEntry entry) {
    try {
      return MessageEnvelope.decode(messages.get(entry.message()).envelope());
    } catch (BerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The recipients a copy is responsible for. */
  List<PerRecipientMessageFields> recipients(QueueEntry entry) {
    List<PerRecipientMessageFields> all = envelope(entry).recipients();
    return entry.recipients().stream().map(all::get).toList();
  }

  /** Every report made or passed on here, oldest first. */
  List<MtsApdu.Report> reports() {
    return messages.values().stream().filter(message -> message.kind() == ApduKind.REPORT)
        .sorted(java.util.Comparator.comparing(NewMessage::id)).map(message -> {
          try {
            return (MtsApdu.Report) MtsApdu.decode(message.envelope());
          } catch (BerException e) {
            throw new IllegalStateException(e);
          }
        }).toList();
  }

  /** What the only report says of its only recipient. */
  PerRecipientReportFields reported() {
    List<MtsApdu.Report> reports = reports();
    if (reports.size() != 1 || reports.getFirst().content().recipients().size() != 1) {
      throw new AssertionError("reports: " + reports);
    }
    return reports.getFirst().content().recipients().getFirst();
  }

  List<String> delivered() {
    return deliveries.stream().map(NewMessage.Delivery::mailbox).toList();
  }

  boolean told(EventId id) {
    return events.stream().anyMatch(event -> event.id() == id);
  }
}
