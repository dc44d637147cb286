package dev.vcond.storage.exec;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.FaultClass;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageReader;
import dev.vcond.storage.TransientFault;
import dev.vcond.testkit.Json;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters of vcon-server through the program of the sdk. */
final class PythonAdapterTest {
  private static final String PROGRAM = "src/main/sdk/python/vcond_adapter.py";
  private static final Vcon VCON = document().vcon();

  @TempDir private Path folder;

  private static ExecOptionsBuilder running(Path adapter, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Python.command(),
                // No __pycache__ beside the sources.
                "-B",
                Path.of(PROGRAM).toAbsolutePath().toString(),
                adapter.toString()));
    words.addAll(List.of(more));
    return ExecOptionsBuilder.command(words.toArray(String[]::new));
  }

  /** The archive adapter of the test resources, on a database of its own. */
  private ExecStorage archive() throws Exception {
    Path adapter = ExecOptionsBuilder.resource("storage/sqlite_archive");
    String options = "{\"path\": \"" + folder.resolve("archive.db") + "\"}";
    return running(adapter, "--options", options).openWhole();
  }

  private Storage adapter(String source) throws Exception {
    Path file = folder.resolve("my_storage.py");
    Files.writeString(file, source);
    return running(file).in(folder).open();
  }

  @Test
  void an_adapter_stores_gives_and_deletes_without_a_change_to_it() throws Exception {
    ExecStorage storage = archive();
    storage.check();
    Vcon vcon = document().with("x_text", "\"J\u00fcrgen \\ud83d\\ude00 \\ud800\"").vcon();
    storage.save(vcon);
    storage.save(vcon);

    assertThat(storage.get(vcon.id()))
        .hasValueSatisfying(it -> assertThat(Json.same(it, vcon.copyBytes())).isTrue());
    assertThat(storage.delete(vcon.id())).isTrue();
    assertThat(storage.delete(vcon.id())).isFalse();
    assertThat(storage.get(vcon.id())).isEmpty();
  }

  @Test
  void an_id_in_upper_case_finds_the_same_document() throws Exception {
    ExecStorage storage = archive();
    Vcon vcon = document().id(SampleVcon.id("ABCDEF01-2345-4678-9ABC-DEF012345678")).vcon();
    storage.save(vcon);

    assertThat(storage.get(SampleVcon.id(vcon.id().canonical()))).isPresent();
  }

  @Test
  void many_at_once_are_all_stored() throws Exception {
    ExecStorage storage = archive();
    List<Vcon> vcons = new ArrayList<>();
    List<Future<Void>> saves = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 16; i++) {
        Vcon vcon = document().withBody(100_000).vcon();
        vcons.add(vcon);
        saves.add(
            threads.submit(() -> {
              storage.save(vcon);
              return null;
            }));
      }
    }
    for (int i = 0; i < saves.size(); i++) {
      saves.get(i).get();
      assertThat(storage.get(vcons.get(i).id())).isPresent();
    }
  }

  @Test
  void what_an_adapter_does_not_take_to_pieces_keeps_every_byte() throws Exception {
    Storage storage =
        adapter(
            """
            import pathlib
            from lib.vcon_redis import VconRedis

            default_options = {}

            def save(vcon_uuid, opts):
                vcon = VconRedis().get_vcon(vcon_uuid)
                assert vcon.uuid == vcon_uuid and vcon.subject and vcon.created_at
                assert vcon.to_dict()["parties"][0]["name"] == "Ada"
                pathlib.Path(vcon_uuid).write_text(vcon.dumps(), encoding="utf-8")

            def get(vcon_uuid, opts):
                return pathlib.Path(vcon_uuid).read_text(encoding="utf-8")
            """);
    Vcon vcon =
        document()
            .with("x_value", "[ 0.10000000000000000555, 1e2, 9007199254740993, \"\u65e5\\u00e9\"]")
            .with("x_value_2", "{\"a\": 1, \"a\": 2}")
            .withBody(10_000_000)
            .vcon();
    storage.save(vcon);

    assertThat(new StorageReader(storage).get(vcon.id()))
        .hasValueSatisfying(it -> assertThat(it).isEqualTo(vcon.copyBytes()));
  }

  @Test
  void the_vcon_has_what_adapters_of_vcon_server_use() throws Exception {
    adapter(
            """
            import json
            import vcon
            from vcon import Vcon
            from server.lib.logging_utils import init_logger
            from lib.metrics import increment_counter, record_histogram
            import lib.vcon_redis as redis
            import server.lib.vcon_redis

            init_logger(__name__).info("ready")

            def save(vcon_uuid, opts):
                increment_counter("a", 1)
                assert redis.VconRedis is server.lib.vcon_redis.VconRedis
                assert redis.VconRedis().get_vcon("00000000-0000-4000-8000-000000000000") is None
                assert redis.VconRedis().get_vcon_dict(vcon_uuid)["uuid"] == vcon_uuid
                it = redis.VconRedis().get_vcon(vcon_uuid.upper())
                assert it and len(it.parties) == 2 and len(it.dialog) == 1 and it.analysis == []
                assert it.get_tag("kind") == "call" and it.get_tag("other") is None
                it.add_tag("kind", "second")
                assert json.loads(it.find_attachment_by_type("tags")["body"])[1] == "kind:second"
                it.add_analysis(type="t", dialog=0, vendor="v", body={"a": 1})
                assert it.find_analysis_by_type("t")["encoding"] == "json"
                assert it.find_party_index("name", "Ada") == 0
                assert json.loads(it.to_json())["analysis"][0]["body"] == '{"a": 1}'
                assert vcon.Vcon is Vcon and Vcon({"uuid": "1"}).uuid == "1"
            """)
        .save(
            document()
                .with(
                    "attachments",
                    "[{\"purpose\": \"tags\", \"encoding\": \"json\", \"body\":"
                        + " \"[\\\"kind:call\\\"]\"}]")
                .vcon());
  }

  @Test
  void beside_real_modules_only_what_cannot_be_imported_and_the_redis_are_stood_in_for()
      throws Exception {
    for (String module : List.of("vcon_redis", "logging_utils")) {
      write("server/lib/" + module + ".py", "import no_such_package\n");
    }
    write("server/lib/metrics.py", "def increment_counter(name): print('counted', name)\n");
    write("server/lib/others.py", "from lib.metrics import increment_counter\n");
    write(
        "server/storage/my_storage/__init__.py",
        """
        import lib.others
        from lib.logging_utils import init_logger
        from lib.vcon_redis import VconRedis
        from . import places
        init_logger(__name__)
        def save(vcon_uuid, opts):
            lib.others.increment_counter(places.NAME)
            raise ValueError(VconRedis().get_vcon(vcon_uuid).subject)
        """);
    write("server/storage/my_storage/places.py", "NAME = 'it'\n");
    Storage storage = running(folder.resolve("server/storage/my_storage")).open();

    assertThatThrownBy(() -> storage.save(VCON))
        .hasMessageEndingWith("ValueError: " + VCON.subject().orElseThrow());
  }

  private void write(String name, String source) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
  }

  @Test
  void options_lie_over_the_defaults_of_the_adapter_in_their_order() throws Exception {
    Path adapter =
        Files.writeString(
            folder.resolve("shows.py"),
            """
            default_options = {"a": "default", "b": "default", "c": "default", "d": "default"}
            def save(vcon_uuid, opts=default_options):
                open("options", "w").write(" ".join(opts[name] for name in "abcd"))
            """);
    Path file = Files.writeString(folder.resolve("o.json"), "{\"b\": \"file\", \"c\": \"file\"}");
    running(adapter, "--options-file", file.toString(), "--options", "{\"d\": \"argument\"}")
        .env("VCOND_ADAPTER_OPTIONS", "{\"c\": \"variable\", \"d\": \"variable\"}")
        .in(folder)
        .open()
        .save(VCON);

    assertThat(folder.resolve("options")).hasContent("default file variable argument");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raise ValueError('odd')                                      | TRANSIENT | ValueError:"
            + " odd",
        "raise ConnectionError('away')                                | TRANSIENT | away",
        "return False                                                 | TRANSIENT | returned False",
        "exit()                                                       | TRANSIENT | called exit",
        "exit(65)                                                     | DOCUMENT  | called exit",
        "import no_such_module                                        | SERVICE   | no_such_module",
        "raise PermissionError(13, 'denied')                          | SERVICE   | denied",
        "raise OSError(28, 'No space left on device')                 | SERVICE   | No space",
        "raise type('HTTPError', (Exception,), {'response': R(422)})()| DOCUMENT  | HTTPError",
        "raise type('HTTPError', (Exception,), {'response': R(403)})()| SERVICE   | HTTPError",
        "raise type('HTTPError', (Exception,), {'response': R(503)})()| TRANSIENT | HTTPError",
        "raise type('DataError', (Exception,), {'pgcode': '22P05'})() | DOCUMENT  | DataError",
        "raise RuntimeError('wrapped') from OSError(30, 'read-only')  | SERVICE   | wrapped",
        "VconRedis().store_vcon(None)                                 | SERVICE   | store_vcon",
      })
  void what_an_adapter_throws_has_a_class(String line, FaultClass expected, String said)
      throws Exception {
    Storage storage =
        adapter(
            """
            from server.lib.vcon_redis import VconRedis
            class R:
                def __init__(self, code):
                    self.status_code = code
            def save(vcon_uuid, opts):
                %s
            """
                .formatted(line));
    Throwable fault = catchThrowable(() -> storage.save(VCON));

    assertThat(fault).isNotNull().hasMessageContaining(said);
    assertThat(FaultClass.of(fault)).as("%s", fault).isEqualTo(expected);
  }

  @Test
  void a_function_that_an_adapter_lacks_is_named() throws Exception {
    Storage storage = adapter("def save(vcon_uuid, opts): pass");

    assertThatThrownBy(storage::check)
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("has no get()")
        .hasMessageContaining("leave that out of `verbs`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"import no_such_module", "def save(:", "pass"})
  void an_adapter_that_cannot_be_loaded_is_named(String source) throws Exception {
    assertThatThrownBy(() -> adapter(source).save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("my_storage.py");
  }

  @Test
  void an_adapter_that_is_missing_and_options_that_are_no_json_are_named() throws Exception {
    assertThatThrownBy(() -> running(folder.resolve("none")).open().save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("no adapter at");
    Path adapter = Files.writeString(folder.resolve("a.py"), "def save(vcon_uuid, opts): pass");
    assertThatThrownBy(() -> running(adapter, "--options", "{a: 1}").open().save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("--options is no JSON");
  }

  @Test
  void what_an_adapter_prints_in_whatever_way_is_not_in_the_document() throws Exception {
    Storage storage =
        adapter(
            """
            import os, subprocess, sys
            print("at import")
            def save(vcon_uuid, opts): pass
            def get(vcon_uuid, opts):
                print("printed"); sys.stdout.write("written"); os.write(1, b"raw")
                subprocess.run(["echo", "by a child"])
                return {"uuid": vcon_uuid}
            """);

    assertThat(new StorageReader(storage).get(VCON.id()))
        .hasValueSatisfying(
            it -> assertThat(it).asString().isEqualTo("{\"uuid\": \"" + VCON.id() + "\"}"));
  }

  @Test
  void the_reason_comes_last_whatever_the_adapter_says_before_and_after() throws Exception {
    Storage storage =
        adapter(
            """
            import atexit, threading
            atexit.register(print, "at exit")
            def save(vcon_uuid, opts):
                print("before")
                threading.Timer(0.1, print, ("from a thread",)).start()
                raise ValueError("the reason")
            """);

    assertThatThrownBy(() -> storage.save(VCON)).hasMessageEndingWith(": ValueError: the reason");
  }

  @Test
  void a_coroutine_is_run_to_its_end() throws Exception {
    adapter(
            """
            import asyncio, pathlib
            async def save(vcon_uuid, opts):
                await asyncio.sleep(0)
                pathlib.Path("done").touch()
            """)
        .save(VCON);

    assertThat(folder.resolve("done")).exists();
  }

  @Test
  void a_document_that_was_cut_short_is_not_stored() throws Exception {
    Path adapter = Files.writeString(folder.resolve("a.py"), "def save(vcon_uuid, opts): pass");
    Path cut = Files.writeString(folder.resolve("cut.sh"), "head -c 10 | \"$@\"");
    Storage storage =
        ExecOptionsBuilder.command(
                "sh",
                cut.toString(),
                Python.command(),
                "-B",
                Path.of(PROGRAM).toAbsolutePath() + "",
                adapter.toString())
            .open();

    assertThatThrownBy(() -> storage.save(VCON))
        .isInstanceOf(TransientFault.class)
        .hasMessageContaining("got 10 of " + VCON.size());
  }

  @Test
  void a_value_that_json_does_not_know_is_not_given_out() throws Exception {
    Storage storage = adapter("def save(u, o): pass\ndef get(u, o): return {'a': float('nan')}");

    assertThatThrownBy(() -> new StorageReader(storage).get(VCON.id()))
        .isNotInstanceOf(DocumentFault.class)
        .hasMessageContaining("ValueError");
  }
}
