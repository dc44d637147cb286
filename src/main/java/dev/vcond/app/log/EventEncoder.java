package dev.vcond.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.stream.Collectors;

/** Writes the lines of the log; {@code logback.xml} names it. Thread-safe once it is started. */
public final class EventEncoder extends EncoderBase<ILoggingEvent> {
  private String format = "";
  private String journal = "";
  private volatile Form form = new TextForm(true);
  private volatile boolean prioritized;

  /** {@code text} or {@code json}; anything else: as the reader needs it. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** The variable by which systemd says which stream leads to its journal. */
  public void setJournal(String journal) {
    this.journal = journal;
  }

  @Override
  public void start() {
    startFor(Reader.ofStandardError(journal));
  }

  void startFor(Reader reader) {
    prioritized = reader == Reader.JOURNAL;
    boolean json =
        switch (format) {
          case "json" -> true;
          case "text" -> false;
          default -> reader != Reader.TERMINAL;
        };
    form = json ? new JsonForm() : new TextForm(!prioritized);
    super.start();
  }

  /** Writes text unless a format was asked for: beside the answer of a command. */
  public void speakPlainly() {
    if (format.isEmpty()) {
      form = new TextForm(!prioritized);
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String text = form.text(event);
    return (prioritized ? prioritized(text, Priority.of(event.getLevel())) : text + "\n")
        .getBytes(UTF_8);
  }

  /** Each line for itself: the journal makes an entry of it. */
  private static String prioritized(String text, int priority) {
    return text.lines()
        .map(line -> "<" + priority + ">" + line + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
