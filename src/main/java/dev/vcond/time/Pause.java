package dev.vcond.time;

import java.time.Duration;

/** The one way to wait for nothing but time. */
public final class Pause {
  private Pause() {}

  /**
   * Waits on the caller's thread.
   *
   * @throws InterruptedException as soon as the thread is interrupted
   */
  public static void of(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
