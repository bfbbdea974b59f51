package org.angarium.lab.mail;

/**
 * A message that an MTA took responsibility for.
 *
 * @param name unique; also stands in its subject
 * @param mailbox where it has to arrive
 * @param hash of its content, SHA-256
 */
public record Sent(String name, String mtsId, String mailbox, long octets, String hash) {}
