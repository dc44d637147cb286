package dev.vcond.storage.s3;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.testserver.TestS3;
import java.net.InetSocketAddress;
import java.util.Objects;

/** Options as they are written in YAML. */
record S3OptionsBuilder(Mapping written) {
  static S3OptionsBuilder at(InetSocketAddress service) {
    return new S3OptionsBuilder(Mapping.empty())
        .with("endpoint_url", "http://127.0.0.1:" + service.getPort())
        .with("access_key", TestS3.KEY)
        .with("secret_key", TestS3.SECRET);
  }

  S3OptionsBuilder with(String key, String value) {
    return new S3OptionsBuilder(
        written.with(key, new Scalar(value, true, Position.outside("test"))));
  }

  S3OptionsBuilder without(String key) {
    return new S3OptionsBuilder(written.without(key));
  }

  S3Options build() {
    Problems problems = new Problems();
    S3Options options = RecordBinder.bind(S3Options.class, written, "", problems);
    problems.throwIfErrors();
    return Objects.requireNonNull(options);
  }
}
