package org.angarium.x400.address;

import java.util.Arrays;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** An O/R name (X.411 ORName): an O/R address, a directory name, or both. Immutable. */
public final class OrName {
  /** {@code [APPLICATION 0]}, the tag of an ORName that has no implicit tag. */
  public static final int TAG = Tag.application(0);
  static final int DIRECTORY_NAME = Tag.context(0);

  private final OrAddress address;
  private final byte @Nullable [] directoryName;

  private OrName(OrAddress address, byte @Nullable [] directoryName) {
    this.address = address;
    this.directoryName = directoryName;
  }

  public static OrName of(OrAddress address) {
    return new OrName(address, null);
  }

  /** @param directoryName the BER encoding of an X.501 Name, or null */
  public static OrName of(OrAddress address, byte @Nullable [] directoryName) {
    return new OrName(address, directoryName == null ? null : directoryName.clone());
  }

  /** @see OrAddress#parse */
  public static OrName parse(String text) throws AddressSyntaxException {
    return of(OrAddress.parse(text));
  }

  /** Reads the contents of the element as the ORName SEQUENCE, whatever its tag. */
  public static OrName decode(BerElement element) throws BerException {
    OrAddressDecoder decoder = OrAddressDecoder.decode(element);
    return new OrName(decoder.address(), decoder.directoryName());
  }

  /** The name of an element that {@link #decode} does not take, without what of it cannot be read; null if nothing is left. */
  public static @Nullable OrName readable(BerElement element) {
    OrAddressDecoder decoder = OrAddressDecoder.readable(element);
    OrName name = new OrName(decoder.address(), decoder.directoryName());
    return name.address.isEmpty() && name.directoryName == null ? null : name;
  }

  /** Writes the name under the tag: {@link #TAG} or an implicit one. */
  public void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    OrAddressEncoder.encodeComponents(address, writer);
    if (directoryName != null) {
      writer.begin(DIRECTORY_NAME).raw(directoryName).end();
    }
    OrAddressEncoder.encodeUnrecognized(address, writer);
    writer.end();
  }

  /** The address, empty if the name is only a directory name. */
  public OrAddress address() {
    return address;
  }

  /** The directory name's encoding (X.501 Name), or null. */
  public byte @Nullable [] directoryName() {
    return directoryName == null ? null : directoryName.clone();
  }

  /** Whether the addresses match; directory names only count when an address is missing. */
  public boolean matches(OrName other) {
    if (address.isEmpty() && other.address.isEmpty()) {
      return Arrays.equals(directoryName, other.directoryName);
    }
    return address.matches(other.address);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof OrName that && address.equals(that.address)
        && Arrays.equals(directoryName, that.directoryName);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + Arrays.hashCode(directoryName);
  }

  /** The address's canonical text form. */
  @Override
  public String toString() {
    return address.toString();
  }
}
