package dev.vcond.chaos;

import dev.vcond.app.embedded.Reaper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;

/**
 * Everything that runs, opened and closed in order.
 *
 * @param files the folder whose folders are storages
 */
record Stage(
    Diary diary,
    Redises redis,
    Postgres postgres,
    Receiver receiver,
    Path files,
    Crew crew,
    Load load,
    Reaper reaper)
    implements AutoCloseable {

  static Stage open(Settings settings) throws IOException, InterruptedException, SQLException {
    Path folder = settings.folder();
    var diary = new Diary(folder.resolve("diary.txt"));
    var reaper = Reaper.over(folder, true);
    var redis =
        settings.sentinel()
            ? Redises.underSentinel(folder)
            : Redises.single(folder, settings.daemons());
    var postgres = new Postgres(folder.resolve("postgres"));
    var receiver = new Receiver();
    Path files = Files.createDirectories(folder.resolve("files"));
    var crew =
        new Crew(
            Files.createDirectories(folder.resolve("daemons")),
            diary,
            settings.daemons(),
            number ->
                Chains.config(
                    new Chains.Addresses(
                        redis.url(number), postgres.port(), receiver.port(), files)));
    var load = new Load(redis, diary, settings.seed(), settings.perSecond());
    var stage = new Stage(diary, redis, postgres, receiver, files, crew, load, reaper);
    for (Path store : stage.folders()) {
      Files.createDirectories(store);
    }
    return stage;
  }

  /** The folders that are storages. */
  List<Path> folders() {
    return Chains.ALL.stream()
        .flatMap(chain -> chain.stores().stream())
        .filter(store -> store.place() == Chains.Place.FILES)
        .map(store -> files.resolve(store.name()))
        .toList();
  }

  /** What a folder got while another one was away. */
  static void moveAll(Path from, Path to) throws IOException {
    try (var all = Files.list(from)) {
      for (Path file : all.toList()) {
        Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    crew.close();
    receiver.close();
    redis.close();
    postgres.close();
    diary.close();
    reaper.close();
  }
}
