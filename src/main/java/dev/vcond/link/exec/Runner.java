package dev.vcond.link.exec;

import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.Vcon;

/** A way to have a program work on vCons. Thread-safe. */
interface Runner extends AutoCloseable {
  /**
   * Has it work on one.
   *
   * @throws InterruptedException the time is over; what worked on it is being ended
   */
  LinkResult run(Vcon vcon, LinkContext context) throws Exception;

  /** Ends all processes. */
  @Override
  void close();
}
