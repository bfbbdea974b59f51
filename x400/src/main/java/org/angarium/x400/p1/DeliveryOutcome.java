package org.angarium.x400.p1;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.UtcTime;
import org.jspecify.annotations.Nullable;

/** What became of a message for one recipient (ReportType, X.411 §12.2.1.3; codes unknown here are kept). */
public sealed interface DeliveryOutcome {
  /** To what a message was delivered (type-of-MTS-user). */
  enum MtsUserType {
    PUBLIC(0), PRIVATE(1), MESSAGE_STORE(2), DISTRIBUTION_LIST(3), //
    PHYSICAL_DELIVERY_ACCESS_UNIT(4), PHYSICAL_RECIPIENT(5), OTHER(6);

    private final int code;

    MtsUserType(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /**
   * Delivered.
   *
   * @param deliveryTime whole seconds
   * @param mtsUserType code, see {@link MtsUserType}
   */
  record Delivered(Instant deliveryTime, int mtsUserType,
      List<RawElement> unknown) implements DeliveryOutcome {
    public Delivered {
      unknown = List.copyOf(unknown);
    }

    public Delivered(Instant deliveryTime, MtsUserType mtsUserType) {
      this(deliveryTime, mtsUserType.code(), List.of());
    }
  }

  /**
   * Not delivered.
   *
   * @param reasonCode see {@link NonDeliveryReason}
   * @param diagnosticCode see {@link NonDeliveryDiagnostic}; null if absent
   */
  record NotDelivered(int reasonCode, @Nullable Integer diagnosticCode,
      List<RawElement> unknown) implements DeliveryOutcome {
    public NotDelivered {
      unknown = List.copyOf(unknown);
    }

    public NotDelivered(NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic) {
      this(reason.code(), diagnostic == null ? null : diagnostic.code(), List.of());
    }

    /** Null for a code unknown here. */
    public @Nullable NonDeliveryReason reason() {
      return NonDeliveryReason.of(reasonCode);
    }

    /** Null if absent, or for a code unknown here. */
    public @Nullable NonDeliveryDiagnostic diagnostic() {
      return diagnosticCode == null ? null : NonDeliveryDiagnostic.of(diagnosticCode);
    }

    /** {@code unable-to-transfer, loop-detected}: for people. */
    public String describe() {
      String reason = NonDeliveryReason.describe(reasonCode);
      return diagnosticCode == null ? reason : reason + ", " + NonDeliveryDiagnostic.describe(diagnosticCode);
    }
  }

  static DeliveryOutcome decode(BerElement choice) throws BerException {
    if (choice.is(Tag.context(0))) {
      SetComponents set = SetComponents.of(choice, "DeliveryReport");
      Instant time = UtcTime.decode(set.require(Tag.context(0), "message-delivery-time"),
          "message-delivery-time");
      BerElement type = set.take(Tag.context(1));
      return new Delivered(time, type == null ? MtsUserType.PUBLIC.code() : type.intValue(), set.rest());
    }
    SetComponents set = SetComponents.of(choice.expect(Tag.context(1), "report-type"), "NonDeliveryReport");
    int reason = set.require(Tag.context(0), "non-delivery-reason-code").intValue();
    BerElement diagnostic = set.take(Tag.context(1));
    return new NotDelivered(reason, diagnostic == null ? null : diagnostic.intValue(), set.rest());
  }

  default void encode(BerWriter writer) {
    switch (this) {
      case Delivered delivered -> {
        writer.begin(Tag.context(0));
        UtcTime.encode(writer, Tag.context(0), delivered.deliveryTime());
        if (delivered.mtsUserType() != MtsUserType.PUBLIC.code()) {
          writer.integer(Tag.context(1), delivered.mtsUserType());
        }
        delivered.unknown().forEach(component -> component.encode(writer));
        writer.end();
      }
      case NotDelivered failed -> {
        writer.begin(Tag.context(1));
        writer.integer(Tag.context(0), failed.reasonCode());
        if (failed.diagnosticCode() != null) {
          writer.integer(Tag.context(1), failed.diagnosticCode());
        }
        failed.unknown().forEach(component -> component.encode(writer));
        writer.end();
      }
    }
  }
}
