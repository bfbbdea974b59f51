package org.angarium.x400.p1;

import java.util.Arrays;
import java.util.Random;
import org.angarium.osi.ber.BerException;

/** Valid encodings made wrong in small ways: a decoder must answer or throw {@link BerException}, nothing else. */
final class Mutations {
  private Mutations() {}

  interface Decoder {
    void decode(byte[] octets) throws BerException;
  }

  /** Answers how many mutants were refused. */
  static int check(byte[] valid, Random random, int count, Decoder decoder) {
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = mutate(valid, random);
      try {
        decoder.decode(mutant);
      } catch (BerException e) {
        refused++;
      }
    }
    return refused;
  }

  static byte[] mutate(byte[] valid, Random random) {
    byte[] mutant = valid.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && mutant.length > 0; changes--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        case 3 -> mutant[at] = (byte) new int[]{0, 0x80, 0xFF, 0x7F, 0x84}[random.nextInt(5)];
        default -> {
          byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
          System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
          longer[at] = (byte) random.nextInt(256);
          mutant = longer;
        }
      }
    }
    return mutant;
  }
}
