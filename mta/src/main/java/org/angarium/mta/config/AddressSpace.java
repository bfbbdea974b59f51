package org.angarium.mta.config;

import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;

/**
 * Addresses that can be reached over a connector.
 *
 * @param pattern the addresses, for example {@code C=DE;A=*;P=BRAVO}
 * @param cost 1 to 100, the least is preferred
 * @param scope whose messages may take it
 * @param standIn whether it also takes what closer address spaces are for, while none of their connectors can be reached
 */
public record AddressSpace(AddressPattern pattern, int cost, Scope scope, boolean standIn) {
  /** Whose messages may take an address space. */
  public enum Scope {
    /** Everybody's. */
    ANY,
    /** Those submitted here or received from an MTA of the same organization. */
    ORGANIZATION,
    /** Those submitted at this MTA. */
    THIS_MTA
  }

  /** For everybody's messages, standing in for no other. */
  public AddressSpace(AddressPattern pattern, int cost) {
    this(pattern, cost, Scope.ANY, false);
  }

  /**
   * One that is written in a program.
   *
   * @throws IllegalArgumentException if the text is no pattern
   */
  public static AddressSpace of(String pattern, int cost) {
    try {
      return new AddressSpace(AddressPattern.parse(pattern), cost);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
