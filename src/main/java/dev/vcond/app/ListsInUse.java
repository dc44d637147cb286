package dev.vcond.app;

import dev.vcond.queue.BodyGuard;
import dev.vcond.storage.StorageWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which lists have to be looked after. What was once claimed from stays, whatever a reload says:
 * ids of it may still be in work, and nothing else gives them back at a stop.
 *
 * @param claimed every list that was ever claimed from, those of owed writes included
 * @param ingress the ingress lists of the configuration that counts
 * @param owing storages that writes may be owed to
 */
record ListsInUse(
    List<String> claimed,
    List<String> ingress,
    List<String> owing,
    @Nullable Duration deadLetterExpiry) {

  static ListsInUse of(Generation generation) {
    return new ListsInUse(
        generation.claimed(),
        generation.lists(),
        generation.writers().stream().map(StorageWriter::name).distinct().toList(),
        generation.config().compat().dlqExpiry());
  }

  /** After a reload. */
  ListsInUse then(Generation next) {
    ListsInUse now = of(next);
    return new ListsInUse(
        both(claimed, now.claimed), now.ingress, both(owing, now.owing), now.deadLetterExpiry);
  }

  private static List<String> both(List<String> before, List<String> now) {
    return Stream.concat(before.stream(), now.stream()).distinct().toList();
  }

  BodyGuard.Lists guarded() {
    return new BodyGuard.Lists(ingress, owing, deadLetterExpiry);
  }
}
