package dev.vcond.link.diet;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.link.diet.Place.Moved;
import dev.vcond.request.Blame;
import dev.vcond.request.RequestFailed;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.Form;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slims each vCon. The package tells how. Thread-safe. */
public final class DietLink implements Link {
  /** Recordings are large and lines are slow. */
  private static final Duration WITH_UPLOADS = Duration.ofMinutes(5);

  private final DietOptions options;
  private final @Nullable Place place;

  private DietLink(DietOptions options, @Nullable Place place) {
    this.options = options;
    this.place = place;
  }

  /** The registration of {@code links.diet}. */
  public static LinkType<DietOptions> type() {
    return new LinkType<>(
        "links.diet",
        "Makes the vCon smaller: moves bodies to a bucket or an address, removes parts of it.",
        DietGuide.SETUP,
        DietGuide.EXAMPLE,
        DietOptions.class,
        options -> open(options, InstantSource.system()));
  }

  /**
   * Opens a link.
   *
   * @param clock what dates in {@code Retry-After} are compared with
   */
  static DietLink open(DietOptions options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    return new DietLink(options, options.moves() ? place(options, clock) : null);
  }

  private static Place place(DietOptions options, InstantSource clock)
      throws IOException, GeneralSecurityException {
    return options.s3().isSet()
        ? new BucketPlace(options.s3(), options.reference())
        : new AddressPlace(options.post(), clock);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
    if (!options.removesAnything()) {
      return LinkResult.proceed(vcon);
    }
    List<Dialog> bodies =
        options.removeDialogBody() && vcon.form() == Form.PLAIN
            ? vcon.dialog().stream().filter(DietLink::hasBody).toList()
            : List.of();
    Slimming slimming = new Slimming(options, bodies, move(vcon, bodies));
    return LinkResult.proceed(vcon.edited(slimming::apply));
  }

  /** A body that is an address already was moved by an earlier run, or by vcon-server. */
  private static boolean hasBody(Dialog dialog) {
    return !dialog.body().isEmpty() && dialog.text("body_type").filter("url"::equals).isEmpty();
  }

  private Map<Integer, Moved> move(Vcon vcon, List<Dialog> bodies) throws Exception {
    Map<Integer, Moved> moved = new HashMap<>();
    if (place != null) {
      for (Dialog dialog : bodies) {
        moved.put(dialog.index(), move(vcon, dialog, place));
      }
    }
    return moved;
  }

  private static Moved move(Vcon vcon, Dialog dialog, Place place) throws Exception {
    String failed = "The body of dialog %d was not moved: ".formatted(dialog.index());
    try {
      return place.take(vcon.id(), dialog);
    } catch (RequestFailed e) {
      if (e.blame() == Blame.MOMENT) {
        throw new TemporaryFailure(failed + e.getMessage(), e.retryAfter().orElse(null), e);
      }
      throw new DietFailed(failed + e.getMessage(), e);
    } catch (DietFailed e) {
      throw new DietFailed(failed + e.getMessage() + ".", e);
    }
  }

  @Override
  public Duration defaultTimeout() {
    return place == null ? Link.super.defaultTimeout() : WITH_UPLOADS;
  }

  /** What was moved is not moved again when something fails later. */
  @Override
  public boolean costly() {
    return place != null;
  }

  @Override
  public void close() {
    if (place != null) {
      place.close();
    }
  }
}
