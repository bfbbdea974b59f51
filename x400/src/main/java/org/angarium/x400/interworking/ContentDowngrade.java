package org.angarium.x400.interworking;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.Ipn;
import org.angarium.x400.ipm.OrDescriptor;
import org.angarium.x400.ipm.RecipientSpecifier;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.text.Repertoire;
import org.jspecify.annotations.Nullable;

/**
 * P22 as P2. Most contents are both, and stay octet for octet as they are. Extended body parts with a basic form take that; general
 * text within International Alphabet 5 becomes IA5 text; names become those of 1984; extensions of headings are left out. Any other
 * extended body part refuses the content: a recipient must not believe that he has all of it.
 */
public final class ContentDowngrade {
  private static final int LAST_BASIC_OF_1984 = 11;
  /** Not in the Recommendation of 1984, but its implementors' guides number it so, and its systems pass it on. */
  private static final int BILATERALLY_DEFINED = 14;

  private ContentDowngrade() {}

  /** What becomes of a content. */
  public sealed interface Result {}

  /**
   * P2.
   *
   * @param content the octets of P2
   * @param changed whether they are others than those of P22
   * @param converted the information types after conversion, null if no body part changed its type
   * @param losses what was left out, in words
   */
  public record Done(byte[] content, boolean changed, @Nullable EncodedInformationTypes converted,
      List<String> losses) implements Result {
    public Done {
      losses = List.copyOf(losses);
    }
  }

  /** @param why one clause for a person */
  public record Impossible(String why) implements Result {}

  /** Something P2 cannot hold. */
  private static final class NotInP2 extends Exception {
    private static final long serialVersionUID = 1;

    NotInP2(String why) {
      super(why);
    }
  }

  /** The state of one downgrade. */
  private static final class Work {
    final Losses losses = new Losses();
    boolean converted;
  }

  /** @param content the octets of a content of type P22 */
  public static Result of(byte[] content) {
    Work work = new Work();
    try {
      InformationObject before = InformationObject.decode(content);
      InformationObject after = switch (before) {
        case Ipm ipm -> ipm(ipm, work, 0);
        case Ipn ipn -> notification(ipn, work);
      };
      boolean changed = !after.equals(before);
      return new Done(changed ? after.encode() : content, changed,
          work.converted && after instanceof Ipm ipm ? ipm.encodedInformationTypes() : null,
          work.losses.list());
    } catch (NotInP2 e) {
      return new Impossible(Objects.requireNonNull(e.getMessage()));
    } catch (BerException e) {
      return new Impossible("the content is no P22: " + e.getMessage());
    }
  }

  private static Ipm ipm(Ipm ipm, Work work, int level) throws NotInP2 {
    List<BodyPart> body = new ArrayList<>(ipm.body().size());
    List<BodyPart> basic = ipm.withBasicForms(level).body();
    for (int i = 0; i < basic.size(); i++) {
      BodyPart part = part(basic.get(i), work, level);
      work.converted |= part instanceof BodyPart.Ia5Text && basic.get(i) instanceof BodyPart.General;
      body.add(part);
    }
    return new Ipm(heading(ipm.heading(), work.losses), body);
  }

  private static BodyPart part(BodyPart part, Work work, int level) throws NotInP2 {
    return switch (part) {
      case BodyPart.Ia5Text ia5 -> ia5;
      case BodyPart.TeletexText teletex -> teletex;
      case BodyPart.General general -> {
        String text = general.text();
        if (!Repertoire.IA5.holds(text)) {
          throw new NotInP2("a body part of general text has characters outside International Alphabet 5");
        }
        yield BodyPart.Ia5Text.of(text);
      }
      case BodyPart.ForwardedMessage forwarded -> new BodyPart.ForwardedMessage(forwarded.deliveryTime(),
          forwarded.parameters(), ipm(forwarded.message(), work, level + 1));
      case BodyPart.Extended extended -> throw new NotInP2("body part " + extended.name() + " is none of P2");
      case BodyPart.Basic basic -> {
        if (basic.tagNumber() > LAST_BASIC_OF_1984 && basic.tagNumber() != BILATERALLY_DEFINED) {
          throw new NotInP2("body part " + basic.name() + " is none of P2");
        }
        yield basic;
      }
    };
  }

  private static Heading heading(Heading heading, Losses losses) {
    heading.extensions().forEach(extension -> losses.add("heading extension " + extension.type()));
    return new Heading(identifier(heading.thisIpm(), losses), descriptor(heading.originator(), losses),
        descriptors(heading.authorizingUsers(), losses), recipients(heading.primaryRecipients(), losses),
        recipients(heading.copyRecipients(), losses), recipients(heading.blindCopyRecipients(), losses),
        heading.repliedTo() == null ? null : identifier(heading.repliedTo(), losses),
        identifiers(heading.obsoleted(), losses), identifiers(heading.related(), losses), heading.subject(),
        heading.expiryTime(), heading.replyTime(), descriptors(heading.replyRecipients(), losses),
        heading.importance(), heading.sensitivity(), heading.autoForwarded(), List.of(), heading.unknown());
  }

  private static Ipn notification(Ipn ipn, Work work) throws NotInP2 {
    Ipn.Outcome outcome = switch (ipn.outcome()) {
      case Ipn.NonReceipt not -> {
        not.extensions().forEach(extension -> work.losses.add("notification extension " + extension.type()));
        yield new Ipn.NonReceipt(not.reason(), not.discardReason(), not.comment(),
            not.returned() == null ? null : ipm(not.returned(), work, 1), List.of(), not.unknown());
      }
      case Ipn.Receipt receipt -> {
        receipt.extensions()
            .forEach(extension -> work.losses.add("notification extension " + extension.type()));
        yield new Ipn.Receipt(receipt.time(), receipt.automatic(), receipt.supplementary(), List.of(),
            receipt.unknown());
      }
      case Ipn.Other other -> throw new NotInP2("P2 has receipts and non-receipts only");
      case Ipn.UnknownOutcome unknown -> throw new NotInP2("P2 has receipts and non-receipts only");
    };
    ipn.extensions().forEach(extension -> work.losses.add("notification extension " + extension.type()));
    return new Ipn(identifier(ipn.subjectIpm(), work.losses), descriptor(ipn.originator(), work.losses),
        descriptor(ipn.intendedRecipient(), work.losses),
        InformationTypes.downgrade(ipn.conversionTypes(), work.losses), List.of(), outcome, ipn.unknown());
  }

  private static IpmIdentifier identifier(IpmIdentifier identifier, Losses losses) {
    return new IpmIdentifier(name(identifier.user(), losses), identifier.userRelativeIdentifier(),
        identifier.unknown());
  }

  private static List<IpmIdentifier> identifiers(List<IpmIdentifier> all, Losses losses) {
    return all.stream().map(one -> identifier(one, losses)).toList();
  }

  private static @Nullable OrDescriptor descriptor(@Nullable OrDescriptor who, Losses losses) {
    return who == null
        ? null
        : new OrDescriptor(name(who.formalName(), losses), who.freeFormName(), who.telephone(),
            who.unknown());
  }

  private static List<OrDescriptor> descriptors(List<OrDescriptor> all, Losses losses) {
    return all.stream().map(one -> Objects.requireNonNull(descriptor(one, losses))).toList();
  }

  private static List<RecipientSpecifier> recipients(List<RecipientSpecifier> all, Losses losses) {
    return all.stream().map(one -> {
      one.extensions().forEach(extension -> losses.add("recipient extension " + extension.type()));
      return new RecipientSpecifier(Objects.requireNonNull(descriptor(one.recipient(), losses)),
          one.notificationRequests(), one.replyRequested(), List.of(), one.unknown());
    }).toList();
  }

  private static @Nullable OrName name(@Nullable OrName name, Losses losses) {
    return name == null ? null : Names.informing(name, losses);
  }
}
