/**
 * What the operator wrote, as records.
 *
 * <p>In flow config.yml, the environment and flags; out flows a configuration that is valid as a
 * whole, or all its problems at once, each with file, line, key and a hint. Options of links and
 * storages are bound to records that the drawers declare, so nobody else ever looks at YAML.
 *
 * <p>Neither Redis nor a storage is asked here: that a configuration is well formed must be known
 * without a network.
 *
 * <p>Decided, and against what:
 *
 * <ul>
 *   <li>YAML is composed to nodes, never constructed to objects. Nodes carry their line, their
 *       duplicate keys and their original text; objects have lost all three, and a tag could name a
 *       class to be made.
 *   <li>The type that a value is bound to decides what its text means, not YAML 1.1: there, {@code
 *       on} is true, {@code 0o644} a string and a list called 123 a number.
 *   <li>Variables are put in after parsing, value by value. Before it, a password with a colon
 *       would change the structure of the file.
 *   <li>Environment variables lie under the file as if they had been written there, so that one
 *       binder, one set of checks and one kind of message serve all sources.
 *   <li>A record is wrong as a whole when one key is; it is then made with the default in the place
 *       of the wrong value, so that the operator still hears what else its constructor, the chains
 *       and the modules complain of. The price: a limit between two keys may be said of a default.
 *   <li>The reference is made from the annotations that the binder goes by. A library for binding
 *       would have saved the reflection, but none keeps places, and places are what an operator
 *       needs.
 *   <li>The JSON Schema for editors comes from the same annotations, and never refuses what the
 *       binder takes: text may be quoted, hold a variable or be absent. So it demands no key of
 *       options (a chain may lay it over them) and no range; those are told by the check.
 *   <li>What counts is shown from the bound records, not from the file: constructors settle values
 *       too. A secret becomes stars, or the reference to its file that was written in its place, so
 *       that the output can be read again.
 *   <li>What a link can never keep, such as a wait beyond its timeout, is an error: each vCon would
 *       end as a dead letter. What does nothing, and lists that lead in a circle, are warnings: a
 *       link may end the round.
 *   <li>Unix sockets and Redis Cluster are refused by name: the daemon has no driver for the one
 *       and keys in many slots for the other.
 *   <li>{@code max_size} and {@code on_oversize} are lifted out of options, where the adapter guide
 *       has them; in the inline options of a chain they are refused, for a storage has one policy.
 * </ul>
 */
@NullMarked
package dev.vcond.config;

import org.jspecify.annotations.NullMarked;
