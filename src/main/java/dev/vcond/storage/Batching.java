package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import java.util.List;

/**
 * A {@link Storage} that stores many documents in one round trip. The engine gathers the saves that
 * arrive while an earlier group is under way (group commit: nobody waits for a timer) and gives
 * each document its own result.
 */
public interface Batching {

  /**
   * Stores all of them or, when it throws, none that matters: the engine repeats the group in
   * halves after a {@link DocumentFault}, so that one bad document never takes its neighbours
   * along, and as a whole after anything else.
   *
   * @param vcons at least one; each id at most once, in ascending order of the canonical id, so
   *     that concurrent groups lock rows in the same order
   * @throws Exception as {@link Storage#save}
   */
  void saveAll(List<Vcon> vcons) throws Exception;
}
