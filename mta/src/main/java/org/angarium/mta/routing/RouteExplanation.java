package org.angarium.mta.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an address goes where it goes, for people and for JSON.
 *
 * @param address the recipient, in the canonical text form
 * @param redirections who gets its mail in its place, one after the other, and by whose wish; the rest is about the last of them
 * @param outcome "local", "list", "connector", "access-unit", "unknown-local", "barred", "unroutable"
 * @param target the mailbox, list, connector or access unit; null if there is none
 * @param diagnostic what a report would say; null if there would be none
 * @param because one sentence
 * @param candidates every address space that matches, in the order in which they were considered
 */
public record RouteExplanation(String address, List<String> redirections, String outcome,
    @Nullable String target,
    @Nullable String diagnostic, String because, List<Candidate> candidates) {
  /**
   * One address space that matches.
   *
   * @param specificity how much its pattern asks for; see {@link org.angarium.x400.address.AddressPattern#specificity}
   * @param standing whether mail can leave over it now
   * @param verdict "chosen", "next" if it would be taken without the ones before it, "rejected"
   * @param why one clause
   */
  public record Candidate(String connector, String pattern, int specificity, int cost, String scope,
      String standing, String verdict, String why) {}

  /** Of an address whose mail is not redirected. */
  public RouteExplanation(String address, String outcome, @Nullable String target,
      @Nullable String diagnostic, String because, List<Candidate> candidates) {
    this(address, List.of(), outcome, target, diagnostic, because, candidates);
  }

  /** The same for mail that came here by these redirections. */
  public RouteExplanation after(List<String> redirected) {
    return new RouteExplanation(address, redirected, outcome, target, diagnostic, because, candidates);
  }

  public RouteExplanation {
    redirections = List.copyOf(redirections);
    candidates = List.copyOf(candidates);
  }
}
