package org.angarium.app.compose;

import java.io.InputStream;
import java.util.List;

/**
 * Content octets ready to be submitted.
 *
 * @param opener opens them for reading from their start; may be called again
 * @param length how many octets
 * @param textTypes encoded information types by name or object identifier, empty for unknown
 */
public record ComposedContent(Opener opener, long length, String contentType, List<String> textTypes) {
  public ComposedContent {
    textTypes = List.copyOf(textTypes);
  }

  /** Opens a stream from its start; an error shows when it is read. */
  @FunctionalInterface
  public interface Opener {
    InputStream open();
  }
}
