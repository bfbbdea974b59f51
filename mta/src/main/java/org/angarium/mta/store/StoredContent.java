package org.angarium.mta.store;

/** Where the content of a message is kept. */
sealed interface StoredContent {
  /** A probe or report has no content. */
  record None() implements StoredContent {}

  /** In the row of the message. */
  record Inline(byte[] octets) implements StoredContent {}

  /** A part of a file in the content folder. */
  record InFile(String name, long offset, long length) implements StoredContent {}

  /** Wherever the content of another message is. */
  record OfMessage(long message) implements StoredContent {}
}
