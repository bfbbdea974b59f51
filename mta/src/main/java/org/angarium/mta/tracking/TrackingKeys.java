package org.angarium.mta.tracking;

import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Hashes of what a record can be found by. A store keeps them beside the records, so that a search opens only what may hold an answer;
 * what has the same hash by chance is sorted out when the record is read.
 */
public final class TrackingKeys {
  private static final int MTS_ID = 1;
  private static final int ORIGINATOR = 2;
  private static final int RECIPIENT = 3;
  private static final int CONTENT = 4;

  private TrackingKeys() {}

  /** Tells every key of a record. What has no MTS-identifier, octets that were not understood, has that of the empty one. */
  public static void of(TrackingRecord record, IntConsumer keys) {
    keys.accept(mtsId(record.mtsId()));
    String originator = record.field(TrackingField.ORIGINATOR);
    if (!originator.isEmpty()) {
      keys.accept(originator(originator));
    }
    for (TrackedRecipient recipient : record.recipients()) {
      if (!recipient.name().isEmpty()) {
        keys.accept(recipient(recipient.name()));
      }
    }
    content(record.field(TrackingField.CONTENT_IDENTIFIER), keys);
    content(record.field(TrackingField.CONTENT_CORRELATOR), keys);
    String subject = record.field(TrackingField.SUBJECT);
    if (!subject.isEmpty()) {
      keys.accept(mtsId(subject)); // whoever asks for a message is told of the reports on it, too
    }
  }

  private static void content(String text, IntConsumer keys) {
    if (!text.isEmpty()) {
      keys.accept(content(text));
    }
  }

  public static int mtsId(String text) {
    return hash(MTS_ID, text);
  }

  public static int originator(String address) {
    return hash(ORIGINATOR, normal(address));
  }

  public static int recipient(String address) {
    return hash(RECIPIENT, normal(address));
  }

  /** Of a content identifier or correlator. */
  public static int content(String text) {
    return hash(CONTENT, normal(text));
  }

  /** A form in which the same text is equal whatever its case and the number of its spaces. */
  static String normal(String text) {
    StringBuilder normal = new StringBuilder(text.length());
    boolean space = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isSpace = c == ' ';
      if (!isSpace || !space) {
        normal.append(Character.toLowerCase(Character.toUpperCase(c)));
      }
      space = isSpace;
    }
    return normal.toString().strip().toLowerCase(Locale.ROOT);
  }

  private static int hash(int kind, String text) {
    int hash = kind * 0x9E3779B9 + text.hashCode();
    hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
    return hash ^ hash >>> 13;
  }
}
