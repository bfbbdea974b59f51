package org.angarium.mta.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An access unit: a gateway or application that submits and gets messages for addresses of its own.
 *
 * @param name unique among access units and connectors
 * @param addressSpaces the addresses it serves
 * @param token what it proves itself with over HTTP; empty if it does not come that way
 * @param deliverability what may be delivered to it
 * @param unavailableAfter how long it may ask for nothing until mail for it is returned; zero if mail waits until its time is over
 */
public record AccessUnitConfig(String name, List<AddressSpace> addressSpaces, Optional<Password> token,
    Deliverability deliverability, Duration unavailableAfter) {
  public AccessUnitConfig {
    addressSpaces = List.copyOf(addressSpaces);
  }
}
