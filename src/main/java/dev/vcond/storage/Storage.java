package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import java.io.IOException;

/**
 * A place where documents are kept: a folder, a table, a bucket, a service.
 *
 * <p>One instance is opened per entry of {@code storages} and configuration, with its pool or
 * client, and is used by many virtual threads at the same time: it must be thread-safe. It does no
 * retry, no metrics, no threads of its own making and no Redis; the engine does. Reading back and
 * deleting are the interfaces {@link Readable} and {@link Deletable}, so that "cannot read back"
 * and "not there" are never confused.
 *
 * <p><b>What an exception means.</b> {@link DocumentFault}: this document will never be accepted,
 * no retry. {@link ServiceFault}: the service is not usable as configured, whatever the document.
 * Anything else is transient and retried; {@link TransientFault} can carry the time the service
 * asked to wait.
 */
public interface Storage extends AutoCloseable {

  /**
   * Stores a document. Idempotent: saving the same id again replaces what is there, and a save that
   * was cut short leaves either the old or the new document, never half of one. Returning means
   * stored, throwing means not stored.
   *
   * @param vcon shared between all storages of the chain; its bytes are what is to be stored
   * @throws Exception see above
   * @throws InterruptedException the attempt's time-out has passed; it is tried again or given up
   */
  void save(Vcon vcon) throws Exception;

  /**
   * Really reaches the service and proves that it can be written to, as cheaply as that can be
   * done, leaving nothing behind.
   *
   * @throws Exception with a message an operator can act on
   */
  void check() throws Exception;

  /** Releases pools and clients. Comes once, when no call is under way any more. */
  @Override
  default void close() throws IOException {}
}
