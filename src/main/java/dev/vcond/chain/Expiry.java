package dev.vcond.chain;

import dev.vcond.vcon.VconId;
import java.time.Duration;

/**
 * A time to live that a link asked for.
 *
 * @param id of the document that the link was given
 * @param after counts from the end of the run
 */
public record Expiry(VconId id, Duration after) {}
