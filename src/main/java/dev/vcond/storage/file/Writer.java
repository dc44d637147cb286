package dev.vcond.storage.file;

import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;

/** Writes a document, and what lies beside it, whole or not at all. Thread-safe. */
final class Writer {
  /** How often a delete may remove the empty folder between making and using it. */
  private static final int TRIES = 16;

  private final FileOptions options;
  private final InstantSource clock;
  private final DayFolders days;
  private final Durability durability;
  private final Permissions files;
  private final Folders folders;
  private final LeftOvers leftOvers = new LeftOvers();

  Writer(
      FileOptions options,
      InstantSource clock,
      DayFolders days,
      Folders folders,
      Durability durability) {
    this.options = options;
    this.clock = clock;
    this.days = days;
    this.durability = durability;
    this.files = Permissions.of(options.filePermissions());
    this.folders = folders;
  }

  /** Returns when the document is stored under this name as durably as the options ask for. */
  void write(Vcon vcon, Place target) throws IOException, InterruptedException {
    Path folder = target.folder();
    String id = vcon.id().canonical();
    try (Draft document = draft(folder, id)) {
      leftOvers.sweepBeside(document.path(), folder);
      writeContent(vcon, document, Placement.isCompressed(target));
      if (options.metadata() == FileOptions.Metadata.SIDECAR) {
        writeSidecar(vcon, folder);
      }
      document.publish(target.path(), durability);
    }
    durability.entriesOf(folder);
  }

  /** The sidecar comes first: a reader that sees the document finds its metadata too. */
  private void writeSidecar(Vcon vcon, Path folder) throws IOException {
    String id = vcon.id().canonical();
    try (Draft sidecar = Draft.open(folder, id, files)) {
      sidecar.write(Sidecar.content(vcon, clock.instant()));
      sidecar.publish(folder.resolve(Sidecar.fileName(id)), durability);
    }
  }

  /** Proves that the folder can be written to, and leaves no file behind. */
  void probe(Path folder, String name) throws IOException, InterruptedException {
    try (Draft draft = draft(folder, name)) {
      draft.write(ByteBuffer.wrap(new byte[4096])); // the disk may have room for a name only
      durability.contentOf(draft.channel());
    }
  }

  /** Tries first and makes the folder if it is missing: asking would cost a call per save. */
  private Draft draft(Path folder, String id) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Draft.open(folder, id, files);
      } catch (NoSuchFileException e) {
        if (attempt == TRIES) {
          throw e;
        }
        make(folder);
      }
    }
  }

  private void make(Path folder) throws IOException, InterruptedException {
    try {
      folders.makeBelow(folder);
      days.changed();
    } catch (NoSuchFileException _) {
      // A delete removed the month just before its day was made; the next try makes both.
    }
  }

  private void writeContent(Vcon vcon, Draft draft, boolean compressed) throws IOException {
    if (!compressed && !options.pretty()) {
      draft.write(vcon.buffer());
      return;
    }
    try (OutputStream file = draft.stream();
        OutputStream out = compressed ? new GZIPOutputStream(file, 1 << 13) : file) {
      if (options.pretty()) {
        Indentation.write(vcon.buffer(), out);
      } else {
        vcon.writeTo(out);
      }
    }
  }
}
