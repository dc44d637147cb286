package dev.vcond.link.diet;

import dev.vcond.bucket.Bucket;
import dev.vcond.bucket.Content;
import dev.vcond.bucket.Upload;
import dev.vcond.link.diet.DietOptions.Reference;
import dev.vcond.request.RequestFailed;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.VconId;
import java.util.Map;

/** Bodies as objects of a bucket: {@code <s3_path>/<uuid>/[<dialog id>_]<hash>.<extension>}. */
final class BucketPlace implements Place {
  private final DietOptions.S3 options;
  private final Reference reference;
  private final Bucket bucket;

  BucketPlace(DietOptions.S3 options, Reference reference) {
    this.options = options;
    this.reference = reference;
    this.bucket = new Bucket(options.settings());
  }

  @Override
  public Moved take(VconId id, Dialog dialog)
      throws DietFailed, RequestFailed, InterruptedException {
    Media media =
        switch (reference) {
          case URL -> Media.of(dialog);
          case BODY -> Media.asWritten(dialog);
        };
    String key = key(id, dialog, media);
    bucket.put(new Upload(key, media.type(), null, Map.of(), Content.of(media.bytes())));
    return new Moved(bucket.address(key, options.valid()).toASCIIString(), media.contentHash());
  }

  private String key(VconId id, Dialog dialog, Media media) {
    String prefix = options.s3Path().isEmpty() ? "" : options.s3Path() + "/";
    String name =
        dialog.text("id").filter(text -> text.matches("[A-Za-z0-9._-]{1,100}")).orElse("");
    return "%s%s/%s%s.%s"
        .formatted(
            prefix,
            id.canonical(),
            name.isEmpty() ? "" : name + "_",
            media.shortHash(),
            media.extension());
  }

  @Override
  public void close() {
    bucket.close();
  }
}
