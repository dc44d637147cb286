/**
 * The places where a document may be, as tools ask them: Redis, and every storage of the
 * configuration.
 *
 * <p>In flows an id; out flows an answer per place. A place that fails is an answer as well,
 * because the next one may have the document, and because whoever deletes must hear about each.
 * "Not there" is only said by a place that has looked.
 */
@NullMarked
package dev.vcond.app.place;

import org.jspecify.annotations.NullMarked;
