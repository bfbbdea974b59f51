package org.angarium.x400.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.p1.MtaBind.Authenticated;
import org.angarium.x400.p1.MtaBind.Mode;
import org.angarium.x400.p1.MtaBind.Unauthenticated;
import org.angarium.x400.p1.MtaCredentials.PasswordForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtaBindTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static Authenticated peer(String name, PasswordForm form, String password) {
    return new Authenticated(name, MtaCredentials.Simple.of(form, password));
  }

  @Test
  void argumentAndResultOfNormalModeAreWrapped() throws BerException {
    Authenticated initiator = peer("MTA-1", PasswordForm.IA5_STRING, "secret");
    Authenticated responder = peer("MTA-2", PasswordForm.IA5_STRING, "secret2");
    assertThat(MtaBind.decodeArgument(Recorded.octets("vector-bind-argument"))).isEqualTo(initiator);
    assertThat(initiator.encodeArgument(Mode.NORMAL)).isEqualTo(Recorded.octets("vector-bind-argument"));
    assertThat(MtaBind.decodeResult(Recorded.octets("vector-bind-result"))).isEqualTo(responder);
    assertThat(responder.encodeResult(Mode.NORMAL)).isEqualTo(Recorded.octets("vector-bind-result"));
  }

  @ParameterizedTest
  @CsvSource({"pp-1988-normal-short-ipm,NORMAL,OCTET_STRING", "pp-1988-x410mode-short,X410,OCTET_STRING",
      "pp-1984-short,X410,IA5_STRING"})
  void whatPpSendsIsReadAndWrittenAlike(String recording, Mode mode, PasswordForm form) throws BerException {
    Authenticated initiator = peer("PP-MTA-A", form, "secret-a");
    Authenticated responder = peer("PP-MTA-B", form, "secret-b");
    byte[] argument = Recorded.octets(recording + "-bind-argument");
    byte[] result = Recorded.octets(recording + "-bind-result");
    assertThat(MtaBind.decodeArgument(argument)).isEqualTo(initiator);
    assertThat(initiator.encodeArgument(mode)).isEqualTo(argument);
    assertThat(MtaBind.decodeResult(result)).isEqualTo(responder);
    assertThat(responder.encodeResult(mode)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0500", "8000", "b0020500", "b0028000"})
  void absentAndNullArgumentsAreUnauthenticated(String encoded) throws BerException {
    assertThat(MtaBind.decodeArgument(hex(encoded))).isEqualTo(new Unauthenticated());
  }

  @Test
  void unauthenticatedIsANull() {
    assertThat(new Unauthenticated().encodeArgument(Mode.NORMAL)).isEqualTo(hex("b0020500"));
    assertThat(new Unauthenticated().encodeResult(Mode.NORMAL)).isEqualTo(hex("b1020500"));
    assertThat(new Unauthenticated().encodeArgument(Mode.X410)).isEqualTo(hex("0500"));
  }

  /** Seen from systems of 1984: the password under an implicit [1], and the SET under its own tag. */
  @Test
  void aPasswordWithoutATagOfItsOwnIsRead() throws BerException {
    Authenticated peer = peer("A", PasswordForm.IA5_STRING, "pw");
    assertThat(MtaBind.decodeArgument(hex("a107 800141 81027077"))).isEqualTo(peer);
    assertThat(MtaBind.decodeResult(hex("3107 800141 81027077"))).isEqualTo(peer);
  }

  @Test
  void strongCredentialsAreRecognisedAndNotUnderstood() throws BerException {
    byte[] strong = hex("b00f a10d 8001 41 a104 a002 3000 a202 3100");
    assertThat(MtaBind.decodeArgument(strong)).isInstanceOfSatisfying(Authenticated.class, bind -> {
      assertThat(bind.credentials()).isInstanceOf(MtaCredentials.Unsupported.class);
      assertThat(bind.unknown()).hasSize(1);
      assertThat(bind.encodeArgument(Mode.NORMAL)).isEqualTo(strong);
    });
  }

  @Test
  void passwordsAreComparedAsOctetsAndNeverShown() {
    MtaCredentials.Simple secret = MtaCredentials.Simple.of(PasswordForm.IA5_STRING, "secret");
    assertThat(secret.samePassword("secret".getBytes(StandardCharsets.US_ASCII))).isTrue();
    assertThat(secret.samePassword("secre".getBytes(StandardCharsets.US_ASCII))).isFalse();
    assertThat(secret).isNotEqualTo(MtaCredentials.Simple.of(PasswordForm.OCTET_STRING, "secret"));
    assertThat(new Authenticated("MTA-1", secret).toString()).contains("MTA-1").doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource(MtaBindError.class)
  void everyErrorRoundTripsAndIsReadBareAsPpSendsIt(MtaBindError error) throws BerException {
    assertThat(MtaBind.decodeError(MtaBind.encodeError(error)).error()).isSameAs(error);
    assertThat(MtaBind.decodeError(new byte[]{2, 1, (byte) error.code()}).error()).isSameAs(error);
    assertThat(error.standardName().replace('-', '_')).isEqualToIgnoringCase(error.name());
  }

  @Test
  void errorOfTheStandardIsWrapped() throws BerException {
    byte[] vector = Recorded.octets("vector-bind-error");
    assertThat(MtaBind.decodeError(vector).error()).isSameAs(MtaBindError.AUTHENTICATION_ERROR);
    assertThat(MtaBind.encodeError(MtaBindError.AUTHENTICATION_ERROR)).isEqualTo(vector);
  }

  @Test
  void errorsWithoutOrWithStrangeReasonAreTolerated() throws BerException {
    assertThat(MtaBind.decodeError(new byte[0]).describe()).isEqualTo("no reason given");
    assertThat(MtaBind.decodeError(hex("0500")).error()).isNull();
    assertThat(MtaBind.decodeError(hex("b203020101")).describe()).isEqualTo("unknown reason 1");
    assertThat(MtaBind.decodeError(hex("920102")).error()).isSameAs(MtaBindError.AUTHENTICATION_ERROR);
    assertThat(MtaBind.decodeError(hex("020100")).describe()).isEqualTo("busy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b000", "b0040500 0500", "a100", "a103800141", "a105800141 a100", "020100",
      "0501 00",
      "b100", "a107800141 a1020500 00"})
  void malformedArgumentsAreRefused(String encoded) {
    assertThatThrownBy(() -> MtaBind.decodeArgument(hex(encoded))).isInstanceOf(BerException.class);
  }

  @Test
  void mutatedArgumentsGiveAValueOrACheckedError() throws BerException {
    Random random = new Random(3);
    byte[] valid = new Authenticated("MTA-1", MtaCredentials.Simple.of(PasswordForm.IA5_STRING, "secret"),
        List.of(RawElement.of(hex("a2023000")))).encodeArgument(Mode.NORMAL);
    Mutations.check(valid, random, 20_000, octets -> assertThat(MtaBind.decodeArgument(octets)).isNotNull());
    Mutations.check(MtaBind.encodeError(MtaBindError.BUSY), random, 2000,
        octets -> assertThat(MtaBind.decodeError(octets).describe()).isNotEmpty());
  }
}
