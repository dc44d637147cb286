package dev.vcond.storage.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file while it is being written: under a name of its own in the folder where it is going to be,
 * so that giving it its real name is one atomic step. Whoever ends without {@link #publish} leaves
 * nothing behind. For one thread.
 */
final class Draft implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("\\.[0-9a-f-]{36}\\.[0-9a-f]{16}\\.tmp");

  /** The JDK copies what it writes into a buffer outside the heap, as large as the write. */
  private static final int LARGEST_WRITE = 1 << 18;

  private final Path path;
  private final FileChannel channel;
  private boolean published;

  private Draft(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens a draft for the document with this id. */
  static Draft open(Path folder, String id, Permissions permissions) throws IOException {
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    Path path = folder.resolve("." + id + "." + random + ".tmp");
    EnumSet<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Draft draft = new Draft(path, FileChannel.open(path, options, permissions.attribute()));
    try {
      permissions.complete(path);
      return draft;
    } catch (IOException e) {
      draft.close();
      throw e;
    }
  }

  /** Whether a file has the name of a draft: alive, or left over by a crash. */
  static boolean isDraft(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  Path path() {
    return path;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), LARGEST_WRITE);
      int written = channel.write(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + written);
    }
  }

  /** A buffered stream into the file; to be flushed, closing it changes nothing. */
  OutputStream stream() {
    OutputStream unbuffered =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] source, int offset, int length) throws IOException {
            Draft.this.write(ByteBuffer.wrap(source, offset, length));
          }
        };
    return new BufferedOutputStream(unbuffered, 1 << 16);
  }

  FileChannel channel() {
    return channel;
  }

  /** Makes the content durable and gives the file its name, over whatever bears it now. */
  void publish(Path target, Durability durability) throws IOException {
    durability.contentOf(channel);
    channel.close();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    published = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!published) {
      Files.deleteIfExists(path);
    }
  }
}
