package dev.vcond.storage.file;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.StorageSetup;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder goes away while the storage works; mounts are played by a table of our own. */
final class VanishingFolderTest {
  @TempDir private Path temporary;
  private Path mountPoint;
  private Path folder;
  private Path table;
  private final Vcon vcon = document().vcon();

  @BeforeEach
  void mounted() throws IOException {
    mountPoint = Files.createDirectory(temporary.toRealPath().resolve("a disk"));
    folder = mountPoint.resolve("vcons");
    table = temporary.resolve("mountinfo");
    mount(true);
  }

  @Test
  void a_folder_that_was_removed_is_a_fault_and_is_not_made_again() throws Exception {
    FileStorage storage = open(folder);
    storage.save(vcon);
    Files.move(folder, mountPoint.resolve("elsewhere"));

    refuses(() -> storage.save(vcon), folder + " is gone", "restart vcond");
    refuses(storage::check, "is gone");
    refuses(() -> storage.get(vcon.id()), "is gone");
    refuses(() -> storage.delete(vcon.id()), "is gone");
    refuses(() -> storage.putPart(vcon.id(), "v", 0, ByteBuffer.allocate(1)), "is gone");
    refuses(() -> storage.getPart(vcon.id(), "v", 0), "is gone");
    assertThat(folder).doesNotExist();
  }

  @Test
  void one_that_an_operator_made_again_is_used() throws Exception {
    FileStorage storage = open(folder);
    storage.save(vcon);
    Files.move(folder, mountPoint.resolve("elsewhere"));
    Files.createDirectory(folder);
    storage.check();
    storage.save(vcon);

    assertThat(storage.get(vcon.id())).hasValue(vcon.copyBytes());
  }

  @Test
  void what_lies_under_a_mount_that_went_away_is_not_touched_until_it_is_back() throws Exception {
    FileStorage storage = open(mountPoint);
    storage.save(vcon);
    Path aside = temporary.resolve("aside");
    Files.move(mountPoint, aside);
    Files.createDirectory(mountPoint);
    mount(false);

    refuses(() -> storage.save(vcon), "nothing is mounted on " + mountPoint, "Mount it again");
    refuses(storage::check, "nothing is mounted");
    refuses(() -> storage.get(vcon.id()), "nothing is mounted");
    assertThat(mountPoint).isEmptyDirectory();

    Files.delete(mountPoint);
    Files.move(aside, mountPoint);
    mount(true);
    storage.check();
    assertThat(storage.get(vcon.id())).hasValue(vcon.copyBytes());
  }

  @Test
  void a_folder_that_somebody_made_under_the_mount_point_is_not_ours() throws Exception {
    FileStorage storage = open(Files.createSymbolicLink(temporary.resolve("link"), folder), folder);
    Files.move(folder, temporary.resolve("aside"));
    Files.createDirectory(folder);
    mount(false);

    refuses(() -> storage.save(vcon), "nothing is mounted on " + mountPoint);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_folder_that_never_was_there_is_not_made_after_its_mount_went_away() throws Exception {
    FileStorage storage = open(folder);
    mount(false);

    refuses(() -> storage.save(vcon), "nothing is mounted on " + mountPoint);
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_file_that_was_in_the_way_is_not_missed_when_it_is_gone() throws Exception {
    Files.writeString(folder, "no folder");
    FileStorage storage = open(folder);
    refuses(() -> storage.save(vcon), "Not a directory");
    refuses(storage::check, "Not a directory");
    Files.delete(folder);
    storage.check();
    storage.save(vcon);
    Files.move(folder, mountPoint.resolve("elsewhere"));
    Files.writeString(folder, "no folder");

    refuses(() -> storage.save(vcon), "Not a directory");
    refuses(() -> storage.get(vcon.id()), "Not a directory");
  }

  @Test
  void looking_for_a_document_makes_no_folder() throws Exception {
    FileStorage storage = open(folder);

    assertThat(storage.get(vcon.id())).isEmpty();
    assertThat(storage.delete(vcon.id())).isFalse();
    assertThat(folder).doesNotExist();
  }

  private void mount(boolean mounted) throws IOException {
    String line = "36 35 98:0 / %s rw,noatime master:1 - ext4 /dev/sdb rw%n";
    String disk = mountPoint.toString().replace(" ", "\\040");
    Files.writeString(table, line.formatted("/") + (mounted ? line.formatted(disk) : ""));
  }

  private FileStorage open(Path link, Path target) throws Exception {
    Files.createDirectory(target);
    return open(link);
  }

  private FileStorage open(Path path) {
    return new FileStorage(
        FileOptionsBuilder.in(path).options(),
        new StorageSetup("disk", InstantSource.system()),
        new Mounts(table));
  }

  private static void refuses(ThrowingCallable work, String... parts) {
    assertThatThrownBy(work).isInstanceOf(ServiceFault.class).hasMessageContainingAll(parts);
  }
}
