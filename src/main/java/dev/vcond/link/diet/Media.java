package dev.vcond.link.diet;

import dev.vcond.vcon.Body;
import dev.vcond.vcon.Dialog;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a body is when it stands alone.
 *
 * @param bytes the content; nobody changes it
 * @param type its media type
 * @param extension what its name ends with, without a dot
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Media(byte[] bytes, String type, String extension) {
  private static final String TEXT = "text/plain";
  private static final String BYTES = "application/octet-stream";
  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/x-wav", "wav"),
          Map.entry("audio/wave", "wav"),
          Map.entry("audio/vnd.wave", "wav"),
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/mp3", "mp3"),
          Map.entry("audio/x-mp3", "mp3"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/opus", "opus"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/mp4", "m4a"),
          Map.entry("audio/x-m4a", "m4a"),
          Map.entry("audio/webm", "webm"),
          Map.entry("video/webm", "webm"),
          Map.entry("video/mp4", "mp4"),
          Map.entry("video/x-mp4", "mp4"),
          Map.entry("video/ogg", "ogv"),
          Map.entry("application/json", "json"),
          Map.entry("message/rfc822", "eml"),
          Map.entry("text/html", "html"),
          Map.entry(TEXT, "txt"));

  /** The content that the body of a dialog means. */
  static Media of(Dialog dialog) throws DietFailed {
    Body body = meant(dialog);
    boolean text = !isBase64(body);
    byte[] bytes =
        body.bytes()
            .orElseThrow(() ->
                new DietFailed(
                    "its body is no %s, as its encoding says; correct one of them"
                        .formatted(body.encoding()),
                    null));
    String fallback = body.value().isContainerNode() ? "application/json" : text ? TEXT : BYTES;
    // Those of mails are folded over several lines.
    String type =
        dialog
            .mediatype()
            .map(written -> written.replaceAll("\\s+", " "))
            .filter(Media::isType)
            .orElse(fallback);
    return new Media(bytes, type, extension(dialog, type, text));
  }

  /** The body as it stands in the document. */
  static Media asWritten(Dialog dialog) {
    Body body = new Body(dialog.body().value(), "none");
    return new Media(body.bytes().orElseThrow(), TEXT, "txt");
  }

  /** Producers of old vCons leave out the encoding of recordings; it was base64 then. */
  private static Body meant(Dialog dialog) {
    Body body = dialog.body();
    if (body.encoding().isEmpty() && isSound(dialog)) {
      Body decoded = new Body(body.value(), "base64");
      return decoded.bytes().isPresent() ? decoded : body;
    }
    return body;
  }

  private static boolean isSound(Dialog dialog) {
    return dialog.mediatype().map(type -> type.matches("(?i)(audio|video)/.*")).orElse(false);
  }

  private static boolean isBase64(Body body) {
    return body.value().isTextual() && body.encoding().startsWith("base64");
  }

  private static boolean isType(String type) {
    return type.matches("[!-~]+/[!-~]([ -~]{0,200}[!-~])?");
  }

  private static String extension(Dialog dialog, String type, boolean text) {
    String known = EXTENSIONS.get(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT));
    return Optional.ofNullable(known)
        .or(() -> dialog.filename().flatMap(Media::ending))
        .orElse(text ? "txt" : "bin");
  }

  private static Optional<String> ending(String filename) {
    String ending = filename.substring(filename.lastIndexOf('.') + 1);
    return filename.contains(".") && ending.matches("[A-Za-z0-9]{1,8}")
        ? Optional.of(ending.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** As {@code content_hash} has it (IETF draft-ietf-vcon-vcon-core). */
  String contentHash() {
    return "sha512-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest("SHA-512"));
  }

  /** Tells contents apart in names. */
  String shortHash() {
    return HexFormat.of().formatHex(digest("SHA-256")).substring(0, 32);
  }

  private byte[] digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm + ".", e);
    }
  }
}
