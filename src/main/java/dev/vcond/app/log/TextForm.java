package dev.vcond.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * For people.
 *
 * @param dated whether it says when and how grave; the journal knows both
 */
record TextForm(boolean dated) implements Form {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  @Override
  public String text(ILoggingEvent event) {
    var text = new StringBuilder();
    if (dated) {
      text.append(
              TIME.format(
                  Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault())))
          .append(' ')
          .append("%-5s".formatted(event.getLevel()))
          .append(" [")
          .append(event.getThreadName())
          .append("] ");
    }
    String message = onOneLine(event.getFormattedMessage());
    text.append(Form.speaker(event)).append(" - ").append(message);
    Form.fields(event)
        .forEach((name, value) -> {
          String shown = onOneLine(value.toString());
          if (!says(message, shown)) {
            text.append(' ').append(name).append("=\"").append(shown).append('"');
          }
        });
    String stack = Form.stack(event);
    return stack.isEmpty() ? text.toString() : text + "\n" + stack;
  }

  /** As words of its own, not as a part of others. */
  private static boolean says(String message, String value) {
    for (int at = message.indexOf(value);
        at >= 0 && !value.isEmpty();
        at = message.indexOf(value, at + 1)) {
      int end = at + value.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(message.charAt(at - 1));
      if (begins && (end == message.length() || !Character.isLetterOrDigit(message.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** The lines of a stack trace that a program wrote stay apart. */
  private static String onOneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+", " | ");
  }
}
