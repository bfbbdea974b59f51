package org.angarium.mta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.junit.jupiter.api.Test;

class RouteIndexTest {
  private static final String[] KEYS = {"C", "A", "P", "O", "OU1", "S", "CN", "DDA:X"};
  private static final String[] VALUES = {"AA", "ab", "Ab", " AB ", "a  b", "A B", "abc", "b\\;c", "Ä"};

  private static Route route(String pattern, int position) throws AddressSyntaxException {
    return Route.of(AddressPattern.parse(pattern), "c" + position, 1, false, position);
  }

  private static String random(Random random, boolean pattern) {
    StringBuilder text = new StringBuilder();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        boolean plainOnly = key.length() == 1 && "CAP".contains(key);
        String value = VALUES[random.nextInt(plainOnly ? 7 : VALUES.length)];
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
    RouteIndex index = new RouteIndex();
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

  @Test
  void amongVeryManySpacesOnlyAFewAreLookedAt() throws Exception {
    RouteIndex index = new RouteIndex();
    index.add(route("*", 0));
    index.add(route("C=DE;A=X;P=DOMAIN*", 1));
    for (int i = 2; i < 20_000; i++) {
      index.add(route("C=DE;A=X;P=DOMAIN" + i / 100 + ";O=ORG" + i, i));
    }

    assertThat(index.candidates(OrAddress.parse("C=DE;A=X;P=DOMAIN77;O=ORG7788;S=a")))
        .extracting(Route::position)
        .containsExactlyInAnyOrder(0, 1, 7788);
  }
}
