package dev.vcond.storage.file;

import dev.vcond.config.ByteSize;
import dev.vcond.config.FileMode;
import dev.vcond.storage.StorageSetup;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The defaults of {@code storage.file}, with what a test changes. */
record FileOptionsBuilder(FileOptions options) {

  static FileOptionsBuilder in(Path path) {
    return new FileOptionsBuilder(
        new FileOptions(
            path,
            ".json",
            null,
            false,
            false,
            true,
            new FileMode(0644),
            new FileMode(0755),
            null,
            FileOptions.Metadata.NONE));
  }

  FileOptionsBuilder dated(@Nullable Boolean dated) {
    return change(dated, options.compression(), options.pretty(), options.metadata());
  }

  FileOptionsBuilder compressed() {
    return change(options.organizeByDate(), true, options.pretty(), options.metadata());
  }

  FileOptionsBuilder pretty() {
    return change(options.organizeByDate(), options.compression(), true, options.metadata());
  }

  FileOptionsBuilder sidecar() {
    return change(
        options.organizeByDate(),
        options.compression(),
        options.pretty(),
        FileOptions.Metadata.SIDECAR);
  }

  private FileOptionsBuilder change(
      @Nullable Boolean dated, boolean compression, boolean pretty, FileOptions.Metadata metadata) {
    return new FileOptionsBuilder(
        new FileOptions(
            options.path(),
            options.fileExtension(),
            dated,
            compression,
            pretty,
            options.fsync(),
            options.filePermissions(),
            options.dirPermissions(),
            options.maxFileSize(),
            metadata));
  }

  FileOptionsBuilder fsync(boolean fsync) {
    return rest(fsync, options.filePermissions(), options.dirPermissions(), options.maxFileSize());
  }

  FileOptionsBuilder permissions(int files, int folders) {
    return rest(options.fsync(), new FileMode(files), new FileMode(folders), options.maxFileSize());
  }

  FileOptionsBuilder atMost(long bytes) {
    return rest(
        options.fsync(), options.filePermissions(), options.dirPermissions(), new ByteSize(bytes));
  }

  private FileOptionsBuilder rest(
      boolean fsync, FileMode files, FileMode folders, @Nullable ByteSize most) {
    return new FileOptionsBuilder(
        new FileOptions(
            options.path(),
            options.fileExtension(),
            options.organizeByDate(),
            options.compression(),
            options.pretty(),
            fsync,
            files,
            folders,
            most,
            options.metadata()));
  }

  FileStorage open() throws Exception {
    return open(InstantSource.system());
  }

  FileStorage open(InstantSource clock) throws Exception {
    return (FileStorage) FileStorage.type().opener().open(options, new StorageSetup("disk", clock));
  }
}
