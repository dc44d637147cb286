package dev.vcond.link;

import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.time.Duration;

/**
 * One step of a chain: looks at a document, changes it, routes it, swaps it or ends the chain.
 *
 * <p>An instance is made once per step and configuration and is called by many virtual threads at
 * the same time, so it must be thread-safe. A {@link Vcon} is immutable: a link that changes the
 * document returns the edited one. A link may be called again for the same document after a crash,
 * a replay or a time-out; its effect must bear that (tagging twice leaves one tag).
 *
 * <p>A link never pushes ids, never writes the document and never retries the whole chain: it
 * answers with a {@link LinkResult} and the engine acts.
 */
public interface Link extends AutoCloseable {

  /**
   * Does the link's work on one document.
   *
   * @param vcon the document as the links before this one left it
   * @param context where the document came from
   * @return what the chain does next
   * @throws TemporaryFailure what may work later: the engine calls again, in a while
   * @throws Exception anything else sends the id to the dead-letter list with the exception's
   *     message as its reason
   * @throws InterruptedException the step's time-out has passed; what the link still answers is
   *     discarded
   */
  LinkResult apply(Vcon vcon, LinkContext context) throws Exception;

  /** How long one call may take when the configuration gives the step no {@code timeout}. */
  default Duration defaultTimeout() {
    return Duration.ofSeconds(60);
  }

  /**
   * Whether the link shows the id to somebody who will read the document from Redis (a webhook, a
   * script). The engine then writes a changed document back before the call.
   */
  default boolean showsId() {
    return false;
  }

  /**
   * Whether the link's work cost money or time that must not be spent twice. The engine then keeps
   * a checkpoint in Redis after the call, together with the document if the link changed it, so
   * that a later run of the same document skips this link.
   */
  default boolean costly() {
    return false;
  }

  /** Releases what the constructor opened. Comes once, when no call is under way any more. */
  @Override
  default void close() throws IOException {}
}
