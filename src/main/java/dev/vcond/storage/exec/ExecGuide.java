package dev.vcond.storage.exec;

/** What an operator reads about {@code storage.exec}. */
final class ExecGuide {
  static final String SETUP =
      """
      The program is called as `<command> save <id>`, `<command> get <id>` and `<command> delete
      <id>`, the id in lower case, once per vCon and several at the same time; `concurrency` bounds
      them. `save` reads the document from standard input, `get` writes it to standard output. The
      exit code is the answer:

      - `0`: done: it is stored, or given out, or deleted.
      - `3`: it is not there. Of `save`: the place to store into is missing, which is treated as 75.
      - `65`: this document will never be accepted. It is not tried again.
      - `75`: it cannot work as it is set up, whatever the document. `64` (does not know the verb; see
        `verbs`), `126` and `127` (no such program) mean the same.
      - Anything else, or a signal: it may work later, and is tried again.

      The last line on standard error becomes the reason; all of it, up to a bound, is logged. A
      `save` of an id that is there replaces it, and one that is cut short leaves the old document or
      the new one. This one keeps vCons in a folder, with `command: [/opt/adapters/folder.sh,
      /data/vcons]`:

          #!/bin/sh
          file=$1/$3.json
          case $2 in
            save) cat >"$file.$$" && [ "$(wc -c <"$file.$$")" -eq "$VCON_SIZE" ] && mv "$file.$$" "$file" ;;
            get) [ -e "$file" ] || exit 3; cat "$file" ;;
            delete) [ -e "$file" ] || exit 3; rm "$file" ;;
            *) exit 64 ;;
          esac

      What it is told beside the document is in its environment: `VCON_UUID` and `VCON_STORAGE` (the
      entry's name); for `save` also `VCON_SIZE` in bytes (fewer on standard input mean that vcond was
      killed), `VCON_CREATED_AT` and `VCON_SUBJECT` if the document has them, `VCON_STORED_AT` (UTC)
      and `VCON_STORAGE_VERSION` (`1.0`).

      After `attempt_timeout`, or when vcond lets go of the storage, it is killed with everything it
      has started; `setsid` of util-linux makes that possible. Under systemd it lives in the sandbox
      of the unit: it sees no home folders and writes only below `/var/lib/vcond`.

      Adapters of vcon-server in Python (`storage/my_storage/__init__.py` with `save`, perhaps `get`
      and `delete`, and `default_options`) run unchanged through `sdk/python/vcond_adapter.py`, as in
      the example: it gives them the `VconRedis` that they import. Their options are laid over
      `default_options`. `vcond_adapter.py --help` tells the rest.
      """;

  static final String EXAMPLE =
      """
      storages:
        mine:
          module: storage.exec
          options:
            command: [python3, /opt/vcond/sdk/python/vcond_adapter.py, /srv/adapters/storage/my_storage]
            env:
              VCOND_ADAPTER_OPTIONS: '{"url": "https://archive.example.com", "token": "${ARCHIVE_TOKEN}"}'
            verbs: [save, get]
          concurrency: 8
      """;

  private ExecGuide() {}
}
