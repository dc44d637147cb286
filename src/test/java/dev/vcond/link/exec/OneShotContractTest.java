package dev.vcond.link.exec;

import dev.vcond.link.Link;
import dev.vcond.testkit.LinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class OneShotContractTest extends LinkContract {
  @TempDir private Path folder;

  @Override
  protected Link open() {
    return Scripts.sh(
            folder,
            "sed 's/\"parties\"/\"x_seen\":true,&/; s/\"x_seen\":true,\"x_seen\"/\"x_seen\"/'")
        .open();
  }
}
