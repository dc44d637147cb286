/**
 * What the operator wrote, as records.
 *
 * <p>In flow config.yml, the environment and flags; out flows a configuration that is valid as a
 * whole, or all its problems at once, each with file, line, key and a hint. Options of links and
 * storages are bound to records that the drawers declare, so nobody else ever looks at YAML.
 *
 * <p>Neither Redis nor a storage is asked here: that a configuration is well formed must be known
 * without a network.
 */
@NullMarked
package dev.vcond.config;

import org.jspecify.annotations.NullMarked;
