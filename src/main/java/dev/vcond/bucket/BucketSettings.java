package dev.vcond.bucket;

import dev.vcond.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket is and how objects are put there.
 *
 * @param accessKey null: the credentials are found as AWS tools find them, likewise the secret key
 * @param endpointUrl the address of a service other than Amazon's
 * @param pathStyle whether the bucket stands in the path and not in the host name
 * @param kmsKey null: the account's default
 * @param multipartAbove from how many bytes on an object is sent in several requests
 * @param advice what those who can mend a fault are told
 */
public record BucketSettings(
    String bucket,
    String region,
    @Nullable Secret accessKey,
    @Nullable Secret secretKey,
    @Nullable URI endpointUrl,
    boolean pathStyle,
    Encryption encryption,
    @Nullable String kmsKey,
    long multipartAbove,
    Advice advice) {

  /**
   * What those who can mend a fault are told: the options of the module that the bucket is for.
   *
   * @param permissions a clause that says what the key or role needs, after "The key needs"
   */
  public record Advice(
      String bucket, String region, String accessKey, String secretKey, String permissions) {}

  /** Encryption by the service. */
  public enum Encryption {
    NONE,
    AES256,
    KMS
  }

  /** For messages. */
  String where() {
    return "bucket " + bucket + (endpointUrl == null ? "" : " at " + endpointUrl);
  }
}
