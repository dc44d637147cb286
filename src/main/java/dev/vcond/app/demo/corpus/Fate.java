package dev.vcond.app.demo.corpus;

/** What must become of an id that is pushed. */
public sealed interface Fate {

  /**
   * It ends in every storage.
   *
   * @param tagged whether its chain adds the tags; without them not a byte may change
   */
  record Stored(boolean tagged) implements Fate {}

  /**
   * It ends on the dead-letter list.
   *
   * @param code the reason in its record
   * @param step where it failed: a link, a storage or {@code document}
   * @param onDisk whether the file storage has it all the same, with the tags
   */
  record DeadLettered(String code, String step, boolean onDisk) implements Fate {}
}
