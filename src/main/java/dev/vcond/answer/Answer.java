package dev.vcond.answer;

import dev.vcond.link.LinkResult;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program or a service wants, as its envelope says it.
 *
 * @param id the number of the request that is answered; null if there is none
 * @param vcon the document as it leaves it; null: as it was
 * @param swap the document to go on with
 * @param halt why the chain ends here; null if it does not
 * @param routes lists for the id
 * @param error why nothing was done; null if something was
 * @param temporary whether it may work later
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once
public record Answer(
    @Nullable Long id,
    byte @Nullable [] vcon,
    @Nullable VconId swap,
    @Nullable String halt,
    List<String> routes,
    @Nullable String error,
    boolean temporary) {

  /** The result for the document that was given. */
  public LinkResult of(Vcon given, Revisions revisions) throws Exception {
    if (error != null) {
      throw temporary ? new TemporaryFailure(error) : new WorkFailed(error);
    }
    Vcon left = vcon == null ? given : revisions.of(given, vcon);
    if (swap != null) {
      return new LinkResult.Swap(left, swap, routes);
    }
    return halt == null
        ? new LinkResult.Continue(left, routes)
        : new LinkResult.Halt(left, halt, halt, routes); // counted under what it said
  }
}
