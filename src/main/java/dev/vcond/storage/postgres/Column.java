package dev.vcond.storage.postgres;

/**
 * A column as the catalogue has it.
 *
 * @param type as {@code format_type} writes it
 * @param required whether every row must give it a value
 */
record Column(String name, String type, boolean required) {}
