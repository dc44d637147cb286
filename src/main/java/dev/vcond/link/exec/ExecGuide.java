package dev.vcond.link.exec;

/** What an operator reads about {@code links.exec}. */
final class ExecGuide {
  static final String SETUP =
      """
      The program reads the vCon from standard input and writes it, changed or not, to standard
      output. If it writes nothing, the chain halts there. This one, in Python, notes what sounds
      urgent:

          import json, os, sys

          vcon = json.load(sys.stdin)
          words = json.loads(os.environ["VCOND_OPTIONS"]).get("words", [])
          analysis = vcon.get("analysis") or []
          known = any(each.get("type") == "urgency" for each in analysis)
          found = [word for word in words if word in json.dumps(vcon.get("dialog"))]
          if found and not known:
              entry = {"type": "urgency", "dialog": 0, "vendor": "example"}
              entry.update(encoding="json", body=json.dumps({"words": found}))
              vcon["analysis"] = analysis + [entry]
          json.dump(vcon, sys.stdout)

      Its exit code is the rest of the answer:

      - `0`: what it wrote counts.
      - `75`: it cannot do it now. It is tried again, as the link's `retry` says. A signal that kills
        it means the same.
      - Anything else: it failed, and the vCon goes to the dead-letter list. `65` says that it is the
        vCon's fault, `126` and `127` that there is no such program.

      The last line on standard error becomes the reason; all that it says goes to the log with the
      link's name and the vCon's id, a stack trace as one line, 20 lines a second at the most. An output that is not one JSON object, or whose `uuid` is not that of the vCon, is a
      failure, too, and changes nothing. What the program left alone keeps its bytes: numbers such as
      `0.10`, escapes, the order of members.

      The program learns more from its environment: `VCON_UUID`, `VCON_SIZE` (in bytes),
      `VCOND_CHAIN`, `VCOND_STEP` (the link's name), `VCOND_LIST` (where the id came from),
      `VCOND_OPTIONS` (JSON), `VCOND_MODE`, `VCOND_ANSWER` and `VCOND_CALL`. It may be called again for the same
      vCon after a crash or a replay.

      With `answer: envelope` it writes a JSON object instead, whose members are all optional:

      - `vcon`: the document as it leaves it; without it, the document stays as it is.
      - `halt`: a text, why the chain ends here.
      - `swap`: the uuid of another document in Redis, with which the chain goes on.
      - `routes`: names of lists that the id is pushed to when the run is acknowledged.
      - `error`: a text, why nothing was done; with `temporary: true` it is tried again.

      With `mode: persistent` the same processes serve many vCons, one at a time each: a request is
      one line `{"id": 7, "vcon": {...}, "uuid": ..., "chain": ..., "step": ..., "list": ...,
      "options": {...}}`, and its answer one line, an envelope with the same `id`. Starting an
      interpreter takes longer than most links work, so this does a hundred times as many calls a second
      and more (two cores, vCons of 10 KB: 40 against 8,900 in Python, 70 against 9,100 with Node;
      `bin/exec-speed` measures it). This one, for Node, sends long calls to a list of their own and halts short ones:

          const readline = require('readline');

          readline.createInterface({ input: process.stdin }).on('line', (line) => {
            const { id, vcon, options } = JSON.parse(line);
            const seconds = (vcon.dialog ?? []).reduce((sum, each) => sum + (each.duration ?? 0), 0);
            const answer = { id };
            if (seconds < options.shortest) {
              answer.halt = 'too short';
            } else if (seconds > options.long) {
              answer.routes = ['long_calls'];
            }
            console.log(JSON.stringify(answer));
          });

      A process that ends is replaced, and the vCon that it had in work is tried again. When vcond
      ends, standard input of the processes is closed; they have two seconds to end by themselves.

      After the link's `timeout` the program gets TERM, and KILL two seconds later, with everything it
      has started; `setsid` of util-linux makes that possible. What a program leaves running when it
      ends is killed as well. Children that have left the session (`setsid`, a double fork) are found
      by the variable `VCOND_CALL`, which they inherit; one that has also cleared its environment is
      not found, and runs until systemd stops the unit with all that is in it. So does all that runs
      when vcond itself is killed with KILL; without systemd it goes on, beside the next call for the
      same vCon. Under systemd a program lives in the sandbox of the unit: it sees no home
      folders and writes only below `/var/lib/vcond`.

      Links of vcon-server in Python (`links/my_link/__init__.py` with `run(vcon_uuid, link_name,
      opts)`) run unchanged through `sdk/python/vcond_link.py`, in either mode: it gives them the
      modules of vcon-server that they import (`lib.vcon_redis`, `lib.queue`, `lib.redaction`, ...),
      the vCon that is in work as `VconRedis().get_vcon`, and takes what they store; what they push to
      a list is a route. Packages such as `requests` have to be installed for the interpreter that
      `command` begins with; clients of other services (`lib.llm_client`) are taken from a checkout of
      vcon-server that `--path` names. `vcond_link.py --help` tells the rest:

          command: [python3, /opt/vcond/sdk/python/vcond_link.py, /srv/links/my_link]
          mode: persistent
          options: {words: [cancel, refund]}
      """;

  static final String EXAMPLE =
      """
      links:
        urgent:
          module: links.exec
          options:
            command: [python3, /opt/links/urgent.py]
            options: {words: [cancel, refund]}
          timeout: 20s
      """;

  private ExecGuide() {}
}
