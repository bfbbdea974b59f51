package org.angarium.x400.address;

import org.jspecify.annotations.Nullable;

/** The forms of an O/R address (X.402 §18.5): what tells its user from all others. */
public enum AddressForm {
  /** By names: a private domain, an organization, a person, a common name, or a domain-defined attribute. */
  MNEMONIC,
  /** By a number of the administration domain's. */
  NUMERIC,
  /** By the network address of a terminal. */
  TERMINAL,
  /** By a postal address. */
  POSTAL;

  /** The form of an address, null if it names nobody: too little is given. */
  static @Nullable AddressForm of(OrAddress address) {
    boolean domain = address.has(AddressAttribute.COUNTRY) && address.has(AddressAttribute.ADMD);
    if (address.has(AddressAttribute.NETWORK_ADDRESS)
        || address.extensionAttributes().stream()
            .anyMatch(one -> one.type() == SpecialForms.EXTENDED_NETWORK_ADDRESS)) {
      return TERMINAL;
    }
    if (address.has(AddressAttribute.PD_COUNTRY) && address.has(AddressAttribute.POSTAL_CODE)) {
      return POSTAL;
    }
    if (!domain) {
      return null;
    }
    if (address.has(AddressAttribute.NUMERIC_USER_ID)) {
      return NUMERIC;
    }
    boolean named = address.has(AddressAttribute.PRMD) || address.has(AddressAttribute.ORGANIZATION)
        || address.has(AddressAttribute.OU1) || address.has(AddressAttribute.SURNAME)
        || address.has(AddressAttribute.COMMON_NAME) || !address.allDomainDefinedAttributes().isEmpty();
    return named ? MNEMONIC : null;
  }
}
