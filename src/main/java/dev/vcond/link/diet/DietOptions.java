package dev.vcond.link.diet;

import dev.vcond.bucket.BucketSettings;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.request.Addresses;
import dev.vcond.request.Requests;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code links.diet}. */
@Misnomer(
    value = {"remove_dialog_bodies", "remove_media"},
    means = "remove_dialog_body",
    instead = "Write remove_dialog_body: true.")
@Misnomer(
    value = "remove_attachments",
    means = "remove_attachment_types",
    instead = "Write remove_attachment_types: [image/jpeg], the media types that go.")
@Misnomer(
    value = "remove_analysis_types",
    instead =
        "Remove it: the link removes all analyses or none. A program of your own can remove some of"
            + " them: see vcond links exec.")
@Misnomer(
    value = {"redirect_media_to_storage", "redirect_urls"},
    instead =
        "Write remove_dialog_body: true, and where bodies are moved to as s3_bucket or"
            + " post_media_to_url.")
public record DietOptions(
    @Option(
            value =
                "Whether the bodies of dialogs are removed: moved to `s3_bucket` or"
                    + " `post_media_to_url` if one is set, else emptied.",
            defaultValue = "false")
        boolean removeDialogBody,
    @Option(value = "Whether `analysis` is removed.", defaultValue = "false")
        boolean removeAnalysis,
    @Option(
            value = "Media types of attachments that are removed.",
            example = "[image/jpeg, audio/mp3]")
        List<String> removeAttachmentTypes,
    @Option(
            value =
                "Whether every member `system_prompt` is removed, at any depth, in JSON bodies of"
                    + " analyses and attachments as well.",
            defaultValue = "false")
        boolean removeSystemPrompts,
    @Option(
            value =
                "How a dialog tells where its body is: `url` (and `content_hash`) as the standard"
                    + " has it, or `body` (with `body_type: url`) as vcon-server has it.",
            defaultValue = "url")
        Reference reference,
    @Option(value = "Where bodies are posted to.", inline = true) Post post,
    @Option(value = "The bucket for bodies.", inline = true) S3 s3) {

  /** Where a dialog names the address of its body. */
  public enum Reference {
    URL,
    BODY
  }

  /** Where bodies are posted to. */
  public record Post(
      @Option(
              value = "Address that bodies are posted to. `s3_bucket` goes before it.",
              defaultValue = "''",
              example = "https://media.example.com/bodies")
          String postMediaToUrl,
      @Option(
              value = "Headers of requests to `post_media_to_url`.",
              example = "{Authorization: 'Bearer ${MEDIA_TOKEN}'}",
              secret = true)
          Map<String, Secret> headers,
      @Option(
              value = "How long one request to `post_media_to_url` may take.",
              defaultValue = "60",
              example = "5m")
          Duration timeout,
      @Option(
              value =
                  "Certificates of the authorities that `post_media_to_url` may have, in PEM."
                      + " Absent: Java's own.",
              example = "/etc/vcond/media-ca.pem")
          @Nullable Path caFile) {

    private static final long LARGEST_ANSWER = 1 << 20;

    /** Where it is set, it can work. */
    public Post {
      if (!postMediaToUrl.isBlank()) {
        Addresses.checkPlace("post_media_to_url", uri(postMediaToUrl));
      }
      Addresses.check(headers);
      Addresses.checkTimeout(timeout);
    }

    boolean isSet() {
      return !postMediaToUrl.isBlank();
    }

    URI url() {
      return uri(postMediaToUrl);
    }

    private static URI uri(String text) {
      try {
        return URI.create(text.strip());
      } catch (IllegalArgumentException _) {
        throw new InvalidOption("post_media_to_url", "expected an address", "");
      }
    }

    Requests.Settings settings() {
      return new Requests.Settings(null, headers, timeout, caFile, LARGEST_ANSWER);
    }
  }

  /** The bucket for bodies; null stands for what is not set, as does an empty text. */
  public record S3(
      @Option(
              value = "Bucket that bodies are moved to; it must exist.",
              defaultValue = "''",
              example = "media")
          String s3Bucket,
      @Option(
              value = "What the keys of all objects begin with.",
              defaultValue = "''",
              name = "s3_path",
              example = "calls")
          String s3Path,
      @Option(
              value =
                  "Key id. Absent: the default chain of AWS (environment, profile, role of the pod"
                      + " or the machine).",
              example = "${S3_ACCESS_KEY}",
              secret = true)
          @Nullable Secret awsAccessKeyId,
      @Option(value = "Secret key.", example = "${file:/etc/vcond/s3-secret}", secret = true)
          @Nullable Secret awsSecretAccessKey,
      @Option(value = "Region.", defaultValue = "us-east-1") String awsRegion,
      @Option(
              value = "Address of a service other than Amazon's.",
              example = "http://minio.example.com:9000")
          @Nullable URI endpointUrl,
      @Option(
              value =
                  "How long everybody may read a body by the address that stands in the vCon, at"
                      + " most 7 days. 0: the address is not signed, who has rights may read it.",
              defaultValue = "3600",
              example = "0")
          Duration presignedUrlExpiration) {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final long MULTIPART_ABOVE = 64L << 20;
    private static final BucketSettings.Advice ADVICE =
        new BucketSettings.Advice(
            "s3_bucket",
            "aws_region",
            "aws_access_key_id",
            "aws_secret_access_key",
            "the permissions s3:PutObject and s3:AbortMultipartUpload on its objects, and"
                + " s3:GetObject for addresses that are signed");

    /** Where it is set, it can work. */
    public S3 {
      s3Bucket = s3Bucket.strip();
      s3Path = s3Path.replaceAll("^/+|/+$", "");
      awsAccessKeyId = set(awsAccessKeyId);
      awsSecretAccessKey = set(awsSecretAccessKey);
      if ((awsAccessKeyId == null) != (awsSecretAccessKey == null)) {
        throw new InvalidOption(
            awsAccessKeyId == null ? "aws_access_key_id" : "aws_secret_access_key",
            "aws_access_key_id and aws_secret_access_key need each other",
            "leave both out for the default chain of AWS");
      }
      if (!s3Bucket.isEmpty() && !s3Bucket.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{1,254}")) {
        throw new InvalidOption("s3_bucket", "expected the name of a bucket", "");
      }
      if (!awsRegion.matches("[a-zA-Z0-9-]{1,64}")) {
        throw new InvalidOption("aws_region", "expected a region", "write us-east-1");
      }
      if (endpointUrl != null) {
        Addresses.check("endpoint_url", endpointUrl);
      }
      if (presignedUrlExpiration.isNegative() || presignedUrlExpiration.compareTo(LONGEST) > 0) {
        throw new InvalidOption(
            "presigned_url_expiration",
            "expected a time from 0 to 7 days",
            "write 0 for an address that is not signed and stays right");
      }
    }

    private static @Nullable Secret set(@Nullable Secret secret) {
      return secret == null || secret.reveal().isBlank() ? null : secret;
    }

    boolean isSet() {
      return !s3Bucket.isEmpty();
    }

    /** Null: the address is not signed. */
    @Nullable Duration valid() {
      return presignedUrlExpiration.isZero() ? null : presignedUrlExpiration;
    }

    BucketSettings settings() {
      return new BucketSettings(
          s3Bucket,
          awsRegion,
          awsAccessKeyId,
          awsSecretAccessKey,
          endpointUrl,
          endpointUrl != null,
          BucketSettings.Encryption.NONE,
          null,
          MULTIPART_ABOVE,
          ADVICE);
    }
  }

  public DietOptions {
    removeAttachmentTypes = List.copyOf(removeAttachmentTypes);
  }

  boolean removesAnything() {
    return removeDialogBody
        || removeAnalysis
        || removeSystemPrompts
        || !removeAttachmentTypes.isEmpty();
  }

  boolean moves() {
    return removeDialogBody && (s3.isSet() || post.isSet());
  }
}
