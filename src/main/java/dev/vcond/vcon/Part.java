package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of {@code dialog}, {@code analysis} or {@code attachments} (IETF
 * draft-ietf-vcon-vcon-core), with the current member names. A view: it decodes what is asked for,
 * when it is asked for. Whatever stands there, reading never throws; what has another type than the
 * standard says counts as absent. Immutable and thread-safe.
 */
public sealed interface Part permits Dialog, Analysis, Attachment {

  /** Its place in the list, which is what other parts refer to. */
  int index();

  /** Everything that it has, shared by everybody: must not be modified. */
  ObjectNode json();

  /** The text of a member; empty if it is absent, no text, or blank. */
  default Optional<String> text(String member) {
    return Members.text(json(), member);
  }

  /** The moment of a member, in its own offset (UTC if it has none). */
  default Optional<OffsetDateTime> time(String member) {
    return text(member).flatMap(CreatedAt::parse);
  }

  /** The index in a member; empty if it is absent or no whole number from 0 on. */
  default OptionalInt index(String member) {
    return Members.index(json().path(member));
  }

  /** The indexes in a member, which may be a single one or a list. */
  default List<Integer> indexes(String member) {
    return Members.indexes(json().path(member));
  }

  /** The body with its encoding; never null, see {@link Body#isEmpty}. */
  default Body body() {
    return Body.of(json());
  }

  default Optional<String> mediatype() {
    return text("mediatype");
  }

  default Optional<String> filename() {
    return text("filename");
  }

  /** Where the content is, if it is outside the document. */
  default Optional<String> url() {
    return text("url");
  }

  /** What the content at {@link #url} hashes to, in one or several ways. */
  default List<String> contentHashes() {
    return Members.texts(json().path("content_hash"));
  }
}
