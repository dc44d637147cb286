package dev.vcond.app.demo;

import dev.vcond.app.demo.proof.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything there is to tell about a demo that ran to its end.
 *
 * @param remarks about files of the user's
 * @param example the id of a good vCon; empty if there is none
 * @param took from the start to the proof
 */
public record DemoResult(
    DemoSettings settings,
    DemoNotice.Load load,
    Progress.Snapshot work,
    Verdict verdict,
    List<String> remarks,
    String example,
    Ways ways,
    Duration took) {
  public DemoResult {
    remarks = List.copyOf(remarks);
  }

  /**
   * Where to look while it stays.
   *
   * @param files folder of the file storage
   * @param log what the daemon logged
   * @param psql the database as psql takes it
   */
  public record Ways(
      Path folder,
      Path config,
      Path files,
      Path log,
      int redisPort,
      String psql,
      String table,
      String metrics) {}

  /** Whether everything that was submitted is where, and as, it must be. */
  public boolean succeeded() {
    return verdict.holds();
  }
}
