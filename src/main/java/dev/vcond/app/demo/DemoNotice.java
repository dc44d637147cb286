package dev.vcond.app.demo;

import java.nio.file.Path;
import java.time.Duration;

/** How far a demo is, told as it goes. */
public sealed interface DemoNotice {

  /** A server of the demo's own answers. */
  record ServerStarted(String name, String address, Duration took) implements DemoNotice {}

  /** Something takes its time. */
  record Waiting(String forWhat, Duration soFar) implements DemoNotice {}

  /** All documents are in Redis; no id has been pushed yet. */
  record DocumentsStored(Load load, Duration took) implements DemoNotice {}

  /** Something about a file of the user's. */
  record Remark(String text) implements DemoNotice {}

  /** The daemon waits for ids. */
  record DaemonStarted(Path config, String metrics, Duration took) implements DemoNotice {}

  /** Ids are pushed and worked on. */
  record Working(Progress.Snapshot progress, int total) implements DemoNotice {}

  /** Nothing is left to do, or nothing happens any more. */
  record Worked(Progress.Snapshot progress, int total) implements DemoNotice {}

  /** Everything is read back. */
  record Proving(int done, int total) implements DemoNotice {}

  /** Everything was read back. */
  record Proved(int total, boolean holds, Duration took) implements DemoNotice {}

  /**
   * What is submitted.
   *
   * @param count of ids
   * @param bytes of all documents
   */
  record Load(int count, long bytes, int smallest, int largest) {
    static Load none() {
      return new Load(0, 0, Integer.MAX_VALUE, 0);
    }

    Load withId() {
      return new Load(count + 1, bytes, smallest, largest);
    }

    Load withDocument(int size) {
      return new Load(count, bytes + size, Math.min(smallest, size), Math.max(largest, size));
    }
  }
}
