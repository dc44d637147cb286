package dev.vcond.worker;

import dev.vcond.chain.FailedAt;
import java.util.Locale;
import java.util.Optional;

/**
 * What documents can at best have of the heap, when all others wait. One that needs more would end
 * the process, and after it the next one that claims the id.
 *
 * @param heap bytes that the JVM may use for objects
 */
public record HeapRoom(long heap) {
  /** What the daemon itself keeps there. */
  private static final long OURS = 24 << 20;

  /** The room in the JVM that runs this. */
  public static HeapRoom ofThisProcess() {
    return new HeapRoom(Runtime.getRuntime().maxMemory());
  }

  /**
   * An array lies in one piece among the objects that live long, which have two thirds of the heap
   * with the serial and the parallel collector.
   */
  private long most() {
    return Math.max(0, heap / 3 * 2 - OURS);
  }

  /**
   * Why a document cannot be worked on.
   *
   * @param bytes its size
   * @param copies how often it has to be held at the same time
   */
  Optional<FailedAt> refusal(long bytes, int copies) {
    long most = most() / copies;
    return bytes <= most
        ? Optional.empty()
        : Optional.of(new FailedAt.Document("too_large_for_memory", text(bytes, copies, most)));
  }

  private String text(long bytes, int copies, long most) {
    return String.format(
        Locale.ROOT,
        "the document has %,d bytes; a heap of %,d MB holds documents of up to %,d bytes%s. Give"
            + " vcond one of %,d MB (VCOND_JAVA_OPTS=-Xmx%dm) and replay",
        bytes,
        heap >> 20,
        most,
        copies > 1 ? " that a link changes" : "",
        needed(bytes, copies),
        needed(bytes, copies));
  }

  /** The heap that would do, with some reserve, in megabytes. */
  private static long needed(long bytes, int copies) {
    return (((bytes * copies + OURS) / 2 * 3) >> 20) + 64;
  }
}
