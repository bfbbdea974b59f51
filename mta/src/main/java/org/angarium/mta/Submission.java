package org.angarium.mta;

import java.time.Instant;
import java.util.List;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A submission by a local user (X.411 §8.2.1.1), everything but the content.
 *
 * @param originator name of a mailbox, or an O/R address that belongs to one
 * @param recipients O/R addresses as text, 1 or more
 * @param contentType "22" or "2" for interpersonal messages, another built-in number, or an object identifier
 * @param textTypes encoded information types as names or object identifiers: "ia5-text", …; empty for unknown
 * @param deliveryReport whether a delivery report is wanted; non-delivery is always reported
 * @param returnContent whether a non-delivery report should bring the content back
 * @param latestDelivery when it must have been delivered, null for the default of its priority
 * @param contentIdentifier at most 16 printable characters that reports will repeat, null for none
 */
public record Submission(String originator, List<String> recipients, boolean probe, Priority priority,
    String contentType,
    List<String> textTypes, boolean deliveryReport, boolean returnContent, @Nullable Instant latestDelivery,
    @Nullable String contentIdentifier) {
  public Submission {
    recipients = List.copyOf(recipients);
    textTypes = List.copyOf(textTypes);
  }
}
