package org.angarium.lab.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.net.TcpNetwork;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackLimits;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;

/**
 * A neighbour MTA that sends messages of one size over several associations, on each the next as soon as the one before is confirmed.
 * Nothing of it is on a disk.
 */
public final class Generator {
  private static final ApduFraming FRAMING = new ApduFraming.External(5);
  private static final int CHECKPOINT = 30;
  private static final int WINDOW = 5;

  private final TcpNetwork network = new TcpNetwork();
  private final Settings settings;
  private final LongConsumer confirmed;
  private final byte[] content;
  private final MessageEnvelope pattern;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong associations = new AtomicLong();

  /**
   * Whom it sends what to.
   *
   * @param port of the MTA on the loopback address
   * @param name the MTA name it gives
   * @param domain the private domain it is, in ADMD TEST of country XX
   * @param recipient O/R address of all messages
   * @param octets of each content
   */
  public record Settings(int port, String name, String domain, OrName originator, OrName recipient,
      int octets) {}

  public Generator(Settings settings) {
    this(settings, nanos -> {
      // Nobody asks.
    });
  }

  /** @param confirmed gets the nanoseconds from the beginning of each transfer, the planned one if there is, to its confirmation; called on many threads */
  public Generator(Settings settings, LongConsumer confirmed) {
    this.settings = settings;
    this.confirmed = confirmed;
    content = new byte[settings.octets()];
    new Random(1).nextBytes(content);
    GlobalDomainIdentifier own = GlobalDomainIdentifier.of("XX", "TEST", settings.domain());
    PerRecipientMessageFields recipient = PerRecipientMessageFields.of(settings.recipient(), 1,
        PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
            ReportRequest.NON_DELIVERY_REPORT));
    pattern = new MessageEnvelope(MtsIdentifier.of(own, "0"), settings.originator(), null,
        new ContentType.BuiltIn(22), null, Priority.NORMAL, PerMessageIndicators.of(), null, List.of(),
        List.of(TraceInformationElement.relayed(own, Instant.now())), Extensions.NONE, List.of(recipient),
        List.of());
  }

  /**
   * Sends so many messages, each as soon as the one before it is confirmed, and waits until each is confirmed.
   *
   * @param over how many associations
   * @throws IOException if an association is refused or lost, or the bound passes
   */
  public void send(int messages, int over, Duration bound) throws IOException, InterruptedException {
    send(messages, Duration.ZERO, over, bound);
  }

  /**
   * Sends them at times that are set as soon as all associations are open, whatever became of the ones before. What is told of a transfer that begins late, as all
   * associations wait for confirmations, counts from when it should have begun: a pause delays all whose time falls into it.
   *
   * @param every from one to the next, over all associations; zero for no set times
   */
  public void send(int messages, Duration every, int over, Duration bound)
      throws IOException, InterruptedException {
    Schedule left = new Schedule(messages, every.toNanos(), new CountDownLatch(every.isZero() ? 0 : over));
    CompletableFuture<?>[] ends = new CompletableFuture<?>[over];
    for (int i = 0; i < over; i++) {
      Sender sender = new Sender(left);
      ends[i] = sender.end;
      PeerLink link = new PeerLink(new RtsAssociation(true, StackLimits.DEFAULT),
          handler -> network.connect(InetAddress.getLoopbackAddress().getHostAddress(), settings.port(),
              bound, handler),
          sender);
      link.request(new RtsEvent.Open(proposal()));
      link.start("generator " + i);
    }
    try {
      CompletableFuture.allOf(ends).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the load generator failed: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("the load generator got only " + left.given.get() + " of " + messages
          + " messages under way within " + bound.toSeconds() + " s", e);
    }
  }

  private OpenProposal proposal() {
    MtaBind bind = new MtaBind.Authenticated(settings.name(),
        MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING, ""));
    BerWriter time = new BerWriter();
    UtcTime.encode(time, Tag.UTC_TIME, Instant.now());
    byte[] user = new BerWriter()
        .ascii(Tag.OCTET_STRING, settings.name() + "/" + associations.incrementAndGet()).toByteArray();
    return new OpenProposal(OsiAddress.NONE, OsiAddress.NONE, ProtocolMode.NORMAL, Dialogue.TWO_WAY_ALTERNATE,
        Turn.INITIATOR, CHECKPOINT, WINDOW, bind.encodeArgument(MtaBind.Mode.NORMAL),
        new SessionConnectionReference(user, time.toByteArray(), new byte[0]), null);
  }

  private byte[] next() {
    String local = settings.name() + "." + Long.toString(System.currentTimeMillis(), 36) + "."
        + numbers.incrementAndGet();
    MessageEnvelope envelope = new MessageEnvelope(
        MtsIdentifier.of(pattern.messageIdentifier().domain(), local),
        pattern.originatorName(), null, pattern.contentType(), null, pattern.priority(),
        pattern.perMessageIndicators(), null, List.of(), pattern.trace(), pattern.extensions(),
        pattern.recipients(), List.of());
    byte[] prefix = new MtsApdu.Message(envelope).prefix(FRAMING, content.length);
    byte[] apdu = Arrays.copyOf(prefix, prefix.length + content.length);
    System.arraycopy(content, 0, apdu, prefix.length, content.length);
    return apdu;
  }

  /** When the next message is to be sent. */
  private static final class Schedule {
    private final int messages;
    private final long every;
    /** The associations that the first message waits for. */
    private final CountDownLatch opening;
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong start = new AtomicLong();

    Schedule(int messages, long every, CountDownLatch opening) {
      this.messages = messages;
      this.every = every;
      this.opening = opening;
    }

    /** An association is open, or never will be. Waits for the others. */
    void opened() throws InterruptedException {
      opening.countDown();
      opening.await();
      start.compareAndSet(0, System.nanoTime());
    }

    /** Waits for the time of the next message and returns it; -1 if there is no other. */
    long next() throws InterruptedException {
      long number = given.getAndIncrement();
      if (number >= messages) {
        return -1;
      }
      if (every == 0) {
        return System.nanoTime();
      }
      long due = start.get() + number * every;
      long early = due - System.nanoTime();
      if (early > 0) {
        Thread.sleep(Duration.ofNanos(early));
      }
      return due;
    }
  }

  /** One association. */
  private final class Sender implements PeerLink.User {
    private final Schedule left;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private byte[] apdu = new byte[0];
    private long begun;

    Sender(Schedule left) {
      this.left = left;
    }

    @Override
    public void indicated(PeerLink link, RtsIndication indication) {
      switch (indication) {
        case RtsIndication.OpenConfirmed _ -> {
          if (awaitOthers()) {
            proceed(link);
          }
        }
        case RtsIndication.TransferConfirmed _ -> {
          confirmed.accept(System.nanoTime() - begun);
          proceed(link);
        }
        case RtsIndication.FetchOctets(long offset, int length) -> link.request(
            new RtsEvent.Supply(Arrays.copyOfRange(apdu, (int) offset, (int) offset + length)));
        case RtsIndication.Closed _ -> end.complete(null);
        case RtsIndication.OpenRefused refused -> fail(refused.failure().text());
        case RtsIndication.Aborted aborted -> fail(aborted.failure().text());
        case RtsIndication.TransferRefused refused -> fail(refused.failure().text());
        case RtsIndication.ExceptionReported exception -> fail("exception " + exception.reason());
        default -> {
          // Nothing else concerns who only sends.
        }
      }
    }

    private boolean awaitOthers() {
      try {
        left.opened();
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail("interrupted");
        return false;
      }
    }

    private void proceed(PeerLink link) {
      try {
        begun = left.next();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail("interrupted");
        return;
      }
      if (begun < 0) {
        link.request(new RtsEvent.Close());
      } else {
        apdu = next();
        link.request(new RtsEvent.Transfer(apdu.length));
      }
    }

    private void fail(String reason) {
      left.opening.countDown(); // the others are not kept waiting
      end.completeExceptionally(new IOException(reason));
    }
  }
}
