package dev.vcond.storage.s3;

import dev.vcond.bucket.Bucket;
import dev.vcond.bucket.Upload;
import dev.vcond.request.RequestFailed;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import java.util.List;
import java.util.Optional;

/** A bucket whose failures are faults of a storage. Thread-safe. */
record Objects(Bucket bucket) implements AutoCloseable {
  private interface Call<T> {
    T make() throws RequestFailed, InterruptedException;
  }

  private static <T> T faulted(Call<T> call) throws Exception {
    try {
      return call.make();
    } catch (RequestFailed e) {
      throw fault(e);
    }
  }

  private static Exception fault(RequestFailed e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.blame()) {
      case BODY -> new DocumentFault(message, e);
      case SERVICE -> new ServiceFault(message, e);
      case MOMENT -> new TransientFault(message, e.retryAfter().orElse(null), e);
    };
  }

  void put(Upload upload) throws Exception {
    faulted(() -> {
      bucket.put(upload);
      return true;
    });
  }

  Optional<byte[]> get(String key) throws Exception {
    return faulted(() -> bucket.get(key));
  }

  boolean exists(String key) throws Exception {
    return faulted(() -> bucket.exists(key));
  }

  void delete(String key) throws Exception {
    faulted(() -> {
      bucket.delete(key);
      return true;
    });
  }

  List<String> folders(String prefix) throws Exception {
    return faulted(() -> bucket.folders(prefix));
  }

  List<String> keys(String prefix) throws Exception {
    return faulted(() -> bucket.keys(prefix));
  }

  @Override
  public void close() {
    bucket.close();
  }
}
