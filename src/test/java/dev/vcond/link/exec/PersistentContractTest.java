package dev.vcond.link.exec;

import dev.vcond.link.Link;
import dev.vcond.testkit.LinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class PersistentContractTest extends LinkContract {
  @TempDir private Path folder;

  @Override
  protected Link open() {
    return Scripts.python(
            folder,
            """
            import json, sys
            for line in sys.stdin:
                request = json.loads(line)
                request["vcon"]["x_seen"] = True
                print(json.dumps({"id": request["id"], "vcon": request["vcon"]}), flush=True)
            """)
        .persistent(2)
        .open();
  }
}
