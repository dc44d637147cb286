package dev.vcond.http;

import java.util.function.Supplier;

/**
 * What the admin server shows.
 *
 * @param metrics the text of {@code /metrics}
 * @param live what only a restart can mend; an outage of a server outside does not belong here
 * @param ready everything that must work for vCons to move
 * @param verbosity what {@code /log-level} shows and sets
 */
public record AdminPages(
    Supplier<String> metrics, Health live, Health ready, Verbosity verbosity) {}
