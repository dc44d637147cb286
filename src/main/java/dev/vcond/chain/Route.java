package dev.vcond.chain;

import dev.vcond.vcon.VconId;

/**
 * A push that a link asked for.
 *
 * @param list the list's name
 * @param id of the document that the link was given: a later link may swap it for another one
 */
public record Route(String list, VconId id) {}
