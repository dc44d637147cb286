package com.example;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The keys below {@code options}. The binder, the error messages of {@code vcond check} and the
 * documentation are all made from this record.
 *
 * @param url of the folder, with a slash at its end whatever was written
 * @param token null if the server asks for none
 */
public record WebDavOptions(
    @Option(
            value = "The folder on the server; it must be there.",
            example = "https://files.example.com/vcons/")
        URI url,
    @Option(
            value = "Sent as a bearer token.",
            example = "${file:/etc/vcond/webdav-token}",
            secret = true)
        @Nullable Secret token) {

  public WebDavOptions {
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw new InvalidOption("url", "expected an http:// or https:// address", "");
    }
    if (!url.getPath().endsWith("/")) {
      url = url.resolve(url.getPath() + "/");
    }
  }
}
