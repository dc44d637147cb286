package dev.vcond.app;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import org.jspecify.annotations.Nullable;

/**
 * Binds the options of one link or storage. The records are written by others: one that is faulty
 * is a problem of its entry and of no other.
 *
 * @param place where the entry stands
 * @param key of its options
 */
record OptionsBinder(String module, Position place, String key, Problems problems) {

  /** The options; null if something is wrong with them, which has been reported then. */
  <O extends Record> @Nullable O bind(Class<O> type, Mapping options) {
    try {
      return RecordBinder.bind(type, options, key, problems);
    } catch (IllegalStateException | LinkageError faulty) {
      Throwable cause = faulty.getCause();
      problems.error(
          place,
          key,
          "the options record of %s is faulty: %s%s"
              .formatted(module, faulty.getMessage(), cause == null ? "" : ": " + cause),
          "");
      return null;
    }
  }
}
