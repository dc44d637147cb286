package dev.vcond.config;

/**
 * All that is needed to reach a Redis. {@code toString} is the address without secrets.
 *
 * @param url where it, or its Sentinels, are
 */
public record RedisServer(RedisUrl url, SentinelLogin sentinel, TlsFiles tls) {

  /** One that needs no more than its address. */
  public static RedisServer at(RedisUrl url) {
    return new RedisServer(url, SentinelLogin.NONE, TlsFiles.NONE);
  }

  /** The same at another address. */
  public RedisServer with(RedisUrl other) {
    return new RedisServer(other, sentinel, tls);
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
