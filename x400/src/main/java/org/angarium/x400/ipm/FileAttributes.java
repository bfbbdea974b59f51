package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BitString;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a file (X.420 Annex B, FileAttributes, after ISO 8571-2). A field is null, a list empty, where nothing was said
 * or where the sender says that no value is available.
 *
 * @param pathname directories, then the name
 * @param complete whether the path begins at the root
 * @param permittedActions bits of FTAM: 0 read, 1 insert, 2 replace, 3 extend, 4 erase, 5 read-attribute, 6 change-attribute,
 *        7 delete
 * @param size octets of the file
 * @param futureSize octets it may grow to
 * @param availability 0 immediate, 1 deferred
 * @param accessControl list of FTAM access control elements, as received
 * @param privateUse as received
 * @param extensions attribute extensions [22] and components of other tags, as received
 */
public record FileAttributes(List<String> pathname, boolean complete, @Nullable BitString permittedActions,
    @Nullable String storageAccount, Times times, Identities identities, @Nullable Integer availability,
    @Nullable Long size, @Nullable Long futureSize, @Nullable RawElement accessControl,
    @Nullable String legalQualification, @Nullable RawElement privateUse, List<RawElement> extensions) {
  /** Nothing said. */
  public static final FileAttributes NONE = builder().build();

  public FileAttributes {
    pathname = List.copyOf(pathname);
    extensions = List.copyOf(extensions);
  }

  /** When something last happened to the file. */
  public record Times(@Nullable Instant creation, @Nullable Instant modification, @Nullable Instant read,
      @Nullable Instant attributeModification) {
    /** Nothing said. */
    public static final Times NONE = new Times(null, null, null, null);
  }

  /** Who last did something to the file. */
  public record Identities(@Nullable String creator, @Nullable String modifier, @Nullable String reader,
      @Nullable String attributeModifier) {
    /** Nothing said. */
    public static final Identities NONE = new Identities(null, null, null, null);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects attributes; what is not set is absent. */
  public static final class Builder {
    private List<String> pathname = List.of();
    private boolean complete;
    private @Nullable BitString permittedActions;
    private @Nullable String storageAccount;
    private Times times = Times.NONE;
    private Identities identities = Identities.NONE;
    private @Nullable Integer availability;
    private @Nullable Long size;
    private @Nullable Long futureSize;
    private @Nullable RawElement accessControl;
    private @Nullable String legalQualification;
    private @Nullable RawElement privateUse;
    private List<RawElement> extensions = List.of();

    private Builder() {}

    /** @param path directories, then the name */
    public Builder pathname(String... path) {
      pathname = List.of(path);
      return this;
    }

    /** @param path directories from the root, then the name */
    public Builder completePathname(List<String> path) {
      pathname = path;
      complete = true;
      return this;
    }

    public Builder permittedActions(@Nullable BitString value) {
      permittedActions = value;
      return this;
    }

    public Builder storageAccount(@Nullable String value) {
      storageAccount = value;
      return this;
    }

    public Builder times(Times value) {
      times = value;
      return this;
    }

    public Builder identities(Identities value) {
      identities = value;
      return this;
    }

    public Builder availability(@Nullable Integer value) {
      availability = value;
      return this;
    }

    public Builder size(long octets) {
      size = octets;
      return this;
    }

    public Builder futureSize(long octets) {
      futureSize = octets;
      return this;
    }

    public Builder accessControl(@Nullable RawElement value) {
      accessControl = value;
      return this;
    }

    public Builder legalQualification(@Nullable String value) {
      legalQualification = value;
      return this;
    }

    public Builder privateUse(@Nullable RawElement value) {
      privateUse = value;
      return this;
    }

    public Builder extensions(List<RawElement> values) {
      extensions = values;
      return this;
    }

    public FileAttributes build() {
      return new FileAttributes(pathname, complete, permittedActions, storageAccount, times, identities,
          availability, size, futureSize, accessControl, legalQualification, privateUse, extensions);
    }
  }
}
