package dev.vcond.link;

/**
 * Where the document of one call came from.
 *
 * @param chain the chain that runs
 * @param step the link's name in {@code links}
 * @param ingressList the list the id was taken from
 */
public record LinkContext(String chain, String step, String ingressList) {}
