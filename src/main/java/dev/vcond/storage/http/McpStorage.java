package dev.vcond.storage.http;

import dev.vcond.storage.Deletable;
import dev.vcond.storage.PartlyReadable;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Keeps vCons in a vCon MCP server, which gives back what it knows of them. Thread-safe. */
public final class McpStorage implements Storage, PartlyReadable, Deletable {
  private final HttpStorage api;

  private McpStorage(McpOptions options, StorageSetup setup)
      throws IOException, GeneralSecurityException {
    this.api =
        new HttpStorage(
            options.baseUrl(),
            new Endpoint(options.settings(), false, setup.clock()),
            answer -> Member.of(answer, "vcon"));
  }

  /** The registration of {@code storage.vcon_mcp}. */
  public static StorageType<McpOptions> type() {
    return new StorageType<>(
        "storage.vcon_mcp",
        "Sends each vCon to the REST API of a vCon MCP server.",
        McpGuide.SETUP,
        McpGuide.EXAMPLE,
        McpOptions.class,
        McpStorage.class,
        McpStorage::new);
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    api.save(vcon);
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    return api.get(id);
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    return api.delete(id);
  }

  @Override
  public void check() throws Exception {
    api.check();
  }

  @Override
  public void close() {
    api.close();
  }
}
