package dev.vcond.app.plugin;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What plugins see of vcond: the classes of the API jar in the distribution's {@code sdk/}, and the
 * libraries whose types stand in their signatures. Stateless.
 */
public final class Spi {
  /** Without the packages below them, which hold the drawers. */
  private static final Set<String> PACKAGES = Set.of("dev.vcond.link", "dev.vcond.vcon");

  private static final Set<String> CLASSES =
      Set.copyOf(
          Stream.concat(
                  Stream.of(
                          "Batching",
                          "Compressing",
                          "Deletable",
                          "DocumentFault",
                          "PartStore",
                          "PartlyReadable",
                          "PolicyOptions",
                          "Pooled",
                          "Readable",
                          "ServiceFault",
                          "Storage",
                          "StorageMetadata",
                          "StorageSetup",
                          "StorageType",
                          "TransientFault")
                      .map("dev.vcond.storage."::concat),
                  Stream.of(
                          "ByteSize",
                          "EgressFormat",
                          "FileMode",
                          "InvalidOption",
                          "Misnomer",
                          "OnFailure",
                          "OnOutage",
                          "OnOversize",
                          "Option",
                          "Range",
                          "RedisServer",
                          "RedisUrl",
                          "RetryConfig",
                          "Secret",
                          "SentinelLogin",
                          "StoragePolicy",
                          "TlsFiles")
                      .map("dev.vcond.config."::concat))
              .toList());

  private static final List<String> LIBRARIES =
      List.of(
          "com.fasterxml.jackson.annotation.",
          "com.fasterxml.jackson.core.",
          "com.fasterxml.jackson.databind.",
          "org.jspecify.annotations.",
          "org.slf4j.");

  private Spi() {}

  /**
   * Whether a class is part of what plugins are made against; so it comes from vcond, whatever a
   * plugin brings.
   */
  public static boolean shows(String className) {
    return isOwn(className) || LIBRARIES.stream().anyMatch(className::startsWith);
  }

  /** Whether it is one of vcond's own that plugins see. */
  public static boolean isOwn(String className) {
    String outer = className.replaceFirst("\\$.*", "");
    int dot = outer.lastIndexOf('.');
    return CLASSES.contains(outer) || (dot > 0 && PACKAGES.contains(outer.substring(0, dot)));
  }
}
