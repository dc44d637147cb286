package dev.vcond.bucket;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Sends objects, in one request or in several. Thread-safe. */
record Uploads(BucketSettings settings, S3Client client) {
  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  /** Of each request of an upload in several. */
  private static final int PART = 16 << 20;

  void put(Upload upload) {
    if (upload.size() > settings.multipartAbove()) {
      putInParts(upload);
    } else {
      client.putObject(
          PutObjectRequest.builder()
              .bucket(settings.bucket())
              .key(upload.key())
              .contentType(upload.contentType())
              .contentEncoding(upload.contentEncoding())
              .contentMD5(upload.content().md5())
              .metadata(upload.metadata())
              .serverSideEncryption(encryption())
              .ssekmsKeyId(settings.kmsKey())
              .build(),
          body(upload.content(), upload.contentType()));
    }
  }

  private void putInParts(Upload upload) {
    String id =
        client
            .createMultipartUpload(
                CreateMultipartUploadRequest.builder()
                    .bucket(settings.bucket())
                    .key(upload.key())
                    .contentType(upload.contentType())
                    .contentEncoding(upload.contentEncoding())
                    .metadata(upload.metadata())
                    .serverSideEncryption(encryption())
                    .ssekmsKeyId(settings.kmsKey())
                    .build())
            .uploadId();
    boolean complete = false;
    try {
      List<CompletedPart> parts = parts(upload, id);
      client.completeMultipartUpload(request ->
          request
              .bucket(settings.bucket())
              .key(upload.key())
              .uploadId(id)
              .multipartUpload(all -> all.parts(parts)));
      complete = true;
    } finally {
      if (!complete) {
        abort(upload.key(), id);
      }
    }
  }

  private List<CompletedPart> parts(Upload upload, String id) {
    List<CompletedPart> parts = new ArrayList<>();
    for (int at = 0; at < upload.size(); at += PART) {
      int number = parts.size() + 1;
      Content piece = upload.content().slice(at, Math.min(PART, upload.size() - at));
      String tag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(settings.bucket())
                          .key(upload.key())
                          .uploadId(id)
                          .partNumber(number)
                          .contentMD5(piece.md5()),
                  body(piece, upload.contentType()))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
  }

  private void abort(String key, String id) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(settings.bucket()).key(key).uploadId(id));
    } catch (SdkException e) {
      log.debug("The upload {} of {} stays until the bucket's rules remove it.", id, key, e);
    }
  }

  private @Nullable ServerSideEncryption encryption() {
    return switch (settings.encryption()) {
      case NONE -> null;
      case AES256 -> ServerSideEncryption.AES256;
      case KMS -> ServerSideEncryption.AWS_KMS;
    };
  }

  private static RequestBody body(Content content, String type) {
    return RequestBody.fromContentProvider(content::newStream, content.size(), type);
  }
}
