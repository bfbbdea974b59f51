package org.angarium.mta.store;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a commit ready for the writer, on the thread of the caller: brings contents to where they stay and synchronises files, so that
 * the writer, whom everyone waits for, has only rows to write. Used for one commit.
 */
final class CommitPreparation {
  private static final int READ_OCTETS = 64 * 1024;

  private final ContentFiles files;
  private final int inlineOctets;
  private final boolean keepTracking;
  private final Supplier<OverflowSpool> newSpool;

  private final List<CommitUnit.Accepted> accepted = new ArrayList<>();
  private final List<CommitUnit.Quarantined> quarantined = new ArrayList<>();
  private final List<StoreChange> others = new ArrayList<>();
  private final Set<OverflowSpool> spools = new LinkedHashSet<>();
  private final Set<OverflowSpool> spoolsKept = new LinkedHashSet<>();
  private final List<TrackingPage> tracking = new ArrayList<>();
  private final List<OverflowSpool> ownSpools = new ArrayList<>();
  private long octets;

  CommitPreparation(ContentFiles files, int inlineOctets, boolean keepTracking,
      Supplier<OverflowSpool> newSpool) {
    this.files = files;
    this.inlineOctets = inlineOctets;
    this.keepTracking = keepTracking;
    this.newSpool = newSpool;
  }

  /** Nothing is left behind if this fails, and the spools are still their opener's. */
  CommitUnit.Prepared prepare(List<StoreChange> changes) throws IOException {
    try {
      for (StoreChange change : changes) {
        switch (change) {
          case StoreChange.Accept(NewMessage message) -> accept(message);
          case StoreChange.Quarantine quarantine -> quarantine(quarantine);
          case StoreChange.Track track -> track(track);
          default -> others.add(change);
        }
      }
      beginCommit();
    } catch (IOException | RuntimeException e) {
      ownSpools.forEach(OverflowSpool::close);
      throw e;
    }
    ownSpools.forEach(OverflowSpool::close); // from here on the commit decides
    return new CommitUnit.Prepared(List.copyOf(accepted), List.copyOf(quarantined), List.copyOf(others),
        spools,
        spoolsKept, tracking, octets + 100L * changes.size());
  }

  private void track(StoreChange.Track track) {
    if (keepTracking && !track.records().isEmpty()) {
      TrackingPage page = TrackingPage.of(track.records());
      tracking.add(page);
      octets += page.lines().length + page.keys().length;
    }
  }

  private void beginCommit() throws IOException {
    List<OverflowSpool> begun = new ArrayList<>();
    try {
      for (OverflowSpool spool : spools) {
        spool.beginCommit();
        begun.add(spool);
      }
    } catch (IOException e) {
      begun.forEach(OverflowSpool::commitFailed);
      throw e;
    }
  }

  private void accept(NewMessage message) throws IOException {
    for (QueueEntry entry : message.entries()) {
      if (entry.message() != message.id()) {
        throw new IllegalArgumentException(
            "entry " + entry.id() + " names message " + entry.message() + ", not "
                + message.id());
      }
    }
    accepted.add(new CommitUnit.Accepted(message, place(message.content())));
    octets += message.envelope().length;
    for (String key : message.duplicateKeys()) {
      octets += key.length();
    }
  }

  private StoredContent place(NewMessage.@Nullable ContentSource source)
      throws IOException {
    return switch (source) {
      case null -> new StoredContent.None();
      case NewMessage.InMemory(byte[] content) -> content.length <= inlineOctets
          ? inline(content)
          : inFileOf(spoolHolding(content), 0, content.length);
      case NewMessage.SpoolRegion(Spool given, long offset, long length) -> {
        OverflowSpool spool = own(given);
        Objects.checkFromIndexSize(offset, length, spool.length());
        spools.add(spool);
        yield length <= inlineOctets
            ? inline(spool.read(offset, (int) length))
            : inFileOf(spool, offset, length);
      }
      case NewMessage.SharedWith shared -> new StoredContent.OfMessage(shared.message());
    };
  }

  private StoredContent inline(byte[] content) {
    octets += content.length;
    return new StoredContent.Inline(content);
  }

  private OverflowSpool spoolHolding(byte[] content) throws IOException {
    OverflowSpool spool = newSpool.get();
    ownSpools.add(spool);
    spools.add(spool);
    spool.append(content);
    return spool;
  }

  private StoredContent inFileOf(OverflowSpool spool, long offset, long length) throws IOException {
    String file = spool.forceIntoFile();
    spoolsKept.add(spool);
    return new StoredContent.InFile(file, offset, length);
  }

  private void quarantine(StoreChange.Quarantine change) throws IOException {
    OverflowSpool spool = own(change.octets());
    spools.add(spool);
    String file = ContentFiles.quarantineName(digest(spool));
    files.keepInQuarantine(spool.forceIntoFile(), file);
    quarantined.add(new CommitUnit.Quarantined(change, file, spool.length()));
  }

  private static String digest(OverflowSpool spool) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (long at = 0; at < spool.length(); at += READ_OCTETS) {
        digest.update(spool.read(at, (int) Math.min(READ_OCTETS, spool.length() - at)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static OverflowSpool own(Spool spool) {
    if (spool instanceof OverflowSpool own) {
      return own;
    }
    throw new IllegalArgumentException("the spool was not opened by this store");
  }
}
