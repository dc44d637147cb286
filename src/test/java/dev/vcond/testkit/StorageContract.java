package dev.vcond.testkit;

import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.config.OnOversize;
import dev.vcond.storage.Batching;
import dev.vcond.storage.Compressing;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.PartStore;
import dev.vcond.storage.PartlyReadable;
import dev.vcond.storage.Readable;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every storage has to keep, as tests that an adapter inherits. An author writes two methods:
 * one that starts the service, and one that opens the storage. The kit puts a proxy between both
 * and takes the service away and brings it back by itself.
 *
 * <p>What a storage cannot do is not asked for: reading back, deleting and batching are tested if
 * it implements {@link Readable}, {@link Deletable} and {@link Batching}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StorageContract {
  private Optional<FaultProxy> proxy = Optional.empty();
  private Storage storage = new NoStorage();

  /**
   * Starts the service that the storage speaks to; comes once per class.
   *
   * @return where it listens, or empty if the storage needs none
   */
  protected abstract Optional<InetSocketAddress> startService() throws Exception;

  /**
   * Opens a storage on an empty or used place; comes once per test.
   *
   * @param service the address to connect to, of the proxy before what {@link #startService} gave
   */
  protected abstract Storage open(Optional<InetSocketAddress> service, StorageSetup setup)
      throws Exception;

  /** Whether a document comes back byte for byte, and not only as an equal JSON value. */
  protected boolean keepsBytes() {
    return true;
  }

  /**
   * Whether a document comes back with everything that was saved; a {@link PartlyReadable} storage
   * only has to answer at all.
   */
  protected boolean keepsAll() {
    return !(storage instanceof PartlyReadable);
  }

  @BeforeAll
  final void startServiceBehindProxy() throws Exception {
    Optional<InetSocketAddress> service = startService();
    if (service.isPresent()) {
      proxy = Optional.of(FaultProxy.before(service.get()));
    }
  }

  @AfterAll
  final void stopProxy() {
    proxy.ifPresent(FaultProxy::close);
  }

  @BeforeEach
  final void openStorage() throws Exception {
    storage = open(proxy.map(FaultProxy::address), setup("contract"));
  }

  @AfterEach
  final void closeStorage() throws Exception {
    proxy.ifPresent(FaultProxy::up);
    storage.close();
  }

  /** Everything that may have to be prepared for large documents is. */
  private static StorageSetup setup(String name) {
    return new StorageSetup(name, InstantSource.system(), OnOversize.COMPRESS, Optional::empty);
  }

  @Test
  final void a_saved_document_comes_back_equal() throws Exception {
    saveAndExpectBack(document().vcon());
  }

  @Test
  final void saving_twice_keeps_the_last_document() throws Exception {
    VconId id = SampleVcon.randomId();
    storage.save(document().id(id).with("subject", "\"first\"").vcon());
    saveAndExpectBack(document().id(id).with("subject", "\"second\"").vcon());
  }

  @Test
  final void saving_again_with_another_date_keeps_the_last_document() throws Exception {
    VconId id = SampleVcon.randomId();
    storage.save(document().id(id).with("created_at", "\"2024-12-31T23:59:59Z\"").vcon());
    saveAndExpectBack(document().id(id).with("created_at", "\"2020-01-01T00:00:00Z\"").vcon());
    if (storage instanceof Deletable deletable) {
      assertThat(deletable.delete(id)).isTrue();
      expectNotThere(id);
    }
  }

  @Test
  final void a_document_that_was_never_saved_is_not_there() throws Exception {
    storage.save(document().vcon());
    expectNotThere(SampleVcon.randomId());
  }

  @Test
  final void deleting_says_whether_something_was_there() throws Exception {
    Vcon vcon = document().vcon();
    storage.save(vcon);
    if (storage instanceof Deletable deletable) {
      assertThat(deletable.delete(vcon.id())).isTrue();
      assertThat(deletable.delete(vcon.id())).isFalse();
      expectNotThere(vcon.id());
      saveAndExpectBack(vcon);
    }
  }

  @Test
  final void ids_in_upper_case_find_the_same_document() throws Exception {
    Vcon vcon = document().id(SampleVcon.id("abcdef01-2345-4678-9abc-def012345678")).vcon();
    storage.save(vcon);
    VconId upper = SampleVcon.id(vcon.id().canonical().toUpperCase(Locale.ROOT));
    expectBack(upper, vcon);
    Vcon again = document().id(upper).with("subject", "\"again\"").vcon();
    storage.save(again);
    expectBack(vcon.id(), again);
    if (storage instanceof Deletable deletable) {
      assertThat(deletable.delete(upper)).isTrue();
      assertThat(deletable.delete(vcon.id())).isFalse();
    }
  }

  @Test
  final void sixty_four_concurrent_saves_of_one_id_leave_one_whole_document() throws Exception {
    VconId id = SampleVcon.randomId();
    List<Vcon> versions =
        IntStream.range(0, 64)
            .mapToObj(
                i -> document().id(id).with("subject", "\"" + i + "\"").withBody(i * 997).vcon())
            .toList();
    saveAtTheSameTime(versions);
    if (storage instanceof Readable readable) {
      byte[] found = readable.get(id).orElseThrow();
      assertThat(versions).anyMatch(vcon -> !keepsAll() || Json.same(vcon.copyBytes(), found));
    }
  }

  @Test
  final void a_thousand_documents_saved_at_the_same_time_are_all_there() throws Exception {
    List<Vcon> vcons =
        IntStream.range(0, 1000)
            .mapToObj(i -> document().with("subject", "\"" + i + "\"").vcon())
            .toList();
    saveAtTheSameTime(vcons);
    for (Vcon vcon : vcons) {
      expectBack(vcon.id(), vcon);
    }
  }

  @Test
  final void a_group_is_stored_like_single_documents() throws Exception {
    if (storage instanceof Batching batching) {
      List<Vcon> group =
          IntStream.range(0, 64)
              .mapToObj(i -> document().with("subject", "\"" + i + "\"").withBody(i).vcon())
              .sorted(Comparator.comparing(vcon -> vcon.id().canonical()))
              .toList();
      batching.saveAll(group);
      batching.saveAll(group.subList(7, 11));
      for (Vcon vcon : group) {
        expectBack(vcon.id(), vcon);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"J\u00fcrgen \u2014 \u65e5\u672c\u8a9e \u0420\u0443\u0441\u0441\u043a\u0438\u0439\"",
        "\"astral \ud83d\ude00 and escaped \\ud83d\\ude00\"",
        "\"quotes \\\" backslash \\\\ slash \\/ control \\u001f\"",
        "[0.1, 1e2, 9007199254740993, 123456789012345678901234567890]",
        "0.1000000000000000055511151231257827021181583404541015625",
        "{\"a\": 1, \"a\": 2, \"A\": 3}",
        "[null, true, false, {}, [], \"\"]"
      })
  final void values_of_every_kind_come_back_unchanged(String value) throws Exception {
    saveAndExpectBack(document().with("x_value", value).vcon());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"NUL \\u0000 inside\"", "\"lone \\ud800 surrogate\""})
  final void what_json_allows_and_some_databases_do_not_is_kept_or_refused_for_good(String value)
      throws Exception {
    Vcon vcon = document().with("x_value", value).vcon();
    Throwable refusal = catchThrowable(() -> storage.save(vcon));
    if (refusal == null) {
      expectBack(vcon.id(), vcon);
    } else {
      assertThat(refusal).isInstanceOf(DocumentFault.class).message().isNotBlank();
      expectNotThere(vcon.id());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"yesterday\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.999999999+14:00\"",
        "\"../../../etc/2026\"",
        "\"2026-03-14\"",
        "1773500966",
        "{}",
        "[\"2026\"]"
      })
  final void a_document_with_an_odd_created_at_is_stored(String createdAt) throws Exception {
    saveAndExpectBack(document().with("created_at", createdAt).vcon());
  }

  @Test
  final void a_document_without_the_usual_members_is_stored() throws Exception {
    VconId id = SampleVcon.randomId();
    saveAndExpectBack(SampleVcon.read(id, " { } "));
    saveAndExpectBack(SampleVcon.read(id, "{\"payload\": \"e30\", \"signatures\": []}"));
  }

  @Test
  final void a_document_of_900_levels_is_stored() throws Exception {
    saveAndExpectBack(document().with("x_value", "[".repeat(899) + "1" + "]".repeat(899)).vcon());
  }

  @Test
  final void a_document_of_10_megabytes_is_stored() throws Exception {
    saveAndExpectBack(document().withBody(10_000_000).vcon());
  }

  @Test
  final void a_compressed_document_comes_back_and_replaces_a_plain_one_and_is_replaced()
      throws Exception {
    if (storage instanceof Compressing compressing) {
      VconId id = SampleVcon.randomId();
      storage.save(document().id(id).with("subject", "\"plain\"").vcon());
      Vcon large = document().id(id).with("subject", "\"compressed\"").withBody(100_000).vcon();
      compressing.saveCompressed(large);
      expectBack(id, large);
      saveAndExpectBack(document().id(id).with("subject", "\"plain again\"").vcon());
      compressing.saveCompressed(large);
      if (storage instanceof Deletable deletable) {
        assertThat(deletable.delete(id)).isTrue();
        assertThat(deletable.delete(id)).isFalse();
        expectNotThere(id);
      }
    }
  }

  @Test
  final void parts_are_kept_by_version_and_are_no_documents() throws Exception {
    if (storage instanceof PartStore parts) {
      VconId id = SampleVcon.randomId();
      String first = "0123456789abcdef0123456789abcdef";
      String second = "fedcba9876543210fedcba9876543210";
      assertThat(parts.partVersions(id)).isEmpty();
      assertThat(parts.getPart(id, first, 0)).isEmpty();
      parts.deleteParts(id, first);
      for (String version : List.of(first, second)) {
        parts.putPart(id, version, 0, UTF_8.encode("zero of " + version).asReadOnlyBuffer());
        parts.putPart(id, version, 1, UTF_8.encode("one").asReadOnlyBuffer());
        parts.putPart(id, version, 1, UTF_8.encode("one of " + version).asReadOnlyBuffer());
      }
      VconId upper = SampleVcon.id(id.canonical().toUpperCase(Locale.ROOT));
      assertThat(parts.partVersions(upper)).containsExactlyInAnyOrder(first, second);
      assertThat(parts.getPart(upper, second, 1))
          .hasValueSatisfying(
              part -> assertThat(part).asString(UTF_8).isEqualTo("one of " + second));
      assertThat(parts.getPart(id, second, 2)).isEmpty();
      expectNotThere(id);
      parts.deleteParts(id, first);
      assertThat(parts.partVersions(id)).containsExactly(second);
      assertThat(parts.getPart(id, first, 0)).isEmpty();
      assertThat(parts.getPart(id, second, 0)).isPresent();
      parts.deleteParts(id, second);
      parts.deleteParts(id, second);
      assertThat(parts.partVersions(id)).isEmpty();
    }
  }

  @Test
  final void a_check_passes_and_can_be_repeated() throws Exception {
    storage.check();
    storage.check();
    saveAndExpectBack(document().vcon());
    storage.check();
  }

  @Test
  final void closing_twice_is_no_error() throws Exception {
    storage.save(document().vcon());
    storage.close();
    assertThatCode(storage::close).doesNotThrowAnyException();
  }

  @Test
  final void a_service_that_is_down_is_no_fault_of_the_document_and_is_used_when_it_is_back()
      throws Exception {
    Vcon vcon = document().vcon();
    if (proxy.isPresent()) {
      storage.save(document().vcon());
      proxy.get().down();
      expectTemporary(() -> storage.save(vcon));
      expectTemporary(storage::check);
      if (storage instanceof Readable readable) {
        expectTemporary(() -> readable.get(vcon.id()));
      }
      if (storage instanceof Deletable deletable) {
        expectTemporary(() -> deletable.delete(vcon.id()));
      }
      proxy.get().up();
    }
    saveAndExpectBack(vcon);
  }

  @Test
  final void a_storage_opens_while_its_service_is_down() throws Exception {
    proxy.ifPresent(FaultProxy::down);
    try (Storage opened = open(proxy.map(FaultProxy::address), setup("early"))) {
      proxy.ifPresent(FaultProxy::up);
      opened.save(document().vcon());
    }
  }

  @Test
  final void a_call_to_a_service_that_hangs_ends_when_it_is_interrupted() throws Exception {
    Vcon vcon = document().vcon();
    expectInterruptible(() -> storage.save(vcon));
    if (storage instanceof Readable readable) {
      expectInterruptible(() -> readable.get(vcon.id()));
    }
    if (storage instanceof Deletable deletable) {
      expectInterruptible(() -> deletable.delete(vcon.id()));
    }
    saveAndExpectBack(vcon);
  }

  private void expectInterruptible(ThrowingCallable call) throws Exception {
    if (proxy.isEmpty()) {
      return;
    }
    storage.save(document().vcon());
    proxy.get().hang();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Throwable> thrown = threads.submit(() -> catchThrowable(call));
      // The time-out is the only sign that it hangs; then the engine would interrupt it.
      assertThatThrownBy(() -> thrown.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThat(thrown.get()).isInstanceOf(Exception.class).isNotInstanceOf(DocumentFault.class);
    }
    proxy.get().up();
  }

  private void saveAtTheSameTime(List<Vcon> vcons) throws Exception {
    List<Callable<Void>> saves = new ArrayList<>();
    for (Vcon vcon : vcons) {
      saves.add(() -> {
        storage.save(vcon);
        return null;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> save : threads.invokeAll(saves)) {
        save.get();
      }
    }
  }

  private void saveAndExpectBack(Vcon vcon) throws Exception {
    storage.save(vcon);
    expectBack(vcon.id(), vcon);
  }

  private void expectBack(VconId id, Vcon saved) throws Exception {
    if (!(storage instanceof Readable readable)) {
      return;
    }
    byte[] found = readable.get(id).orElseThrow();
    if (!keepsAll()) {
      return;
    }
    if (keepsBytes()) {
      assertThat(new String(found, UTF_8)).isEqualTo(saved.text());
    } else {
      assertThat(Json.same(found, saved.copyBytes()))
          .as("%s came back as %s", saved.text(), new String(found, UTF_8))
          .isTrue();
    }
  }

  private void expectNotThere(VconId id) throws Exception {
    if (storage instanceof Readable readable) {
      assertThat(readable.get(id)).isEmpty();
    }
  }

  private static void expectTemporary(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(Exception.class)
        .isNotInstanceOf(DocumentFault.class)
        .isNotInstanceOf(RuntimeException.class);
  }

  /** Stands in until the first storage is open. */
  private static final class NoStorage implements Storage {
    @Override
    public void save(Vcon vcon) {
      throw new IllegalStateException("No storage is open.");
    }

    @Override
    public void check() {
      throw new IllegalStateException("No storage is open.");
    }
  }
}
