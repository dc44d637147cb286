package dev.vcond.storage.file;

import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vcond.config.FileMode;
import dev.vcond.config.InvalidOption;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.testkit.Json;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileStorageTest {
  private static final VconId ID = SampleVcon.id("11ca4148-6369-41fc-a3ac-476c31cf9740");

  @TempDir private Path folder;

  @Test
  void a_flat_file_is_named_after_the_lower_case_id_and_nothing_else_is_left() throws Exception {
    Vcon vcon = document().id(SampleVcon.id(ID.canonical().toUpperCase(Locale.ROOT))).vcon();
    FileOptionsBuilder.in(folder).open().save(vcon);

    assertThat(files()).containsExactly(ID + ".json");
    assertThat(folder.resolve(ID + ".json")).hasBinaryContent(vcon.copyBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-14T23:30:00-05:00, 2026/03/14",
    "2026-03-14T00:30:00+09:00, 2026/03/14",
    "2026-03-14, 2026/03/14"
  })
  void the_date_of_created_at_in_its_own_offset_names_the_folder(String createdAt, String day)
      throws Exception {
    FileOptionsBuilder.in(folder).dated(true).open().save(dated(createdAt));

    assertThat(files()).containsExactly(day + "/" + ID + ".json");
  }

  @Test
  void a_document_without_a_date_lies_beside_the_dated_folders() throws Exception {
    FileOptionsBuilder.in(folder)
        .dated(true)
        .open()
        .save(document().id(ID).without("created_at").vcon());

    assertThat(files()).containsExactly(ID + ".json");
  }

  @Test
  void a_folder_that_holds_dated_folders_is_gone_on_with_and_others_stay_flat() throws Exception {
    Path dated = folder.resolve("dated");
    Files.createDirectories(dated.resolve("2019/02/03"));
    FileOptionsBuilder.in(dated).open().save(dated("2026-03-14T12:00:00Z"));
    Path flat = folder.resolve("flat");
    FileOptionsBuilder.in(flat).open().save(dated("2026-03-14T12:00:00Z"));

    assertThat(files()).containsExactly("dated/2026/03/14/" + ID + ".json", "flat/" + ID + ".json");
  }

  @Test
  void another_created_at_moves_the_file_and_removes_the_empty_day() throws Exception {
    FileStorage storage = FileOptionsBuilder.in(folder).dated(true).sidecar().open();
    storage.save(dated("2020-01-31T12:00:00Z"));
    storage.save(dated("2026-03-14T12:00:00Z"));

    assertThat(files()).containsExactly("2026/03/14/" + ID + ".json", "2026/03/14/" + ID + ".meta");
    assertThat(folder.resolve("2020")).doesNotExist();
  }

  @Test
  void another_created_at_moves_the_file_after_a_restart_and_among_many_days() throws Exception {
    for (int day = 1; day <= 28; day++) {
      Files.createDirectories(folder.resolve("2023/01/%02d".formatted(day)));
      Files.createFile(folder.resolve("2023/01/%02d/other".formatted(day)));
    }
    FileOptionsBuilder.in(folder).open().save(dated("2020-01-31T12:00:00Z"));
    FileOptionsBuilder.in(folder).open().save(dated("2026-03-14T12:00:00Z"));

    assertThat(files())
        .filteredOn(name -> name.endsWith(".json"))
        .containsExactly("2026/03/14/" + ID + ".json");
  }

  @Test
  void other_options_move_the_file() throws Exception {
    FileOptionsBuilder plain = FileOptionsBuilder.in(folder);
    plain.dated(false).open().save(dated("2026-03-14T12:00:00Z"));
    plain.dated(true).compressed().open().save(dated("2026-03-14T12:00:00Z"));
    assertThat(files()).containsExactly("2026/03/14/" + ID + ".json.gz");

    plain.dated(true).open().save(dated("2026-03-14T12:00:00Z"));
    assertThat(files()).containsExactly("2026/03/14/" + ID + ".json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11ca4148-6369-41fc-a3ac-476c31cf9740", // random
        "018f3e5e-4c00-7000-8000-000000000000", // version 7 of 2024-05-03
        "018f3e5e-4c00-8abc-8000-000000000000" // version 8 as vCon libraries make it
      })
  void documents_are_found_and_deleted_wherever_another_configuration_put_them(String id)
      throws Exception {
    VconId wanted = SampleVcon.id(id);
    FileOptionsBuilder plain = FileOptionsBuilder.in(folder);
    FileStorage reader = plain.dated(false).open();
    for (String createdAt : List.of("2024-05-03T06:00:00Z", "2021-07-08T06:00:00Z")) {
      for (FileOptionsBuilder writer :
          List.of(plain.dated(false), plain.dated(true), plain.dated(true).compressed())) {
        Vcon vcon = document().id(wanted).with("created_at", "\"" + createdAt + "\"").vcon();
        writer.open().save(vcon);

        assertThat(reader.get(wanted)).hasValue(vcon.copyBytes());
        assertThat(reader.delete(wanted)).isTrue();
        assertThat(reader.get(wanted)).isEmpty();
        assertThat(files()).isEmpty();
      }
    }
  }

  @Test
  void of_two_copies_the_one_stored_last_is_answered_and_both_are_deleted() throws Exception {
    Path older = place("2026/01/01", "{\"a\": \"older\"}", Instant.parse("2026-01-01T00:00:00Z"));
    Path newer = place("2020/01/01", "{\"a\": \"newer\"}", Instant.parse("2026-02-01T00:00:00Z"));
    FileStorage storage = FileOptionsBuilder.in(folder).open();

    assertThat(storage.get(ID)).hasValue("{\"a\": \"newer\"}".getBytes(UTF_8));
    assertThat(storage.delete(ID)).isTrue();
    assertThat(older).doesNotExist();
    assertThat(newer).doesNotExist();
    assertThat(folder.resolve("2020")).doesNotExist();
  }

  private Path place(String day, String content, Instant modified) throws IOException {
    Path file = folder.resolve(day).resolve(ID + ".json");
    Files.createDirectories(folder.resolve(day));
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  @Test
  void permissions_are_exact_whatever_the_umask_and_foreign_folders_keep_theirs() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    FileOptionsBuilder.in(folder)
        .dated(true)
        .permissions(0666, 0777)
        .open()
        .save(dated("2026-03-14T12:00:00Z"));
    FileOptionsBuilder.in(folder)
        .dated(true)
        .permissions(0600, 0700)
        .sidecar()
        .open()
        .save(dated("2026-04-15T12:00:00Z"));

    assertThat(mode("2026")).isEqualTo("rwxrwxrwx");
    assertThat(mode("2026/04")).isEqualTo("rwx------");
    assertThat(mode("2026/04/15/" + ID + ".json")).isEqualTo("rw-------");
    assertThat(mode("2026/04/15/" + ID + ".meta")).isEqualTo("rw-------");
    assertThat(mode("")).isEqualTo("rwxrwxrwx");
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @Test
  void a_sidecar_tells_when_the_document_was_stored() throws Exception {
    FileOptionsBuilder.in(folder)
        .sidecar()
        .open(InstantSource.fixed(Instant.parse("2026-03-15T01:02:03Z")))
        .save(dated("2026-03-14T12:00:00 \\u0022+01:00"));

    assertThat(
            Json.same(
                Files.readAllBytes(folder.resolve(ID + ".meta")),
                """
                {"uuid": "11ca4148-6369-41fc-a3ac-476c31cf9740", "storage_version": "1.0",
                 "created_at": "2026-03-14T12:00:00 \\"+01:00",
                 "stored_at": "2026-03-15T01:02:03Z"}
                """
                    .getBytes(UTF_8)))
        .isTrue();
  }

  @Test
  void compressed_files_are_gzip_of_the_very_bytes() throws Exception {
    Vcon vcon = document().id(ID).withBody(300_000).vcon();
    FileOptionsBuilder.in(folder).compressed().open().save(vcon);

    byte[] file = Files.readAllBytes(folder.resolve(ID + ".json.gz"));
    assertThat(file).hasSizeLessThan(30_000);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes())
        .isEqualTo(vcon.copyBytes());
  }

  @Test
  void pretty_changes_white_space_between_tokens_and_nothing_else() throws Exception {
    String json = "{\"a\" :[1.50,{ },[],\"x \\\" ,{[\\\\\"],\"b\":{\"c\":1e2,\"c\": \"\\u00e9\"}}";
    FileOptionsBuilder.in(folder).pretty().open().save(SampleVcon.read(ID, json));

    assertThat(folder.resolve(ID + ".json"))
        .hasContent(
            """
            {
              "a": [
                1.50,
                {},
                [],
                "x \\" ,{[\\\\"
              ],
              "b": {
                "c": 1e2,
                "c": "\\u00e9"
              }
            }
            """);
  }

  @Test
  void a_document_above_max_file_size_is_refused_for_good() throws Exception {
    FileStorage storage = FileOptionsBuilder.in(folder).atMost(1000).open();

    assertThatThrownBy(() -> storage.save(document().withBody(2000).vcon()))
        .isInstanceOf(DocumentFault.class)
        .hasMessageContaining("max_file_size (1000B)");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_file_where_a_folder_should_be_is_a_fault_of_the_service_that_names_it() throws Exception {
    Path file = Files.writeString(folder.resolve("not-a-folder"), "x");
    FileStorage storage = FileOptionsBuilder.in(file.resolve("vcons")).open();

    assertThatThrownBy(() -> storage.save(document().vcon()))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("not-a-folder");
    assertThatThrownBy(storage::check).isInstanceOf(ServiceFault.class);
  }

  @Test
  void a_full_file_system_is_a_fault_of_the_service() throws Exception {
    // /dev/full answers ENOSPC to every write; the draft's name cannot be pointed at it, so the
    // error is made by the real call and handed over.
    IOException full =
        catchThrowableOfType(IOException.class, () -> Files.writeString(Path.of("/dev/full"), "x"));

    assertThat(FileFaults.explain(full, folder))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("Make room");
  }

  @Test
  void drafts_of_a_crash_are_swept_and_those_of_a_living_save_are_not() throws Exception {
    Path dead = folder.resolve("." + ID + ".0123456789abcdef.tmp");
    Path alive = folder.resolve("." + ID + ".fedcba9876543210.tmp");
    Path foreign = folder.resolve(".something.tmp");
    for (Path file : List.of(dead, alive, foreign)) {
      Files.writeString(file, "{");
      Instant written = Files.getLastModifiedTime(file).toInstant();
      Duration age = file.equals(alive) ? Duration.ofMinutes(5) : Duration.ofHours(2);
      Files.setLastModifiedTime(file, FileTime.from(written.minus(age)));
    }
    FileOptionsBuilder.in(folder).open().save(document().vcon());

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(foreign).exists();
  }

  @Test
  void a_reader_never_sees_half_a_document_while_it_is_saved_again_and_again() throws Exception {
    FileStorage storage = FileOptionsBuilder.in(folder).fsync(false).open();
    Vcon one = document().id(ID).withBody(300_000).vcon();
    Vcon other = document().id(ID).withBody(200_000).vcon();
    storage.save(one);
    CountDownLatch enough = new CountDownLatch(300);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> saves =
          threads.submit(() -> {
            int count = 0;
            while (enough.getCount() > 0) {
              storage.save(count++ % 2 == 0 ? other : one);
            }
            return count;
          });
      for (; enough.getCount() > 0; enough.countDown()) {
        byte[] seen = Files.readAllBytes(folder.resolve(ID + ".json"));
        assertThat(seen.length).isIn(one.size(), other.size());
        assertThat(seen).isEqualTo(seen.length == one.size() ? one.copyBytes() : other.copyBytes());
      }
      assertThat(saves.get()).isPositive();
    }
  }

  @Test
  void saves_and_deletes_that_make_and_remove_the_same_day_do_not_disturb_each_other()
      throws Exception {
    FileStorage storage = FileOptionsBuilder.in(folder).dated(true).open();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> calls =
          Stream.generate(() -> document().vcon())
              .limit(200)
              .map(vcon ->
                  threads.submit(() -> {
                    storage.save(vcon);
                    return storage.get(vcon.id()).isPresent() && storage.delete(vcon.id());
                  }))
              .toList();
      for (Future<Boolean> call : calls) {
        assertThat(call.get()).isTrue();
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_interrupted_save_ends_without_a_trace_and_the_next_one_works() throws Exception {
    FileStorage storage = FileOptionsBuilder.in(folder).open();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> save =
          threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> storage.save(document().vcon()))
                .isInstanceOf(InterruptedException.class);
          });
      save.get();
    }
    assertThat(files()).isEmpty();
    storage.save(document().vcon());
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_check_makes_the_folder_and_leaves_it_empty() throws Exception {
    Path fresh = folder.resolve("a/b");
    FileOptionsBuilder.in(fresh).open().check();

    assertThat(fresh).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", ".json/..", "", ".gz", ".json.gz", ".meta", ".", "..json"})
  void an_extension_that_cannot_work_is_refused(String extension) {
    assertThatThrownBy(() ->
            new FileOptions(
                folder,
                extension,
                null,
                false,
                false,
                true,
                new FileMode(0644),
                new FileMode(0755),
                null,
                FileOptions.Metadata.NONE))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.key()).isEqualTo("file_extension"));
  }

  private static Vcon dated(String createdAt) {
    return document().id(ID).with("created_at", "\"" + createdAt + "\"").vcon();
  }

  private List<String> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
