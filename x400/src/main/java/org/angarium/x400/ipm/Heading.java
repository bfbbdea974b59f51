package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.angarium.x400.text.Teletex;
import org.jspecify.annotations.Nullable;

/**
 * The heading of an interpersonal message (X.420 §7.2). Lists are empty, other fields null, where nothing was said.
 *
 * @param subject a TeletexString of up to 128 characters; see also {@link #subjectText}
 * @param extensions heading extensions, known and unknown
 * @param unknown components of other tags, as received
 */
public record Heading(IpmIdentifier thisIpm, @Nullable OrDescriptor originator,
    List<OrDescriptor> authorizingUsers,
    List<RecipientSpecifier> primaryRecipients, List<RecipientSpecifier> copyRecipients,
    List<RecipientSpecifier> blindCopyRecipients, @Nullable IpmIdentifier repliedTo,
    List<IpmIdentifier> obsoleted,
    List<IpmIdentifier> related, @Nullable CharacterString subject, @Nullable Instant expiryTime,
    @Nullable Instant replyTime, List<OrDescriptor> replyRecipients, Importance importance,
    @Nullable Sensitivity sensitivity, boolean autoForwarded, List<IpmsExtension> extensions,
    List<RawElement> unknown) {
  /** Most characters of a subject. */
  public static final int SUBJECT_LIMIT = 128;

  public Heading {
    authorizingUsers = List.copyOf(authorizingUsers);
    primaryRecipients = List.copyOf(primaryRecipients);
    copyRecipients = List.copyOf(copyRecipients);
    blindCopyRecipients = List.copyOf(blindCopyRecipients);
    obsoleted = List.copyOf(obsoleted);
    related = List.copyOf(related);
    replyRecipients = List.copyOf(replyRecipients);
    extensions = List.copyOf(extensions);
    unknown = List.copyOf(unknown);
  }

  public static Builder builder(IpmIdentifier thisIpm) {
    return new Builder(thisIpm);
  }

  /** The subject in full: the extended-subject extension if there is a readable one, else the subject field, else null. */
  public @Nullable String subjectText() {
    String extended = HeadingExtensions.of(this).extendedSubject();
    return extended != null || subject == null ? extended : subject.text();
  }

  /** Collects the fields of a heading; what is not set is absent. */
  public static final class Builder {
    IpmIdentifier thisIpm;
    @Nullable
    OrDescriptor originator;
    List<OrDescriptor> authorizingUsers = List.of();
    List<RecipientSpecifier> primaryRecipients = List.of();
    List<RecipientSpecifier> copyRecipients = List.of();
    List<RecipientSpecifier> blindCopyRecipients = List.of();
    @Nullable
    IpmIdentifier repliedTo;
    List<IpmIdentifier> obsoleted = List.of();
    List<IpmIdentifier> related = List.of();
    @Nullable
    CharacterString subject;
    @Nullable
    Instant expiryTime;
    @Nullable
    Instant replyTime;
    List<OrDescriptor> replyRecipients = List.of();
    Importance importance = Importance.NORMAL;
    @Nullable
    Sensitivity sensitivity;
    boolean autoForwarded;
    List<IpmsExtension> extensions = List.of();
    List<RawElement> unknown = List.of();

    private Builder(IpmIdentifier thisIpm) {
      this.thisIpm = thisIpm;
    }

    public Builder originator(@Nullable OrDescriptor value) {
      originator = value;
      return this;
    }

    public Builder authorizingUsers(List<OrDescriptor> values) {
      authorizingUsers = values;
      return this;
    }

    public Builder primaryRecipients(List<RecipientSpecifier> values) {
      primaryRecipients = values;
      return this;
    }

    public Builder copyRecipients(List<RecipientSpecifier> values) {
      copyRecipients = values;
      return this;
    }

    public Builder blindCopyRecipients(List<RecipientSpecifier> values) {
      blindCopyRecipients = values;
      return this;
    }

    public Builder repliedTo(@Nullable IpmIdentifier value) {
      repliedTo = value;
      return this;
    }

    public Builder obsoleted(List<IpmIdentifier> values) {
      obsoleted = values;
      return this;
    }

    public Builder related(List<IpmIdentifier> values) {
      related = values;
      return this;
    }

    /** Sets the subject; if the field cannot hold all of it, the extended subject takes the whole. */
    public Builder subject(String text) {
      String shortened = text.substring(0, text.offsetByCodePoints(0,
          Math.min(SUBJECT_LIMIT, text.codePointCount(0, text.length()))));
      subject = CharacterString.of(StringType.TELETEX, shortened);
      if (!Teletex.canEncode(shortened)) {
        extensions(List.of(HeadingExtensions.extendedSubject(text)));
      }
      return this;
    }

    public Builder expiryTime(@Nullable Instant value) {
      expiryTime = value;
      return this;
    }

    public Builder replyTime(@Nullable Instant value) {
      replyTime = value;
      return this;
    }

    public Builder replyRecipients(List<OrDescriptor> values) {
      replyRecipients = values;
      return this;
    }

    public Builder importance(Importance value) {
      importance = value;
      return this;
    }

    public Builder sensitivity(@Nullable Sensitivity value) {
      sensitivity = value;
      return this;
    }

    public Builder autoForwarded(boolean value) {
      autoForwarded = value;
      return this;
    }

    /** Adds heading extensions to those there are. */
    public Builder extensions(List<IpmsExtension> values) {
      extensions = Stream.concat(extensions.stream(), values.stream()).toList();
      return this;
    }

    public Heading build() {
      return new Heading(thisIpm, originator, authorizingUsers, primaryRecipients, copyRecipients,
          blindCopyRecipients, repliedTo, obsoleted, related, subject, expiryTime, replyTime, replyRecipients,
          importance, sensitivity, autoForwarded, extensions, unknown);
    }
  }
}
