package dev.vcond.bucket;

import dev.vcond.config.Secret;
import dev.vcond.request.RequestFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** One bucket: the single place where the SDK is called. Thread-safe. */
public final class Bucket implements AutoCloseable {
  private static final int NOT_FOUND = 404;

  /** The JDK keeps up to five connections to a service. */
  private static final int MOST_IDLE = 5;

  private final BucketSettings settings;
  private final BucketTrouble trouble;
  private final S3Client client;
  private final S3Presigner presigner;
  private final Uploads uploads;

  /** Opens a client; nothing is asked of the service yet. */
  public Bucket(BucketSettings settings) {
    this.settings = settings;
    this.trouble = new BucketTrouble(settings);
    this.client = client(settings);
    this.presigner = presigner(settings);
    this.uploads = new Uploads(settings, client);
  }

  private static S3Client client(BucketSettings settings) {
    boolean amazon = settings.endpointUrl() == null;
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            // Other services stumble over the newer checksums; Content-MD5 they all know.
            .requestChecksumCalculation(
                amazon
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                amazon
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(settings.pathStyle())
                    .chunkedEncodingEnabled(false)
                    .build());
    if (settings.endpointUrl() != null) {
      builder.endpointOverride(settings.endpointUrl());
    }
    return builder.build();
  }

  private static S3Presigner presigner(BucketSettings settings) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build());
    if (settings.endpointUrl() != null) {
      builder.endpointOverride(settings.endpointUrl());
    }
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(BucketSettings settings) {
    Secret key = settings.accessKey();
    Secret secret = settings.secretKey();
    return key == null || secret == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.reveal(), secret.reveal()));
  }

  /** A call of the SDK. */
  private interface Call<T> {
    T make() throws IOException;
  }

  private <T> T call(Call<T> call) throws RequestFailed, InterruptedException {
    for (int idle = 0; ; idle++) {
      try {
        return call.make();
      } catch (SdkException e) {
        if (idle == MOST_IDLE || !wasIdle(e)) {
          throw trouble.explain(e);
        }
      } catch (IOException e) {
        throw trouble.explain(e);
      }
    }
  }

  /**
   * Whether the service had closed a connection that was kept for the next request. Every request
   * here may be repeated (RFC 9112 section 9.3.1), and nothing has been tried yet in truth.
   */
  private static boolean wasIdle(SdkException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SocketException && !Thread.currentThread().isInterrupted()) {
        return String.valueOf(at.getMessage()).matches("Unexpected end of file.*|Broken pipe.*");
      }
    }
    return false;
  }

  /** Stores an object; returns when the service has it whole. */
  public void put(Upload upload) throws RequestFailed, InterruptedException {
    call(() -> {
      uploads.put(upload);
      return true;
    });
  }

  /** The content, uncompressed; empty if there is no such object. */
  public Optional<byte[]> get(String key) throws RequestFailed, InterruptedException {
    return call(() -> {
      try (ResponseInputStream<GetObjectResponse> in =
          client.getObject(request -> request.bucket(settings.bucket()).key(key))) {
        boolean gzip = "gzip".equals(in.response().contentEncoding());
        return Optional.of(read(in, gzip, in.response().contentLength()));
      } catch (NoSuchKeyException _) {
        return Optional.empty();
      } catch (S3Exception e) {
        return absent(e);
      }
    });
  }

  private static byte[] read(InputStream in, boolean gzip, @Nullable Long length)
      throws IOException {
    if (gzip) {
      return new GZIPInputStream(in, 1 << 16).readAllBytes();
    }
    byte[] content = length == null ? in.readAllBytes() : in.readNBytes(Math.toIntExact(length));
    if (length != null && content.length != length) {
      throw new IOException(
          "the answer ended after %d of %d bytes".formatted(content.length, length));
    }
    return content;
  }

  /** A missing bucket is no missing object. */
  private static <T> Optional<T> absent(S3Exception e) {
    boolean key =
        e.statusCode() == NOT_FOUND
            && (e.awsErrorDetails() == null
                || !"NoSuchBucket".equals(e.awsErrorDetails().errorCode()));
    if (key) {
      return Optional.empty();
    }
    throw e;
  }

  /** Whether there is an object of this name. */
  public boolean exists(String key) throws RequestFailed, InterruptedException {
    return call(() -> {
      try {
        client.headObject(request -> request.bucket(settings.bucket()).key(key));
        return true;
      } catch (S3Exception e) {
        return absent(e).isPresent();
      }
    });
  }

  /** Removes an object; one that is not there is no error. */
  public void delete(String key) throws RequestFailed, InterruptedException {
    call(() -> client.deleteObject(request -> request.bucket(settings.bucket()).key(key)));
  }

  /** The names that follow a prefix up to the next slash. */
  public List<String> folders(String prefix) throws RequestFailed, InterruptedException {
    List<String> found = new ArrayList<>();
    for (ListObjectsV2Response page : list(prefix, "/")) {
      for (CommonPrefix common : page.commonPrefixes()) {
        found.add(common.prefix().substring(prefix.length()).replaceAll("/$", ""));
      }
    }
    return found;
  }

  /** The keys of all objects below a prefix. */
  public List<String> keys(String prefix) throws RequestFailed, InterruptedException {
    return list(prefix, null).stream()
        .flatMap(page -> page.contents().stream())
        .map(S3Object::key)
        .toList();
  }

  private List<ListObjectsV2Response> list(String prefix, @Nullable String delimiter)
      throws RequestFailed, InterruptedException {
    return call(() ->
        client
            .listObjectsV2Paginator(
                request -> request.bucket(settings.bucket()).prefix(prefix).delimiter(delimiter))
            .stream()
            .toList());
  }

  /**
   * The address of an object, whether it is there or not.
   *
   * @param valid how long everybody may read it by this address; null: only who has rights may
   */
  public URI address(String key, @Nullable Duration valid)
      throws RequestFailed, InterruptedException {
    return call(() -> {
      try {
        return valid == null
            ? client.utilities().getUrl(u -> u.bucket(settings.bucket()).key(key)).toURI()
            : presigner
                .presignGetObject(signed ->
                    signed
                        .signatureDuration(valid)
                        .getObjectRequest(get -> get.bucket(settings.bucket()).key(key)))
                .url()
                .toURI();
      } catch (URISyntaxException e) {
        throw new IOException(e);
      }
    });
  }

  @Override
  public void close() {
    presigner.close();
    client.close();
  }
}
