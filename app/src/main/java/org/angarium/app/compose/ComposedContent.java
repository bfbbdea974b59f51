package org.angarium.app.compose;

import java.io.InputStream;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.jspecify.annotations.Nullable;

/**
 * Content octets ready to be submitted.
 *
 * @param opener opens them for reading from their start; may be called again
 * @param length how many octets
 * @param types encoded information types, null for unknown
 */
public record ComposedContent(Opener opener, long length, ContentType contentType,
    @Nullable EncodedInformationTypes types) {
  /** Opens a stream from its start; an error shows when it is read. */
  @FunctionalInterface
  public interface Opener {
    InputStream open();
  }
}
