package org.angarium.mta.transfer;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.angarium.mta.store.StoredMessage;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one copy as the next MTA gets them: the envelope with responsibility set for the copy's recipients only, then the
 * content as it is stored, read a piece at a time.
 */
public final class OutboundApdu implements AutoCloseable {
  private static final int FORM_OCTETS = 16;

  private final byte[] prefix;
  private final StoredMessage stored;
  /** What goes in the place of the stored content, null if that goes itself. */
  private final byte @Nullable [] converted;

  private OutboundApdu(byte[] prefix, StoredMessage stored, byte @Nullable [] converted) {
    this.prefix = prefix;
    this.stored = stored;
    this.converted = converted;
  }

  /** The copy in the form in which its peer gets it. Takes the stored message over: closing this closes it. */
  public static OutboundApdu of(TransferCopy.Ready copy, StoredMessage stored) {
    return new OutboundApdu(copy.prefix(), stored, copy.content());
  }

  /** Responsibility for the recipients at these positions only. */
  static List<PerRecipientMessageFields> responsibleFor(List<PerRecipientMessageFields> recipients,
      List<Integer> responsible) {
    Set<Integer> positions = new HashSet<>(responsible);
    PerRecipientMessageFields[] changed = recipients.toArray(PerRecipientMessageFields[]::new);
    for (int i = 0; i < changed.length; i++) {
      changed[i] = changed[i].withResponsibility(positions.contains(i));
    }
    return List.of(changed);
  }

  public long length() {
    return prefix.length + (converted == null ? stored.content().length() : converted.length);
  }

  /**
   * Tells these octets from those that the same copy has in another form, for the same or another peer. What is stored never changes, so
   * that only what is put before it or in its place is looked at.
   */
  public String form() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(prefix);
      if (converted != null) {
        digest.update(converted);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, FORM_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private byte[] content(long offset, int length) throws IOException {
    return converted == null
        ? stored.content().read(offset, length)
        : Arrays.copyOfRange(converted, Math.toIntExact(offset), Math.toIntExact(offset + length));
  }

  /** Exactly these octets. */
  public byte[] read(long offset, int length) throws IOException {
    if (offset >= prefix.length) {
      return content(offset - prefix.length, length);
    }
    int fromPrefix = (int) Math.min(length, prefix.length - offset);
    byte[] octets = Arrays.copyOfRange(prefix, (int) offset, (int) offset + length);
    if (fromPrefix < length) {
      byte[] rest = content(0, length - fromPrefix);
      System.arraycopy(rest, 0, octets, fromPrefix, rest.length);
    }
    return octets;
  }

  @Override
  public void close() {
    stored.close();
  }
}
