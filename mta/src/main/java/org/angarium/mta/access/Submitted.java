package org.angarium.mta.access;

/**
 * The MTA has taken responsibility, durably.
 *
 * @param mtsId message-submission-identifier or probe-submission-identifier, as text
 * @param repeated whether this submission had been made before, under the same key
 */
public record Submitted(String mtsId, boolean repeated) {}
