package dev.vcond.app.demo.corpus;

import java.io.IOException;
import java.util.Optional;

/**
 * One id that is pushed.
 *
 * @param id the text that is pushed; not always a uuid
 * @param list the ingress list
 * @param what for people: what is wrong with it, or the file it comes from; may be empty
 * @param document gives the bytes that are stored under the id; the same at every call
 */
public record Sample(String id, String list, String what, Document document, Fate fate) {

  /** Makes or reads a document, so that not all of them are kept in memory. */
  @FunctionalInterface
  public interface Document {
    /** The bytes; empty if none are stored under the id. */
    Optional<byte[]> read() throws IOException;
  }
}
