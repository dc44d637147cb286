package dev.vcond.storage.s3;

import dev.vcond.bucket.BucketSettings;
import dev.vcond.bucket.BucketSettings.Encryption;
import dev.vcond.config.ByteSize;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code storage.s3}.
 *
 * @param layout null: dated if one of the older names is used, else flat
 * @param pathStyle null: for services that {@code endpoint_url} names
 */
public record S3Options(
    @Option(value = "Bucket, which must exist.", defaultValue = S3Options.DEFAULT_BUCKET)
        String bucket,
    @Option(
            value = "What the keys of all objects begin with.",
            defaultValue = "''",
            example = "archive/calls")
        String prefix,
    @Option(value = "Region.", defaultValue = S3Options.DEFAULT_REGION) String region,
    @Option(
            value =
                "Key id. Absent: the default chain of AWS (environment, profile, role of the pod or"
                    + " the machine).",
            example = "${S3_ACCESS_KEY}",
            secret = true)
        @Nullable Secret accessKey,
    @Option(value = "Secret key.", example = "${file:/etc/vcond/s3-secret}", secret = true)
        @Nullable Secret secretKey,
    @Option(
            value = "Address of a service other than Amazon's.",
            example = "http://minio.example.com:9000")
        @Nullable URI endpointUrl,
    @Option(
            value =
                "Names of objects: `flat` (`<prefix>/<id>.json`) or `dated` as vcon-server has them"
                    + " (`<prefix>/YYYY/MM/DD/<id>.vcon` and a lookup object). Absent: dated if one"
                    + " of the older names below is used, else flat.")
        @Nullable Layout layout,
    @Option(
            "Whether the bucket stands in the path and not in the host name. Absent: yes if there"
                + " is an `endpoint_url`.")
        @Nullable Boolean pathStyle,
    @Option(
            value =
                "Encryption by the service: `none` (what the bucket is set to), `aes256`, or"
                    + " `kms`.",
            defaultValue = "none")
        Encryption encryption,
    @Option(
            value = "Key for `encryption: kms`. Absent: the account's default.",
            example = "alias/vcons")
        @Nullable String kmsKey,
    @Option(
            value = "Above this size a document is uploaded in several requests; at least 5MiB.",
            defaultValue = "64MiB")
        ByteSize multipartAbove,
    @Option(value = "The names of vcon-server.", inline = true) OlderNames older) {

  private static final long SMALLEST_PART = 5L << 20;

  /** Names of objects. */
  public enum Layout {
    FLAT,
    DATED
  }

  private static final String PERMISSIONS =
      "the permissions s3:PutObject, s3:GetObject, s3:DeleteObject and s3:AbortMultipartUpload on"
          + " its objects, and s3:ListBucket on the bucket";

  private static final BucketSettings.Advice NAMES =
      new BucketSettings.Advice("bucket", "region", "access_key", "secret_key", PERMISSIONS);

  private static final BucketSettings.Advice OLDER_NAMES =
      new BucketSettings.Advice(
          "aws_bucket", "aws_region", "aws_access_key_id", "aws_secret_access_key", PERMISSIONS);

  static final String DEFAULT_BUCKET = "vcons";
  static final String DEFAULT_REGION = "us-east-1";

  /** Options of vcon-server's storage; each stands for one of ours and selects its layout. */
  public record OlderNames(
      @Option(value = "Older name for bucket.", example = "vcons") @Nullable String awsBucket,
      @Option(value = "Older name for region.", example = "us-east-1") @Nullable String awsRegion,
      @Option(value = "Older name for access_key.", secret = true) @Nullable Secret awsAccessKeyId,
      @Option(value = "Older name for secret_key.", secret = true)
          @Nullable Secret awsSecretAccessKey,
      @Option(value = "Older name for prefix.", example = "calls", name = "s3_path")
          @Nullable String s3Path) {
    private void checkAgainst(String bucket, String region) {
      if (awsBucket != null && !bucket.equals(DEFAULT_BUCKET) && !bucket.equals(awsBucket)) {
        throw new InvalidOption("aws_bucket", "bucket says something else", "keep one of them");
      }
      if (awsRegion != null && !region.equals(DEFAULT_REGION) && !region.equals(awsRegion)) {
        throw new InvalidOption("aws_region", "region says something else", "keep one of them");
      }
    }

    boolean used() {
      return awsBucket != null
          || awsRegion != null
          || awsAccessKeyId != null
          || awsSecretAccessKey != null
          || s3Path != null;
    }
  }

  /** Where everything is put in the place that counts. */
  public S3Options {
    older.checkAgainst(bucket, region);
    bucket = older.awsBucket == null ? bucket : older.awsBucket;
    region = older.awsRegion == null ? region : older.awsRegion;
    accessKey = older.awsAccessKeyId == null ? accessKey : older.awsAccessKeyId;
    secretKey = older.awsSecretAccessKey == null ? secretKey : older.awsSecretAccessKey;
    prefix = trimmed(older.s3Path == null ? prefix : older.s3Path);
    if (!bucket.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{1,254}")) {
      throw new InvalidOption(
          "bucket",
          "expected the name of a bucket: 2 to 255 letters, digits, dots, dashes or underscores",
          "");
    }
    if (!region.matches("[a-zA-Z0-9-]{1,64}")) {
      throw new InvalidOption("region", "expected a region", "write us-east-1");
    }
    if ((accessKey == null) != (secretKey == null)) {
      throw new InvalidOption(
          accessKey == null ? "access_key" : "secret_key",
          "access_key and secret_key need each other",
          "leave both out for the default chain of AWS");
    }
    if (endpointUrl != null
        && (!String.valueOf(endpointUrl.getScheme()).matches("(?i)https?")
            || endpointUrl.getHost() == null)) {
      throw new InvalidOption(
          "endpoint_url", "expected an address that begins with http:// or https://", "");
    }
    if (kmsKey != null && encryption != Encryption.KMS) {
      throw new InvalidOption("kms_key", "needs encryption: kms", "");
    }
    if (multipartAbove.bytes() < SMALLEST_PART || multipartAbove.bytes() > Integer.MAX_VALUE) {
      throw new InvalidOption("multipart_above", "expected a size from 5MiB to 2GB", "");
    }
  }

  private static String trimmed(String prefix) {
    return prefix.replaceAll("^/+|/+$", "");
  }

  boolean dated() {
    return layout == null ? older.used() : layout == Layout.DATED;
  }

  BucketSettings bucketSettings() {
    return new BucketSettings(
        bucket,
        region,
        accessKey,
        secretKey,
        endpointUrl,
        pathStyle == null ? endpointUrl != null : pathStyle,
        encryption,
        kmsKey,
        multipartAbove.bytes(),
        older.used() ? OLDER_NAMES : NAMES);
  }
}
