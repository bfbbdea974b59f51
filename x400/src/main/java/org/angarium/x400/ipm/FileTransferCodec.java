package org.angarium.x400.ipm;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.ipm.FileTransfer.Compression;
import org.angarium.x400.ipm.FileTransfer.ConstraintSet;
import org.angarium.x400.ipm.FileTransfer.ContentsType;
import org.angarium.x400.ipm.FileTransfer.DocumentType;
import org.angarium.x400.ipm.FileTransfer.Environment;
import org.angarium.x400.ipm.FileTransfer.GeneralIdentifier;
import org.angarium.x400.ipm.FileTransfer.RelatedFile;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.jspecify.annotations.Nullable;

/** Reads and writes the parameters and data of a file-transfer body part (X.420 Annex B). */
final class FileTransferCodec {
  private static final int RELATED_STORED_FILE = Tag.context(0);
  private static final int CONTENTS_TYPE = Tag.context(1);
  private static final int ENVIRONMENT = Tag.context(2);
  private static final int COMPRESSION = Tag.context(3);
  private static final int FILE_ATTRIBUTES = Tag.context(4);
  private static final int EXTENSIONS = Tag.context(5);
  private static final int[] CONTEXT = {Tag.context(0), Tag.context(1), Tag.context(2), Tag.context(3)};
  private static final int OCTET_ALIGNED = Tag.context(1);

  private FileTransferCodec() {}

  static FileTransfer decode(BodyPart.Extended part) throws BerException {
    FileTransfer.Builder file = FileTransfer.builder(contents(part.data()));
    if (part.parameters() != null) {
      SetComponents set = SetComponents.of(part.parameters().value(), "FileTransferParameters");
      BerElement related = set.take(RELATED_STORED_FILE);
      file.related(related == null ? List.of() : related(related));
      BerElement type = set.take(CONTENTS_TYPE);
      file.contentsType(type == null ? FileTransfer.UNSTRUCTURED_BINARY : contentsType(type.only()));
      BerElement environment = set.take(ENVIRONMENT);
      file.environment(environment == null ? null : environment(environment));
      BerElement compression = set.take(COMPRESSION);
      file.compression(compression == null ? null : compression(compression));
      BerElement attributes = set.take(FILE_ATTRIBUTES);
      file.attributes(attributes == null ? FileAttributes.NONE : FileAttributesCodec.decode(attributes));
      IpmsExtension.decodeSet(set.take(EXTENSIONS)).forEach(file::extension);
    }
    return file.build();
  }

  /** The pieces of the file joined; a sender may also give the octets without a SEQUENCE around. */
  private static byte[] contents(External data) throws BerException {
    BerElement value = data.value();
    if (value.is(Tag.OCTET_STRING)) {
      return value.octets();
    }
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (BerReader pieces = value.children(); pieces.hasNext();) {
      contents.writeBytes(External.decode(pieces.require(Tag.EXTERNAL, "file contents")).octets());
    }
    return contents.toByteArray();
  }

  private static List<RelatedFile> related(BerElement set) throws BerException {
    List<RelatedFile> files = new ArrayList<>();
    for (BerReader elements = set.children(); elements.hasNext();) {
      BerReader parts = elements.require(Tag.SEQUENCE, "related file").children();
      if (!parts.hasNext()) {
        throw new BerException("related file without identifier", parts.offset());
      }
      RawElement identifier = RawElement.of(parts.next());
      files.add(new RelatedFile(identifier, parts.hasNext() ? RawElement.of(parts.next()) : null));
      parts.finish("related file");
    }
    return files;
  }

  private static ContentsType contentsType(BerElement choice) throws BerException {
    BerReader parts = choice.children();
    Oid first = parts.require(Tag.OBJECT_IDENTIFIER, "contents type").oid();
    if (choice.is(CONTEXT[1])) {
      Oid second = parts.require(Tag.OBJECT_IDENTIFIER, "abstract syntax").oid();
      parts.finish("constraint set and abstract syntax");
      return new ConstraintSet(first, second);
    }
    BerElement parameter = parts.nextIf(CONTEXT[0]);
    parts.finish("document type");
    return new DocumentType(first, parameter == null ? null : RawElement.of(parameter.only()));
  }

  private static Environment environment(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "EnvironmentParameter");
    BerElement application = set.take(CONTEXT[0]);
    BerElement machine = set.take(CONTEXT[1]);
    BerElement system = set.take(CONTEXT[2]);
    BerElement visible = set.take(CONTEXT[3]);
    return new Environment(application == null ? null : identifier(application.only()),
        machine == null ? null : identifier(machine.only()), system == null ? null : system.oid(),
        visible == null ? List.of() : FileAttributesCodec.strings(visible));
  }

  private static GeneralIdentifier identifier(BerElement choice) throws BerException {
    return choice.is(CONTEXT[0])
        ? GeneralIdentifier.of(choice.oid())
        : new GeneralIdentifier(null, FileAttributesCodec.strings(choice));
  }

  private static Compression compression(BerElement element) throws BerException {
    BerReader parts = element.children();
    Oid algorithm = parts.require(CONTEXT[0], "compression algorithm").oid();
    BerElement parameter = parts.nextIf(CONTEXT[1]);
    return new Compression(algorithm, parameter == null ? null : RawElement.of(parameter.only()));
  }

  static BodyPart.Extended encode(FileTransfer file) {
    RawElement parameters = RawElement.written(writer -> parameters(file, writer));
    External piece = new External(null, List.of(RawElement.written(writer -> writer.integer(1))),
        RawElement.primitive(OCTET_ALIGNED, file.contents()));
    RawElement data = RawElement.written(writer -> {
      writer.begin(Tag.SEQUENCE);
      piece.encode(writer, Tag.EXTERNAL);
      writer.end();
    });
    return new BodyPart.Extended(External.of(BodyPartType.FILE_TRANSFER.parametersType(), parameters),
        External.of(FileTransfer.TYPE, data));
  }

  private static void parameters(FileTransfer file, BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    if (!file.related().isEmpty()) {
      writer.begin(RELATED_STORED_FILE);
      for (RelatedFile related : file.related()) {
        writer.begin(Tag.SEQUENCE);
        related.identifier().encode(writer);
        encode(related.relationship(), writer);
        writer.end();
      }
      writer.end();
    }
    if (!file.contentsType().equals(FileTransfer.UNSTRUCTURED_BINARY)) {
      writer.begin(CONTENTS_TYPE);
      contentsType(file.contentsType(), writer);
      writer.end();
    }
    if (file.environment() != null) {
      environment(file.environment(), writer);
    }
    if (file.compression() != null) {
      writer.begin(COMPRESSION).oid(CONTEXT[0], file.compression().algorithm());
      explicit(CONTEXT[1], file.compression().parameter(), writer);
      writer.end();
    }
    if (!file.attributes().equals(FileAttributes.NONE)) {
      FileAttributesCodec.encode(writer, FILE_ATTRIBUTES, file.attributes());
    }
    IpmsExtension.encodeSet(writer, EXTENSIONS, file.extensions());
    writer.end();
  }

  private static void contentsType(ContentsType type, BerWriter writer) {
    switch (type) {
      case DocumentType document -> {
        writer.begin(CONTEXT[0]).oid(document.name());
        explicit(CONTEXT[0], document.parameter(), writer);
        writer.end();
      }
      case ConstraintSet constraint ->
        writer.begin(CONTEXT[1]).oid(constraint.constraintSet()).oid(constraint.abstractSyntax()).end();
    }
  }

  private static void environment(Environment environment, BerWriter writer) {
    writer.begin(ENVIRONMENT);
    identifier(CONTEXT[0], environment.application(), writer);
    identifier(CONTEXT[1], environment.machine(), writer);
    if (environment.operatingSystem() != null) {
      writer.oid(CONTEXT[2], environment.operatingSystem());
    }
    if (!environment.userVisible().isEmpty()) {
      FileAttributesCodec.strings(writer, CONTEXT[3], environment.userVisible());
    }
    writer.end();
  }

  private static void identifier(int tag, @Nullable GeneralIdentifier identifier, BerWriter writer) {
    if (identifier == null) {
      return;
    }
    writer.begin(tag);
    if (identifier.registered() != null) {
      writer.oid(CONTEXT[0], identifier.registered());
    } else {
      FileAttributesCodec.strings(writer, CONTEXT[1], identifier.descriptive());
    }
    writer.end();
  }

  private static void explicit(int tag, @Nullable RawElement value, BerWriter writer) {
    if (value != null) {
      writer.begin(tag);
      value.encode(writer);
      writer.end();
    }
  }

  private static void encode(@Nullable RawElement value, BerWriter writer) {
    if (value != null) {
      value.encode(writer);
    }
  }
}
