package dev.vcond.app.systemd;

/** Hears of each reload of the configuration, on the thread that reloads. Thread-safe. */
public interface Reloads {

  /** Somebody asked for a reload, and it begins. Not told when the file was saved: nobody waits. */
  void reloadBegins();

  /**
   * The file was read again, asked for or not.
   *
   * @param trouble why the former configuration stays, in a sentence; empty if the file as it is
   *     now is in use
   */
  void reloadEnded(String trouble);
}
