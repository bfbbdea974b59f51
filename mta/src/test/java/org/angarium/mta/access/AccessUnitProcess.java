package org.angarium.mta.access;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.angarium.mta.TestMta;

/**
 * An MTA with an application in it, to be killed at any moment. The application sends numbered messages to itself, each under its number
 * as the key, and says on its output what it has done when it knows that it is done.
 */
final class AccessUnitProcess {
  private AccessUnitProcess() {}

  /** Arguments: directory, configuration file, first and last number to submit; then deliveries that may have been settled. */
  public static void main(String[] args) throws Exception {
    try (TestMta mta = new TestMta(Path.of(args[0]), Files.readString(Path.of(args[1])))) {
      AccessUnit unit = mta.mta.accessUnit("edi");
      for (int i = 4; i < args.length; i++) {
        settle(unit, Long.parseLong(args[i]));
      }
      for (int number = Integer.parseInt(args[2]); number <= Integer.parseInt(args[3]); number++) {
        String text = Integer.toString(number);
        Submitted submitted = unit.submit(Submission.builder().key(text)
            .from(TestMta.name("C=XX;A=TEST;P=ALPHA;O=EDI;CN=Out"))
            .to(TestMta.name("C=XX;A=TEST;P=ALPHA;O=EDI;CN=In")).build(),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        System.out.println("submitted " + number + " " + submitted.mtsId());
        take(unit, Duration.ZERO);
      }
      while (take(unit, Duration.ofSeconds(1))) {
        // Until there is no more.
      }
      System.out.println("idle");
      while (System.in.read() >= 0) {
        // Until the parent ends it.
      }
    } catch (Exception e) {
      System.out.println("failed: " + e);
      throw e;
    }
  }

  private static boolean take(AccessUnit unit, Duration wait) throws Exception {
    for (Delivery delivery : unit.claim(1, Duration.ofMinutes(1), wait)) {
      try (InputStream content = unit.content(delivery.id())) {
        System.out.println("claimed " + delivery.id() + " "
            + new String(content.readAllBytes(), StandardCharsets.US_ASCII));
      }
      settle(unit, delivery.id());
      return true;
    }
    return false;
  }

  private static void settle(AccessUnit unit, long delivery) throws Exception {
    System.out.println("settled " + delivery + " " + unit.acknowledge(delivery));
  }
}
