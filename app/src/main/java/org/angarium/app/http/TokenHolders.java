package org.angarium.app.http;

import java.util.List;
import java.util.Optional;

/** Who may ask what. */
public interface TokenHolders {
  /** What the holder of this token may ask, the same time whatever is wrong with it; empty if it is nobody's. */
  Optional<List<Route>> routes(String token);

  /** Said to those without: a clause. */
  String whereTheTokenIs();
}
