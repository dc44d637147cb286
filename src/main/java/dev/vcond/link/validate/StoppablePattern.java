package dev.vcond.link.validate;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A regular expression whose search ends when its thread is interrupted, and lets others run until
 * then. {@link Pattern} itself does neither: {@code (a+)+\\1b} would keep a processor busy long
 * after the step's time-out.
 */
final class StoppablePattern implements RegularExpression {
  private final Pattern pattern;

  /** As the library translates patterns of JSON schemas, which are those of JavaScript. */
  StoppablePattern(String text) {
    this.pattern =
        Pattern.compile(
            RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(text)));
  }

  @Override
  public boolean matches(String value) {
    return pattern.matcher(new WatchedText(value)).find();
  }

  /** Looks at the thread once in a while, since a search reads its characters again and again. */
  private static final class WatchedText implements CharSequence {
    private static final int EVERY = 1 << 16;

    private final CharSequence text;
    private int reads;

    WatchedText(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads % EVERY == 0) {
        pause();
      }
      return text.charAt(index);
    }

    /**
     * A virtual thread that computes keeps its processor until it ends: a few of these would stop
     * every chain. Not Thread.yield(): two that yield to each other leave no room for a third one
     * that comes from outside.
     */
    private static void pause() {
      Check.stopIfInterrupted();
      LockSupport.parkNanos(1);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
