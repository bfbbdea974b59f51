package org.angarium.mta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.junit.jupiter.api.Test;

class RouteIndexTest {
  private static final String[] KEYS = {"C", "A", "P", "O", "OU1", "S", "CN", "X121", "N-ID", "PD-OFFICE",
      "DDA:X", "DDA:y"};
  private static final String[] VALUES = {"AA", "ab", "Ab", " AB ", "a  b", "A B", "abc", "b\\;c", "Ä"};

  private static final String[] DIGITS = {"1", "12", "120", "4"};
  private static final Carrier CARRIER = carrier();

  private static Carrier carrier() {
    try {
      return new Carrier.OfConnector(ConfigReader.read(Path.of("angarium.toml"), """
          name = "ALPHA"
          data-directory = "data"
          [domain]
          country = "DE"
          admd = "EXAMPLE"
          [[connector]]
          name = "c"
          remote-mta = "C"
          host = "h"
          """).connectors().getFirst());
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  private static Route route(String pattern, int position) throws AddressSyntaxException {
    return new Route(new AddressSpace(AddressPattern.parse(pattern), position), CARRIER, false);
  }

  private static String random(Random random, boolean pattern) {
    StringBuilder text = new StringBuilder();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        boolean plainOnly = key.length() == 1 && "CAP".contains(key);
        boolean digits = key.equals("X121") || key.equals("N-ID");
        String value = digits
            ? DIGITS[random.nextInt(DIGITS.length)]
            : VALUES[random.nextInt(plainOnly ? 7 : VALUES.length)];
        boolean blank = key.equals("A") && random.nextInt(4) == 0;
        text.append(key).append('=').append(blank ? " " : value)
            .append(pattern && !blank && random.nextInt(4) == 0 ? "*" : "").append(';');
      }
    }
    return text.isEmpty() ? "C=AA" : text.toString();
  }

  @Test
  void itFindsWhatLookingAtEveryPatternFinds() throws Exception {
    Random random = new Random(1988);
    RouteIndex index = new RouteIndex(10);
    List<Route> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Route route = route(i == 0 ? "*" : random(random, true), i);
      all.add(route);
      index.add(route);
    }
    int matches = 0;
    for (int i = 0; i < 300; i++) {
      OrAddress address = OrAddress.parse(random(random, false));
      List<Route> found = new ArrayList<>();
      index.forEachMatch(address, found::add);
      assertThat(found).as(address.toString())
          .containsExactlyInAnyOrderElementsOf(
              all.stream().filter(route -> route.pattern().matches(address)).toList());
      matches += found.size();
    }
    assertThat(matches).isGreaterThan(300);
  }
}
