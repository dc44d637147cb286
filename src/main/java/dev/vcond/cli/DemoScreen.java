package dev.vcond.cli;

import dev.vcond.app.demo.DemoNotice;
import dev.vcond.app.demo.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows how far the demo is: on a terminal one line that moves, under it nothing; elsewhere plain
 * lines; nothing at all if the answer is to be JSON. Thread-safe.
 */
final class DemoScreen implements Consumer<DemoNotice> {
  private static final int BAR = 34;
  private static final Duration PLAIN_PAUSE = Duration.ofSeconds(1);
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

  private final Caller caller;
  private final PrintStream out;
  private final boolean silent;
  private final boolean moving;
  private final boolean unicode;
  private boolean lineIsOpen;
  private long lastPlain = System.nanoTime();

  DemoScreen(Caller caller, boolean silent) {
    this.caller = caller;
    this.out = caller.out();
    this.silent = silent;
    String terminal = caller.environment().getOrDefault("TERM", "");
    this.moving = caller.terminal() && !terminal.equals("dumb");
    this.unicode =
        out.charset().equals(StandardCharsets.UTF_8)
            && !terminal.equals("linux")
            && !caller.has("VCOND_ASCII");
  }

  /** The heading. */
  synchronized void begin() {
    print("");
    print("@|bold vcond demo|@");
    print("");
    print(picture("demo", "tag", "disk (files), database (Postgres)"));
    print(picture("demo-sealed", "(no link)", "the same, for signed and encrypted vCons"));
    print("");
  }

  private String picture(String list, String links, String storages) {
    String arrow = unicode ? "──▶" : "-->";
    return "  list %-11s %s %-9s %s %s".formatted(list, arrow, links, arrow, storages);
  }

  /** The last word after a signal. */
  synchronized void ended(boolean kept) {
    print("Interrupted. The servers are stopped; the folder is " + (kept ? "kept." : "removed."));
  }

  @Override
  public synchronized void accept(DemoNotice notice) {
    if (silent) {
      return;
    }
    switch (notice) {
      case DemoNotice.ServerStarted server ->
          step(true, server.name(), "answers at " + server.address(), server.took());
      case DemoNotice.Remark remark -> print("   " + remark.text());
      case DemoNotice.Waiting waiting ->
          move(
              "%s %-10s starts ... %s"
                  .formatted(
                      spin(waiting.soFar()), waiting.forWhat(), DemoText.seconds(waiting.soFar())));
      case DemoNotice.DocumentsStored stored ->
          step(true, "vCons", documents(stored.load()), stored.took());
      case DemoNotice.DaemonStarted daemon ->
          step(true, "vcond", "runs with " + daemon.config(), daemon.took());
      case DemoNotice.Working working -> working(working.progress(), working.total());
      case DemoNotice.Worked worked -> worked(worked.progress(), worked.total());
      case DemoNotice.Proving proving -> proving(proving.done(), proving.total());
      case DemoNotice.Proved proved ->
          step(
              proved.holds(),
              "Proof",
              "%s ids looked up in files, rows, Redis and dead letters"
                  .formatted(DemoText.count(proved.total())),
              proved.took());
    }
  }

  private static String documents(DemoNotice.Load load) {
    return "%s put into Redis: %s, each %s to %s"
        .formatted(
            DemoText.count(load.count()),
            DemoText.bytes(load.bytes()),
            DemoText.bytes(load.smallest()),
            DemoText.bytes(load.largest()));
  }

  private void working(Progress.Snapshot at, int total) {
    String counts =
        "%s of %s  %s/s  dead letters: %d"
            .formatted(
                DemoText.count(at.finished()),
                DemoText.count(total),
                DemoText.rate(at.rate()),
                at.deadLettered());
    if (moving) {
      move("  %s %s".formatted(bar(at.finished(), total), counts));
    } else if (at.finished() > 0 && System.nanoTime() - lastPlain > PLAIN_PAUSE.toNanos()) {
      lastPlain = System.nanoTime();
      print("   " + counts);
    }
  }

  private void worked(Progress.Snapshot at, int total) {
    step(
        at.finished() == total,
        "Work",
        at.finished() == total
            ? "%s ids finished, %s a second"
                .formatted(DemoText.count(total), DemoText.rate(at.rate()))
            : "stands still at %s of %s ids"
                .formatted(DemoText.count(at.finished()), DemoText.count(total)),
        at.took());
  }

  private void proving(int done, int total) {
    if (moving) {
      move(
          "  %s %s of %s read back"
              .formatted(bar(done, total), DemoText.count(done), DemoText.count(total)));
    }
  }

  private String bar(int done, int total) {
    int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
    String bar = (unicode ? "━" : "#").repeat(filled);
    String rest = (unicode ? "─" : "-").repeat(BAR - filled);
    return caller.styled("@|cyan " + bar + "|@@|faint " + rest + "|@")
        + String.format(Locale.ROOT, " %3d %%", total == 0 ? 100 : 100L * done / total);
  }

  private String spin(Duration soFar) {
    return unicode
        ? String.valueOf(SPINNER.charAt((int) (soFar.toMillis() / 80 % SPINNER.length())))
        : "-";
  }

  private void step(boolean good, String what, String text, Duration took) {
    print(
        "%s @|bold %-9s|@ %s @|faint (%s)|@"
            .formatted(mark(good), what, text, DemoText.seconds(took)));
  }

  /** A tick or a cross. */
  String mark(boolean good) {
    return good
        ? "@|green " + (unicode ? "✓" : "ok") + "|@"
        : "@|red " + (unicode ? "✗" : "no") + "|@";
  }

  /** A line that stays. */
  synchronized void print(String markup) {
    if (silent) {
      return;
    }
    closeLine();
    out.println(caller.styled(markup));
  }

  /** A line that the next one replaces; only on a terminal. */
  private void move(String text) {
    if (moving) {
      out.print("\r" + text + "\033[K");
      out.flush();
      lineIsOpen = true;
    }
  }

  private void closeLine() {
    if (lineIsOpen) {
      out.print("\r\033[K");
      lineIsOpen = false;
    }
  }
}
