package org.angarium.mta.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.jspecify.annotations.Nullable;

/**
 * A message-submission or probe-submission (X.411 §8.2.1.1, §8.2.1.2): everything but the content. Made by a {@link Builder}.
 *
 * @param key names this submission among all of its user's: a second one with the same key changes nothing and is answered with the
 *     identifier of the first, for as long as {@code duplicate-memory} says. Null: every submission is a new one
 * @param originator null for the first address of the mailbox that submits
 * @param recipients 1 to 32,767
 * @param probeOctets length of the content that a probe stands for; null for a message, -1 for a probe that does not tell
 * @param types original encoded information types, null for unknown
 * @param contentIdentifier 1 to 16 printable characters that reports repeat, null for none
 * @param contentCorrelator up to 512 ASCII characters that reports repeat, null for none
 * @param deferredDelivery not to be delivered before, null for at once
 * @param latestDelivery to be returned if not delivered by then, null for the lifetime of its priority
 * @param options what is asked for the message as a whole
 * @param exemptedRecipients who is to get nothing through a list
 * @param extensions further extensions of the message, as they go into the envelope
 */
public record Submission(@Nullable String key, @Nullable OrName originator,
    List<SubmittedRecipient> recipients, @Nullable Long probeOctets, Priority priority,
    ContentType contentType, @Nullable EncodedInformationTypes types, @Nullable String contentIdentifier,
    @Nullable String contentCorrelator, @Nullable Instant deferredDelivery, @Nullable Instant latestDelivery,
    Set<Option> options, List<OrName> exemptedRecipients, Extensions extensions) {
  /** What an originator may ask for a message as a whole. */
  public enum Option {
    /** Each recipient may learn of the others. */
    DISCLOSURE_OF_OTHER_RECIPIENTS,
    /** Nobody may convert the content without having been asked to. */
    IMPLICIT_CONVERSION_PROHIBITED,
    /** A conversion must not lose anything. */
    CONVERSION_WITH_LOSS_PROHIBITED,
    /** A domain may give what is for nobody to its own alternate recipient. */
    ALTERNATE_RECIPIENT_ALLOWED,
    /** A non-delivery report brings the content back. */
    CONTENT_RETURN_REQUESTED,
    /** A recipient's own redirection does not apply. */
    RECIPIENT_REASSIGNMENT_PROHIBITED,
    /** Recipients that are lists are not expanded. */
    DL_EXPANSION_PROHIBITED
  }

  public Submission {
    recipients = List.copyOf(recipients);
    options = Set.copyOf(options);
    exemptedRecipients = List.copyOf(exemptedRecipients);
  }

  public boolean isProbe() { return probeOctets != null; }

  public boolean asksFor(Option option) {
    return options.contains(option);
  }

  /** Begins a message of normal priority, of the content type P22 (1988), with alternate recipients allowed. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects a submission. */
  public static final class Builder {
    private @Nullable String key;
    private @Nullable OrName originator;
    private final List<SubmittedRecipient> recipients = new ArrayList<>();
    private @Nullable Long probeOctets;
    private Priority priority = Priority.NORMAL;
    private ContentType contentType = ContentType.BuiltIn.IPM_1988;
    private @Nullable EncodedInformationTypes types;
    private @Nullable String contentIdentifier;
    private @Nullable String contentCorrelator;
    private @Nullable Instant deferredDelivery;
    private @Nullable Instant latestDelivery;
    private final Set<Option> options = EnumSet.of(Option.ALTERNATE_RECIPIENT_ALLOWED);
    private List<OrName> exemptedRecipients = List.of();
    private Extensions extensions = Extensions.NONE;

    private Builder() {}

    public Builder key(@Nullable String value) {
      key = value;
      return this;
    }

    public Builder from(@Nullable OrName value) {
      originator = value;
      return this;
    }

    /** One more recipient, of which only non-delivery is reported. */
    public Builder to(OrName recipient) {
      return to(SubmittedRecipient.of(recipient));
    }

    public Builder to(OrName recipient, ReportRequest report) {
      return to(SubmittedRecipient.of(recipient, report));
    }

    public Builder to(SubmittedRecipient recipient) {
      recipients.add(recipient);
      return this;
    }

    /** @param octets length of the content it stands for, -1 if it does not tell */
    public Builder probe(long octets) {
      probeOctets = octets;
      return this;
    }

    public Builder priority(Priority value) {
      priority = value;
      return this;
    }

    public Builder contentType(ContentType value) {
      contentType = value;
      return this;
    }

    public Builder types(@Nullable EncodedInformationTypes value) {
      types = value;
      return this;
    }

    public Builder contentIdentifier(@Nullable String value) {
      contentIdentifier = value;
      return this;
    }

    public Builder contentCorrelator(@Nullable String value) {
      contentCorrelator = value;
      return this;
    }

    public Builder deferredDelivery(@Nullable Instant value) {
      deferredDelivery = value;
      return this;
    }

    public Builder latestDelivery(@Nullable Instant value) {
      latestDelivery = value;
      return this;
    }

    public Builder ask(Option option) {
      return option(option, true);
    }

    public Builder option(Option option, boolean asked) {
      if (asked) {
        options.add(option);
      } else {
        options.remove(option);
      }
      return this;
    }

    public Builder exemptedRecipients(List<OrName> names) {
      exemptedRecipients = names;
      return this;
    }

    public Builder extensions(Extensions further) {
      extensions = further;
      return this;
    }

    public Submission build() {
      return new Submission(key, originator, recipients, probeOctets, priority, contentType, types,
          contentIdentifier, contentCorrelator, deferredDelivery, latestDelivery, options, exemptedRecipients,
          extensions);
    }
  }
}
