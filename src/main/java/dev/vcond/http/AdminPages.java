package dev.vcond.http;

import java.util.function.Function;

/**
 * What the admin server shows.
 *
 * @param metrics makes {@code /metrics} for a request's {@code Accept}, which may be empty
 * @param live what only a restart can mend; an outage of a server outside does not belong here
 * @param ready everything that must work for vCons to move
 * @param verbosity what {@code /log-level} shows and sets
 */
public record AdminPages(
    Function<String, Text> metrics, Health live, Health ready, Verbosity verbosity) {

  /** A text and what it is. */
  public record Text(String contentType, String text) {}
}
