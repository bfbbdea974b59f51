package org.angarium.lab.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.control.EventView;
import org.angarium.lab.process.MtaProcess;
import org.angarium.mta.access.Submission;
import org.angarium.mta.event.EventId;
import org.angarium.x400.mts.EncodedInformationTypes;

/** The two MTAs at work: gives them mail, and writes down and shows what they say. */
public final class Crew {
  private final Map<Site, MtaProcess> mtas = new LinkedHashMap<>();
  private final Ledger ledger;
  private final BiConsumer<String, EventView> listener;

  /** @param listener learns what they say, with the name of who says it */
  public Crew(Ledger ledger, BiConsumer<String, EventView> listener) {
    this.ledger = ledger;
    this.listener = listener;
  }

  public void add(Site site, MtaProcess mta) {
    mtas.put(site, mta);
  }

  public List<MtaProcess> all() {
    return List.copyOf(mtas.values());
  }

  public MtaProcess at(Site site) {
    MtaProcess mta = mtas.get(site);
    if (mta == null) {
      throw new IllegalArgumentException("there is no MTA " + site.mta());
    }
    return mta;
  }

  public Map<Site, ControlClient> controls() {
    Map<Site, ControlClient> controls = new LinkedHashMap<>();
    mtas.forEach((site, mta) -> controls.put(site, mta.control()));
    return controls;
  }

  /** Listens to what this MTA says, from its start to its end. */
  public void listen(MtaProcess mta) {
    ControlClient control = mta.control();
    Thread.ofVirtual().name("events of " + mta.name()).start(() -> {
      try {
        control.events(-1, true, event -> heard(mta.name(), event));
      } catch (ControlException e) {
        // It has ended; whoever ended it knows.
      }
    });
  }

  private void heard(String mta, EventView event) {
    if (event.id() == EventId.MESSAGE_DELIVERED.number()
        && event.parameters().get("mtsId") instanceof String mtsId) {
      ledger.delivered(mtsId, event.time());
    }
    listener.accept(mta, event);
  }

  /** Looks into the mailboxes: an MTA that was killed may have delivered what it had no time to say. */
  public void look() throws ControlException {
    for (Map.Entry<Site, MtaProcess> mta : mtas.entrySet()) {
      mta.getValue().control().mailbox(mta.getKey().mailbox())
          .forEach(delivery -> ledger.delivered(delivery.mtsId(), delivery.deliveredAt()));
    }
  }

  /** Submits; when this returns, the MTA has taken responsibility for it. */
  public void submit(Mail mail) throws ControlException {
    Submission submission = Submission.builder().to(mail.to().name()).priority(mail.priority())
        .types(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT)).build();
    byte[] content = mail.content();
    String mtsId = at(mail.from()).control().submit(mail.from().mailbox(), submission,
        () -> new ByteArrayInputStream(content), content.length).mtsId();
    ledger.submitted(new Sent(mail.name(), mtsId, mail.to().mailbox(), content.length, mail.hash()));
  }

  /** Entries in the queue of this MTA; -1 if it cannot be asked. */
  public int queued(MtaProcess mta) {
    try {
      return mta.isAlive() ? mta.control().status().queued() : -1;
    } catch (ControlException | IllegalStateException e) {
      return -1;
    }
  }

  /** Starts an MTA again that was killed, and waits until it is up. */
  public void revive(MtaProcess mta) throws IOException, InterruptedException {
    mta.awaitGone();
    mta.launch();
    mta.awaitUp();
    listen(mta);
  }

  /** What an operator does who has no other way left. */
  public void restart(MtaProcess mta) throws IOException, InterruptedException {
    mta.stop();
    revive(mta);
  }
}
