package org.angarium.lab.simulation.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which MTAs there are and who is whose neighbour.
 *
 * @param routes who reaches whom over which neighbour
 */
public record Topology(String name, List<String> mtas, List<Route> routes) {
  /** Mail of {@code at} for {@code destination} goes over {@code neighbour}; the least cost is preferred. */
  public record Route(String at, String neighbour, String destination, int cost) {}

  public Topology {
    mtas = List.copyOf(mtas);
    routes = List.copyOf(routes);
  }

  static Topology draw(RandomGenerator random, Edition edition) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2, 3 -> pair();
      case 4, 5 -> chain();
      case 6 -> diamond();
      default -> hub(edition.spokes(random));
    };
  }

  public static Topology pair() {
    List<Route> routes = new ArrayList<>();
    both(routes, "ALPHA", "BRAVO");
    return new Topology("pair", List.of("ALPHA", "BRAVO"), routes);
  }

  public static Topology chain() {
    List<Route> routes = new ArrayList<>();
    both(routes, "ALPHA", "BRAVO");
    both(routes, "BRAVO", "DELTA");
    routes.add(new Route("ALPHA", "BRAVO", "DELTA", 1));
    routes.add(new Route("DELTA", "BRAVO", "ALPHA", 1));
    return new Topology("chain", List.of("ALPHA", "BRAVO", "DELTA"), routes);
  }

  /** Two ways from ALPHA to DELTA and back, one of them better. */
  public static Topology diamond() {
    List<Route> routes = new ArrayList<>();
    for (String middle : List.of("BRAVO", "CARLO")) {
      both(routes, "ALPHA", middle);
      both(routes, middle, "DELTA");
      int cost = middle.equals("BRAVO") ? 5 : 10;
      routes.add(new Route("ALPHA", middle, "DELTA", cost));
      routes.add(new Route("DELTA", middle, "ALPHA", cost));
    }
    return new Topology("diamond", List.of("ALPHA", "BRAVO", "CARLO", "DELTA"), routes);
  }

  public static Topology hub(int spokes) {
    List<String> mtas = new ArrayList<>(List.of("HUB"));
    List<Route> routes = new ArrayList<>();
    for (int i = 1; i <= spokes; i++) {
      String spoke = "SPOKE" + i;
      both(routes, "HUB", spoke);
      for (int other = 1; other <= spokes; other++) {
        if (other != i) {
          routes.add(new Route(spoke, "HUB", "SPOKE" + other, 1));
        }
      }
      mtas.add(spoke);
    }
    return new Topology("hub", mtas, routes);
  }

  private static void both(List<Route> routes, String one, String other) {
    routes.add(new Route(one, other, other, 1));
    routes.add(new Route(other, one, one, 1));
  }

  /** The neighbours of an MTA, in a fixed order. */
  public List<String> neighbours(String mta) {
    return routes.stream().filter(route -> route.at().equals(mta)).map(Route::neighbour).distinct().toList();
  }

  /** Of what an MTA reaches, by destination and neighbour what each way costs. */
  public Map<String, Map<String, Integer>> ways(String mta) {
    Map<String, Map<String, Integer>> ways = new LinkedHashMap<>();
    for (Route route : routes) {
      if (route.at.equals(mta)) {
        ways.computeIfAbsent(route.destination, any -> new LinkedHashMap<>()).put(route.neighbour,
            route.cost);
      }
    }
    return ways;
  }

  /** Whether mail of one reaches the other at all. */
  public boolean reaches(String from, String to) {
    return routes.stream().anyMatch(route -> route.at().equals(from) && route.destination().equals(to));
  }
}
