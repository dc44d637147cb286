package dev.vcond.app.plugin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What plugins see is what they are compiled against, and it needs nothing else. */
final class SpiTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("dev.vcond");

  private static Stream<PathMatcher> packed() throws IOException {
    var files =
        Pattern.compile("<api.files>(.*?)</api.files>", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(files.find()).isTrue();
    return Stream.of(files.group(1).strip().split("\\s*,\\s*", -1))
        .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern));
  }

  @Test
  void the_api_jar_holds_exactly_what_plugins_see() throws IOException {
    List<PathMatcher> patterns = packed().toList();
    List<String> names =
        MAIN.stream()
            .map(JavaClass::getName)
            .filter(name -> !name.endsWith(".package-info"))
            .toList();

    assertThat(names).hasSizeGreaterThan(300);
    assertThat(
            names.stream()
                .filter(name -> {
                  Path file = Path.of(name.replace('.', '/') + ".class");
                  return patterns.stream().anyMatch(pattern -> pattern.matches(file));
                }))
        .containsExactlyInAnyOrderElementsOf(names.stream().filter(Spi::isOwn).toList());
  }

  @Test
  void what_plugins_see_needs_nothing_that_they_do_not_see() {
    classes()
        .that(describe("are the SPI", type -> Spi.isOwn(type.getName())))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("java..")
                .or(
                    describe(
                        "plugins see", type -> Spi.shows(type.getBaseComponentType().getName())))
                .or(describe("are primitive", type -> type.getBaseComponentType().isPrimitive())))
        .check(MAIN);
  }

  @Test
  void drawers_and_the_engine_are_no_part_of_it() {
    assertThat(
            Stream.of(
                "dev.vcond.link.tag.TagLink",
                "dev.vcond.storage.file.FileStorage",
                "dev.vcond.storage.StorageWriter",
                "dev.vcond.storage.StorageTypes",
                "dev.vcond.config.ConfigLoader",
                "dev.vcond.queue.Redis",
                "io.lettuce.core.RedisClient",
                "org.slf4jx.Logger"))
        .noneMatch(Spi::shows);
    assertThat(
            Stream.of(
                "dev.vcond.link.LinkResult$Halt",
                "dev.vcond.storage.StorageType$Opener",
                "dev.vcond.config.Option",
                "org.slf4j.event.Level"))
        .allMatch(Spi::shows);
  }
}
