package dev.vcond.storage.file;

/** What an operator reads about {@code storage.file}. */
final class FileGuide {
  static final String SETUP =
      """
      The user that vcond runs as must be able to write to the folder; vcond makes it if it may
      write to the one above:

          install -d -o vcond -g vcond -m 0750 /srv/vcons

      Under systemd the folder must also be writable for the unit: below `/var/lib/vcond` it is, any
      other needs `ReadWritePaths=/srv/vcons` in a drop-in (`systemctl edit vcond`). Any file system
      with atomic rename will do, NFS included. Several instances may share a folder.

      The folder is made when the storage is first used, never again: if it is removed, or its file
      system unmounted, while vcond runs, the storage is away until it is back. If it lies on a
      mount of its own, let systemd wait for that before it starts vcond:
      `RequiresMountsFor=/srv/vcons` in the drop-in.

      What is written, with ids in lower case:

      - `<path>/<id>.json`, or `<path>/YYYY/MM/DD/<id>.json` with `organize_by_date`. The day is that
        of `created_at` in its own offset; a document without one lies flat.
      - `.gz` behind the name with `compression`, and for large documents with `on_oversize:
        compress`.
      - `<id>.meta` beside it with `metadata: sidecar`: a JSON object with `uuid`, `created_at` as the
        document has it (or null), `stored_at` (UTC) and `storage_version` (`1.0`).
      - `<path>/.parts/<id>/` with the parts of large documents with `on_oversize: split`; the file
        itself then is a small manifest, and `vcond get` puts the document together.
      - `.<id>.<random>.tmp` while a file is being written. It takes its name in one rename, so a
        reader never sees half a document; what a crash leaves is removed later.

      A file is what came, byte for byte, unless `pretty` is set: read it with `cat`, `zcat`, or
      `vcond get <id> --storage <name>`. Flat and dated, plain and compressed files are all found, so
      the options may change over a folder that is in use, and one that vcon-server wrote is read and
      continued.
      """;

  static final String EXAMPLE =
      """
      storages:
        disk:
          module: storage.file
          options:
            path: /var/lib/vcond/vcons
            organize_by_date: true
            file_permissions: 0o640
            dir_permissions: 0o750
            metadata: sidecar
          max_size: 64MiB
          on_oversize: compress
      """;

  private FileGuide() {}
}
