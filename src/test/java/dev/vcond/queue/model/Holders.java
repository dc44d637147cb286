package dev.vcond.queue.model;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Reads claims, such as {@code A1:3+}. */
final class Holders {
  private Holders() {}

  static String instance(String claim) {
    return claim.substring(0, claim.indexOf(':'));
  }

  static int number(String claim) {
    return Integer.parseInt(claim.substring(claim.indexOf(':') + 1).replace("+", ""));
  }

  /** Whoever holds something. */
  static NavigableSet<String> of(Collection<String> claims) {
    var holders = new TreeSet<String>();
    claims.forEach(claim -> holders.add(instance(claim)));
    return holders;
  }
}
