package dev.vcond.storage.exec;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The program that the guide shows. */
final class FolderProgramTest extends StorageContract {
  @TempDir private Path folder;
  @TempDir private Path programs;

  @Override
  protected Optional<InetSocketAddress> startService() {
    return Optional.empty();
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) {
    String program = FolderProgram.in(programs);
    return ExecOptionsBuilder.command("sh", program, folder.toString()).open(setup);
  }
}
