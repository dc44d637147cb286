package dev.vcond.app.place;

import dev.vcond.vcon.VconId;

/** Something that may hold a document. What goes wrong is an {@link Answer}. */
public interface Place {

  /** What a configuration calls it, or {@code redis}. */
  String name();

  /**
   * {@link Answer.Found}, {@link Answer.Part}, {@link Answer.NotThere}, {@link Answer.Unable} or a
   * failure.
   */
  Answer get(VconId id) throws InterruptedException;

  /** {@link Answer.Deleted}, {@link Answer.NotThere}, {@link Answer.Unable} or a failure. */
  Answer delete(VconId id) throws InterruptedException;
}
