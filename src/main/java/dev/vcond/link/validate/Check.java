package dev.vcond.link.validate;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.concurrent.CancellationException;

/**
 * One check of one document: keeps the first errors only, since a list of ten million wrong entries
 * has ten million errors, and ends when its thread is interrupted. Used by one thread.
 */
final class Check extends ExecutionContext {
  /** For each alternative that the library tries; whether there are any is all it asks. */
  static final int MOST_ERRORS = 1_000;

  Check() {
    super(ExecutionConfig.builder().build());
  }

  @Override
  public void addError(Error error) {
    stopIfInterrupted();
    if (getErrors().size() < MOST_ERRORS) {
      super.addError(error);
    }
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    stopIfInterrupted();
    super.evaluationPathAddLast(keyword);
  }

  /** Unchecked, to pass through the library. */
  static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
  }
}
