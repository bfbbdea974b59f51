package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * A file with all that is said about it: the file-transfer body part (X.420 Annex B). Read from and made into a
 * {@link BodyPart.Extended}, which keeps the octets as received.
 *
 * @param related what stored file this one belongs to; empty if not said
 * @param contentsType how the octets are to be understood; {@link #UNSTRUCTURED_BINARY} is the default
 * @param environment where the file comes from, null if not said
 * @param compression how the contents are compressed, null if they are not
 * @param attributes name, times, sizes…; {@link FileAttributes#NONE} if nothing was said
 * @param extensions of the parameters, known and unknown
 * @param contents octets of the file
 */
public record FileTransfer(List<RelatedFile> related, ContentsType contentsType,
    @Nullable Environment environment, @Nullable Compression compression, FileAttributes attributes,
    List<IpmsExtension> extensions, byte[] contents) {
  static final Oid TYPE = BodyPartType.FILE_TRANSFER.dataType();
  /** A file of octets, the document type FTAM-3. */
  public static final ContentsType UNSTRUCTURED_BINARY = new DocumentType(Oid.of("1.0.8571.5.3"), null);
  /** A file of text, the document type FTAM-1. */
  public static final ContentsType UNSTRUCTURED_TEXT = new DocumentType(Oid.of("1.0.8571.5.1"), null);

  public FileTransfer {
    related = List.copyOf(related);
    extensions = List.copyOf(extensions);
  }

  /** A stored file this one has to do with: the FileIdentifier as encoded, and how it relates to it. */
  public record RelatedFile(RawElement identifier, @Nullable RawElement relationship) {}

  /** How the octets are to be understood. */
  public sealed interface ContentsType permits DocumentType, ConstraintSet {}

  /** A registered document type with its parameter, if any. */
  public record DocumentType(Oid name, @Nullable RawElement parameter) implements ContentsType {}

  /** A constraint set applied to an abstract syntax. */
  public record ConstraintSet(Oid constraintSet, Oid abstractSyntax) implements ContentsType {}

  /** A name that is either registered or a path of strings; exactly one is given. */
  public record GeneralIdentifier(@Nullable Oid registered, List<String> descriptive) {
    public GeneralIdentifier {
      descriptive = List.copyOf(descriptive);
    }

    public static GeneralIdentifier of(String... path) {
      return new GeneralIdentifier(null, List.of(path));
    }

    public static GeneralIdentifier of(Oid registered) {
      return new GeneralIdentifier(registered, List.of());
    }

    @Override
    public String toString() {
      return registered == null ? String.join("/", descriptive) : registered.toString();
    }
  }

  /**
   * Where a file comes from.
   *
   * @param userVisible strings meant for a person, often a file name
   */
  public record Environment(@Nullable GeneralIdentifier application, @Nullable GeneralIdentifier machine,
      @Nullable Oid operatingSystem, List<String> userVisible) {
    public Environment {
      userVisible = List.copyOf(userVisible);
    }
  }

  /** A compression algorithm and its parameter. */
  public record Compression(Oid algorithm, @Nullable RawElement parameter) {}

  /** A file of octets with a name and nothing else. */
  public static FileTransfer of(String name, byte[] contents) {
    return builder(contents).attributes(FileAttributes.builder().pathname(name).size(contents.length).build())
        .build();
  }

  public static Builder builder(byte[] contents) {
    return new Builder(contents);
  }

  /** @throws BerException if the part does not hold a file the way X.420 says */
  public static FileTransfer of(BodyPart.Extended part) throws BerException {
    return FileTransferCodec.decode(part);
  }

  /** The body part, the contents as one octet-aligned value. */
  public BodyPart.Extended toBodyPart() {
    return FileTransferCodec.encode(this);
  }

  /** The last part of the path name, else the string meant for a person, else null. */
  public @Nullable String name() {
    if (!attributes.pathname().isEmpty()) {
      return attributes.pathname().getLast();
    }
    return environment == null || environment.userVisible.isEmpty()
        ? null
        : environment.userVisible.getLast();
  }

  /** Collects what is said about a file; what is not set is absent. */
  public static final class Builder {
    private final byte[] contents;
    private List<RelatedFile> related = List.of();
    private ContentsType contentsType = UNSTRUCTURED_BINARY;
    private @Nullable Environment environment;
    private @Nullable Compression compression;
    private FileAttributes attributes = FileAttributes.NONE;
    private final List<IpmsExtension> extensions = new ArrayList<>();

    private Builder(byte[] contents) {
      this.contents = contents;
    }

    public Builder related(List<RelatedFile> values) {
      related = values;
      return this;
    }

    public Builder contentsType(ContentsType value) {
      contentsType = value;
      return this;
    }

    public Builder environment(@Nullable Environment value) {
      environment = value;
      return this;
    }

    public Builder compression(@Nullable Compression value) {
      compression = value;
      return this;
    }

    public Builder attributes(FileAttributes value) {
      attributes = value;
      return this;
    }

    public Builder extension(IpmsExtension value) {
      extensions.add(value);
      return this;
    }

    public FileTransfer build() {
      return new FileTransfer(related, contentsType, environment, compression, attributes, extensions,
          contents);
    }
  }
}
