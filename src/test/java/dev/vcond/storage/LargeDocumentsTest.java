package dev.vcond.storage;

import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cutting documents into parts and putting them together, over a store that can be cut short. */
class LargeDocumentsTest {
  private static final int LARGEST = 1_000;

  private final Memory store = new Memory();
  private final Splitting splitting = new Splitting(store, LARGEST);
  private final StorageReader reader = new StorageReader(store);
  private final VconId id = SampleVcon.randomId();

  /** Keeps everything in a map and fails when its writes are used up. */
  private static final class Memory implements Storage, PartStore, Deletable {
    private final Map<String, byte[]> kept = new TreeMap<>();
    private int writesLeft = Integer.MAX_VALUE;

    private void write(String key, byte[] bytes) throws IOException {
      if (writesLeft-- <= 0) {
        throw new IOException("cut short");
      }
      kept.put(key, bytes);
    }

    @Override
    public void save(Vcon vcon) throws IOException {
      write(vcon.id().canonical(), vcon.copyBytes());
    }

    @Override
    public void check() {}

    @Override
    public Optional<byte[]> get(VconId id) {
      return Optional.ofNullable(kept.get(id.canonical()));
    }

    @Override
    public boolean delete(VconId id) {
      return kept.remove(id.canonical()) != null;
    }

    private static String key(VconId id, String version, int number) {
      return "part/" + id.canonical() + "/" + version + "/" + number;
    }

    @Override
    public void putPart(VconId id, String version, int number, ByteBuffer bytes)
        throws IOException {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      write(key(id, version, number), copy);
    }

    @Override
    public Optional<byte[]> getPart(VconId id, String version, int number) {
      return Optional.ofNullable(kept.get(key(id, version, number)));
    }

    @Override
    public Set<String> partVersions(VconId id) {
      return kept.keySet().stream()
          .filter(key -> key.startsWith("part/" + id.canonical()))
          .map(key -> key.split("/", -1)[2])
          .collect(Collectors.toSet());
    }

    @Override
    public void deleteParts(VconId id, String version) throws IOException {
      if (writesLeft <= 0) {
        throw new IOException("cut short");
      }
      kept.keySet().removeIf(key -> key.startsWith("part/" + id.canonical() + "/" + version));
    }
  }

  private Vcon large(String subject) {
    return document().id(id).with("subject", '"' + subject + '"').withBody(5_000).vcon();
  }

  private Vcon small() {
    return document().id(id).with("subject", "\"small\"").vcon();
  }

  private void save(Vcon vcon) throws Exception {
    splitting.save(vcon, store::save);
  }

  private void expectBack(Vcon vcon) throws Exception {
    assertThat(reader.get(id))
        .hasValueSatisfying(found -> assertThat(found).asString(UTF_8).isEqualTo(vcon.text()));
  }

  @Test
  void a_large_document_is_cut_and_comes_back_byte_for_byte() throws Exception {
    save(large("a"));
    expectBack(large("a"));
    assertThat(store.kept.values()).allSatisfy(part -> assertThat(part).hasSizeLessThan(1_001));
    assertThat(store.kept).hasSizeGreaterThan(5);
  }

  @Test
  void a_document_that_fits_is_stored_as_it_is() throws Exception {
    save(small());
    assertThat(store.kept).hasSize(1);
    expectBack(small());
  }

  @Test
  void the_stand_in_is_found_and_dated_like_the_document() throws Exception {
    save(large("a"));
    Vcon standIn = Vcon.read(id, store.get(id).orElseThrow());
    assertThat(standIn.declaredUuid()).contains(id.canonical());
    assertThat(standIn.createdAt()).isEqualTo(large("a").createdAt());
    assertThat(standIn.subject()).contains("a");
  }

  @Test
  void what_a_new_document_replaces_is_gone() throws Exception {
    save(large("a"));
    int objects = store.kept.size();
    save(large("b"));
    assertThat(store.kept).hasSize(objects);
    expectBack(large("b"));
    save(small());
    assertThat(store.kept).hasSize(1);
    expectBack(small());
  }

  @Test
  void wherever_a_save_is_cut_short_the_old_document_or_the_new_one_is_there() throws Exception {
    save(large("old"));
    for (int writes = 0; ; writes++) {
      store.writesLeft = writes;
      try {
        save(large("new " + writes % 2));
        break;
      } catch (IOException _) {
        store.writesLeft = Integer.MAX_VALUE;
        byte[] found = reader.get(id).orElseThrow();
        assertThat(new String(found, UTF_8)).startsWith("{\"uuid\": \"" + id.canonical());
      }
    }
    store.writesLeft = Integer.MAX_VALUE;
    assertThat(reader.delete(id)).isTrue();
    assertThat(store.kept).isEmpty();
  }

  @Test
  void saving_the_same_again_keeps_its_parts() throws Exception {
    save(large("a"));
    save(large("a"));
    expectBack(large("a"));
  }

  @Test
  void parts_that_another_instance_is_writing_are_left_alone() throws Exception {
    String theirs = "00000000000000000000000000000000";
    save(large("a"));
    store.putPart(id, theirs, 0, ByteBuffer.wrap(new byte[10]));
    save(large("b"));
    assertThat(store.partVersions(id)).hasSize(2).contains(theirs);
  }

  @Test
  void a_part_that_was_lost_or_changed_is_an_error_and_never_a_shorter_document() throws Exception {
    save(large("a"));
    String version = store.partVersions(id).iterator().next();
    byte[] part = store.getPart(id, version, 2).orElseThrow();
    store.kept.remove(Memory.key(id, version, 2));
    assertThatThrownBy(() -> reader.get(id))
        .hasMessageContaining("part 3 of")
        .isInstanceOf(IOException.class);
    part[0] ^= 1;
    store.kept.put(Memory.key(id, version, 2), part);
    assertThatThrownBy(() -> reader.get(id)).hasMessageContaining("not what was stored");
  }

  @Test
  void deleting_removes_everything_and_says_whether_something_was_there() throws Exception {
    save(large("a"));
    assertThat(reader.delete(id)).isTrue();
    assertThat(store.kept).isEmpty();
    assertThat(reader.delete(id)).isFalse();
    assertThat(reader.get(id)).isEmpty();
  }

  @Test
  void a_document_that_speaks_of_manifests_is_a_document() throws Exception {
    Vcon vcon = document().id(id).with("x", "{\"vcond_manifest\": \"1.0\"}").vcon();
    save(vcon);
    expectBack(vcon);
  }

  @Test
  void a_document_of_too_many_parts_is_refused() {
    Vcon vcon = document().id(id).withBody(20_000).vcon();
    assertThatThrownBy(() -> new Splitting(store, 1).save(vcon, store::save))
        .isInstanceOf(DocumentFault.class)
        .hasMessageContaining("10000 parts");
  }
}
