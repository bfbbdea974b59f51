package org.angarium.x400.conversion;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A content of type P2 or P22 in the encoded information types its recipient takes. Only text body parts are converted, forwarded
 * messages included; everything else stays as it is. Always from the original octets, so that a failure can be tried elsewhere.
 */
public final class ContentConversion {
  private ContentConversion() {}

  /** What becomes of a content. */
  public sealed interface Result {}

  /** It can be taken as it is. */
  public record Unchanged() implements Result {}

  /**
   * It was converted.
   *
   * @param content octets of the new content, of the same content type
   * @param types what it is made of now
   * @param losses characters for which others stand now, and lines and pages that go on elsewhere
   */
  public record Done(byte[] content, EncodedInformationTypes types,
      ConversionLosses losses) implements Result {
    /** Characters for which others stand now; 0 if nothing was lost. */
    public int lost() {
      return losses.characters();
    }
  }

  /**
   * It cannot be converted.
   *
   * @param diagnostic for the report
   * @param why one clause for a person
   */
  public record Impossible(NonDeliveryDiagnostic diagnostic, String why) implements Result {}

  /** A body part that nothing can be made of. */
  private static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1;

    Unsupported(String part) {
      super("the recipient's system does not take " + part + ", and nothing else can be made of it");
    }
  }

  /** The state of one conversion. */
  private static final class Work {
    final Acceptance acceptance;
    final List<TextForm> forms = new ArrayList<>();
    boolean changed;
    ConversionLosses losses = ConversionLosses.NONE;

    Work(Acceptance acceptance, @Nullable TextForm into) {
      this.acceptance = acceptance;
      if (into != null) {
        forms.add(into);
        return;
      }
      SortedSet<Integer> sets = acceptance.characterSets();
      if (acceptance.accepts(EncodedInformationTypes.IA5_TEXT)) {
        forms.add(new TextForm.Ia5());
      }
      if (!sets.isEmpty()) {
        forms.add(new TextForm.General(sets));
      }
      if (acceptance.accepts(EncodedInformationTypes.TELETEX)) {
        forms.add(new TextForm.TeletexPages());
      }
    }
  }

  /** @param content the octets of a content of type P2 or P22 */
  public static Result convert(byte[] content, Acceptance acceptance) {
    return convert(content, any -> acceptance, null);
  }

  /** Brings body parts of one built-in type, and no others, into another. */
  static Result convert(byte[] content, int from, int to, TextForm into) {
    return convert(content, types -> Acceptance.of(types).exchanging(from, to), into);
  }

  private static Result convert(byte[] content,
      Function<EncodedInformationTypes, Acceptance> wanted, @Nullable TextForm into) {
    try {
      if (!(InformationObject.decode(content) instanceof Ipm ipm)) {
        // A notification has no body.
        return new Unchanged();
      }
      Acceptance acceptance = wanted.apply(ipm.encodedInformationTypes());
      if (acceptance.accepts(ipm.encodedInformationTypes()) && acceptance.layout().isAny()) {
        return new Unchanged();
      }
      Work work = new Work(acceptance, into);
      Ipm converted = message(ipm, work, 0);
      return work.changed
          ? new Done(converted.encode(), converted.encodedInformationTypes(), work.losses)
          : new Unchanged();
    } catch (Unsupported e) {
      return new Impossible(NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED,
          String.valueOf(e.getMessage()));
    } catch (BerException e) {
      return new Impossible(NonDeliveryDiagnostic.CONTENT_SYNTAX_ERROR,
          "the content is no interpersonal message: " + e.getMessage());
    }
  }

  private static Ipm message(Ipm ipm, Work work, int level) throws Unsupported {
    List<BodyPart> basic = ipm.withBasicForms(level).body();
    List<BodyPart> body = new ArrayList<>(ipm.body().size());
    for (int i = 0; i < basic.size(); i++) {
      BodyPart part = part(basic.get(i), work, level);
      // A part that is not converted keeps the form in which it was sent.
      body.add(part.equals(basic.get(i)) ? ipm.body().get(i) : part);
    }
    return new Ipm(ipm.heading(), body);
  }

  private static BodyPart part(BodyPart part, Work work, int level) throws Unsupported {
    if (part instanceof BodyPart.ForwardedMessage forwarded) {
      return new BodyPart.ForwardedMessage(forwarded.deliveryTime(), forwarded.parameters(),
          message(forwarded.message(), work, level + 1));
    }
    if (work.acceptance.accepts(part.encodedInformationTypes())) {
      TextForm form = TextForm.of(part);
      return form == null ? part : laidOut(part, form, work);
    }
    String text = part.text();
    TextForm.Converted best = text == null ? null : TextForm.best(text, work.forms);
    if (best == null) {
      throw new Unsupported(part.name());
    }
    work.changed = true;
    work.losses = work.losses.and(best.losses());
    return laidOut(best.part(), best.form(), work);
  }

  /** A body part of text with lines and pages that are short enough. */
  private static BodyPart laidOut(BodyPart part, TextForm form, Work work) {
    String text = part.text();
    TextLayout.Laid laid = work.acceptance.layout().lay(text == null ? "" : text);
    if (!laid.isChanged()) {
      return part;
    }
    work.changed = true;
    work.losses = work.losses.and(ConversionLosses.ofLayout(laid));
    return form.convert(laid.text()).part();
  }
}
