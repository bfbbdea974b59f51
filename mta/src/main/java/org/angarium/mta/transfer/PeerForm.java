package org.angarium.mta.transfer;

import java.util.Optional;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.PeerDomain;
import org.angarium.x400.mts.ExtensionField.TypeForm;

/**
 * In which form a connector's peer gets what is transferred to it.
 *
 * @param extensionTypes how the types of extensions are tagged
 * @param leavesDomain whether it belongs to another management domain, which internal trace does not concern
 * @param types encoded information types that those who are reached over it take; absent for all
 */
public record PeerForm(TypeForm extensionTypes, boolean leavesDomain, Optional<AcceptedTypes> types) {
  /** As the standard has it, everything as it is stored. */
  public static final PeerForm AS_STORED = new PeerForm(TypeForm.STANDARD, false, Optional.empty());

  /** As the standard has it, converted for those who take these types. */
  public static PeerForm ofTypes(Optional<AcceptedTypes> types) {
    return new PeerForm(TypeForm.STANDARD, false, types);
  }

  public static PeerForm of(ConnectorConfig connector) {
    return new PeerForm(connector.extensionTypes(), connector.rules().peerDomain() != PeerDomain.OWN,
        connector.rules().types());
  }
}
