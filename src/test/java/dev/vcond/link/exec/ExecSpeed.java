package dev.vcond.link.exec;

import static dev.vcond.testkit.SampleVcon.document;

import dev.vcond.vcon.Vcon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How many calls a second a program in Python and one for Node do, with a process for each vCon and
 * with processes that stay: side by side, over the same vCons. Run by {@code bin/exec-speed}.
 */
final class ExecSpeed {
  private static final int CALLERS = 16;
  private static final int ONE_SHOT = 300;
  private static final int PERSISTENT = 20_000;
  private static final int BODY = 10_000;

  private static final String PYTHON_ONE_SHOT =
      """
      import json, sys
      vcon = json.load(sys.stdin)
      vcon["x_seen"] = True
      json.dump(vcon, sys.stdout)
      """;

  private static final String PYTHON_PERSISTENT =
      """
      import json, sys
      for line in sys.stdin:
          request = json.loads(line)
          request["vcon"]["x_seen"] = True
          print(json.dumps({"id": request["id"], "vcon": request["vcon"]}), flush=True)
      """;

  private static final String NODE_ONE_SHOT =
      """
      const vcon = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      vcon.x_seen = true;
      process.stdout.write(JSON.stringify(vcon));
      """;

  private static final String NODE_PERSISTENT =
      """
      require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
        const { id, vcon } = JSON.parse(line);
        vcon.x_seen = true;
        console.log(JSON.stringify({ id, vcon }));
      });
      """;

  private ExecSpeed() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("vcond-exec-speed-");
    System.out.printf(
        "vCons of %d KB, %d callers, %d processors%n",
        BODY / 1000, CALLERS, Runtime.getRuntime().availableProcessors());
    compare("python3", folder, PYTHON_ONE_SHOT, PYTHON_PERSISTENT);
    compare("node", folder, NODE_ONE_SHOT, NODE_PERSISTENT);
  }

  private static void compare(String interpreter, Path folder, String once, String stays)
      throws Exception {
    String command = (interpreter.equals("node") ? Interpreter.NODE : Interpreter.PYTHON).command();
    double slow =
        measured(
            Scripts.command(command, Scripts.file(folder, interpreter + "-once", once)), ONE_SHOT);
    double fast =
        measured(
            Scripts.command(command, Scripts.file(folder, interpreter + "-stays", stays))
                .with("mode", "persistent"),
            PERSISTENT);
    System.out.printf(
        "%-8s one_shot %,7.0f/s   persistent %,9.0f/s   ratio %.0f%n",
        interpreter, slow, fast, fast / slow);
  }

  /** Calls a second, after a tenth as many to warm up. */
  private static double measured(Scripts scripts, int calls) throws Exception {
    try (ExecLink link = scripts.open();
        ExecutorService threads =
            Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
      Vcon vcon = document().withBody(BODY).vcon();
      run(link, threads, vcon, calls / 10);
      long began = System.nanoTime();
      run(link, threads, vcon, calls);
      return calls / ((System.nanoTime() - began) / 1e9);
    }
  }

  private static void run(ExecLink link, ExecutorService threads, Vcon vcon, int calls)
      throws Exception {
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      all.add(() -> {
        Vcon left = link.apply(vcon, Scripts.CONTEXT).vcon();
        return left.changed() && left.size() > 0; // the bytes are made, as the write-back does
      });
    }
    for (var each : threads.invokeAll(all)) {
      if (!each.get()) {
        throw new IllegalStateException("The program changed nothing.");
      }
    }
  }
}
