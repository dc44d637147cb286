package dev.vcond;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and which driver library lives in which room. */
final class ArchitectureTest {
  private static final String ROOT = "dev.vcond.";

  /**
   * Each room with the rooms it may know, from the bottom up. {@code link.*} stands for every
   * drawer of a room.
   *
   * <p>Written out and not computed from layers: the exceptions are the point (the admin server and
   * the meters stand beside the work, not above it).
   */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          room("time"),
          room("vcon"),
          room("config", "time"),
          room("redis", "config"),
          room("process", "config"),
          room("request", "config"),
          room("bucket", "config", "request"),
          room("event", "time", "vcon", "config"),
          room("link", "time", "vcon", "config", "event"),
          room("answer", "vcon", "config", "link", "process"),
          room(
              "link.*", "time", "vcon", "config", "event", "link", "process", "request", "bucket",
              "answer"),
          room("storage", "time", "vcon", "config", "event"),
          room(
              "storage.*",
              "time",
              "vcon",
              "config",
              "event",
              "storage",
              "redis",
              "process",
              "request",
              "bucket"),
          room("chain", "time", "vcon", "config", "event", "link", "storage"),
          room("queue", "time", "vcon", "config", "event", "link", "storage", "redis"),
          room(
              "deadletter", "time", "vcon", "config", "event", "link", "storage", "chain", "queue"),
          room(
              "worker",
              "time",
              "vcon",
              "config",
              "event",
              "link",
              "storage",
              "chain",
              "queue",
              "deadletter"),
          room("metrics", "time", "vcon", "config", "event"),
          room("http", "time", "vcon", "config", "event"),
          room(
              "app",
              "time",
              "vcon",
              "config",
              "event",
              "link",
              "link.*",
              "storage",
              "storage.*",
              "chain",
              "queue",
              "deadletter",
              "worker",
              "metrics",
              "http"),
          room(
              "cli",
              "time",
              "vcon",
              "config",
              "event",
              "link",
              "storage",
              "chain",
              "queue",
              "deadletter",
              "worker",
              "metrics",
              "http",
              "app"));

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("dev.vcond");

  @Test
  void the_rules_look_at_the_main_classes_and_not_at_the_tests() {
    assertThat(MAIN.contain("dev.vcond.cli.Main")).isTrue();
    assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void a_room_knows_only_the_rooms_below_it() {
    check(classes().should(stayWithinTheRoomsBelow()));
  }

  @Test
  void there_are_no_cycles() {
    check(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
  }

  record Library(String name, List<String> packages, List<String> rooms) {
    @Override
    public String toString() {
      return name + " stays in " + rooms;
    }
  }

  static Stream<Library> libraries() {
    return Stream.of(
        new Library(
            "Lettuce",
            List.of("io.lettuce..", "io.netty..", "reactor.."),
            List.of("redis", "queue", "storage.redis")),
        new Library(
            "JDBC",
            List.of("com.zaxxer..", "org.postgresql..", "java.sql..", "javax.sql.."),
            List.of("storage.postgres", "app.demo.proof")),
        new Library("the AWS SDK", List.of("software.amazon.."), List.of("bucket")),
        new Library(
            "jackson-jq",
            List.of("net.thisptr..", "org.joni..", "org.jcodings.."),
            List.of("link.jq")),
        new Library(
            "the JSON schema validator", List.of("com.networknt.."), List.of("link.validate")),
        new Library("SnakeYAML", List.of("org.yaml.."), List.of("config")),
        new Library("picocli", List.of("picocli.."), List.of("cli")),
        new Library(
            "Micrometer", List.of("io.micrometer..", "io.prometheus.."), List.of("metrics")),
        new Library("Resilience4j", List.of("io.github.resilience4j.."), List.of("storage")),
        new Library("Logback", List.of("ch.qos.logback.."), List.of("cli", "app")),
        new Library(
            "the HTTP server", List.of("com.sun.net.httpserver.."), List.of("http", "app.trial")),
        new Library(
            "the embedded servers",
            List.of(
                "io.zonky..", "redis.embedded..", "org.apache.commons.compress..", "org.tukaani.."),
            List.of("app.embedded")),
        new Library(
            "Jackson",
            List.of("com.fasterxml.."),
            List.of(
                "vcon",
                "storage",
                "storage.*",
                "link",
                "link.*",
                "answer",
                "config",
                "queue",
                "cli",
                "app")));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_library_stays_in_the_rooms_that_need_it(Library library) {
    check(
        noClasses()
            .that(not(liveIn(library.rooms())))
            .should()
            .dependOnClassesThat(resideInAnyPackage(library.packages().toArray(String[]::new))));
  }

  @Test
  void the_document_needs_nothing_but_jackson() {
    check(
        classes()
            .that(resideInAPackage(ROOT + "vcon.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    ROOT + "vcon..", "java..", "com.fasterxml.jackson..", "org.jspecify..")));
  }

  @Test
  void the_demo_is_proved_without_the_code_that_it_proves() {
    check(
        classes()
            .that(
                resideInAnyPackage(
                    ROOT + "app.demo.corpus..",
                    ROOT + "app.demo.proof..",
                    ROOT + "app.demo.wire.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    ROOT + "app.demo.corpus..",
                    ROOT + "app.demo.proof..",
                    ROOT + "app.demo.wire..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..")));
  }

  @Test
  void only_the_commands_print() {
    check(noClasses().that(not(liveIn(List.of("cli")))).should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void there_is_one_logging_interface() {
    check(noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")));
  }

  @Test
  void the_time_comes_from_where_a_test_can_set_it() {
    check(
        noClasses()
            .that(not(liveIn(List.of("time", "link.delay"))))
            .should()
            // Not callMethodWhere, which does not see Instant::now.
            .accessTargetWhere(readsTheClockOrSleeps()));
  }

  @Test
  void every_room_is_null_marked() {
    check(classes().should(liveInANullMarkedPackage()));
  }

  @Test
  void a_name_says_what_a_class_is_for() {
    check(noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Base|Impl)(\\$.*)?"));
  }

  @Test
  void a_constructor_with_more_than_six_parameters_misses_a_record() {
    check(
        constructors()
            .that()
            .areDeclaredInClassesThat(
                not(DescribedPredicate.describe("are records", JavaClass::isRecord)))
            .should(haveAtMostSixParameters()));
  }

  /** Rooms are filled one after the other: a rule about an empty one holds. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  private static Map.Entry<String, Set<String>> room(String name, String... mayKnow) {
    return Map.entry(name, Set.of(mayKnow));
  }

  /**
   * {@code queue} for everything below it; drawers are rooms of their own: {@code storage.file}.
   */
  private static String roomOf(JavaClass type) {
    String[] names = type.getPackageName().substring(ROOT.length() - 1).split("\\.", -1);
    if (names.length < 2) {
      return "";
    }
    boolean drawer = names.length > 2 && MAY_KNOW.containsKey(names[1] + ".*");
    return drawer ? names[1] + "." + names[2] : names[1];
  }

  private static String kindOf(String room) {
    int dot = room.indexOf('.');
    return dot < 0 ? room : room.substring(0, dot) + ".*";
  }

  private static DescribedPredicate<JavaClass> liveIn(List<String> rooms) {
    return DescribedPredicate.describe(
        "live in " + rooms,
        type ->
            rooms.contains(roomOf(type))
                || rooms.contains(kindOf(roomOf(type)))
                // A part of a room, where the whole of it would be too much.
                || rooms.contains(type.getPackageName().substring(ROOT.length())));
  }

  private static ArchCondition<JavaClass> stayWithinTheRoomsBelow() {
    return new ArchCondition<>("know only the rooms below their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String from = roomOf(type);
        Set<String> allowed = MAY_KNOW.get(kindOf(from));
        if (allowed == null) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in no room that MAY_KNOW names"));
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (target.getPackageName().startsWith(ROOT)
              && !roomOf(target).equals(from)
              && !allowed.contains(kindOf(roomOf(target)))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheClockOrSleeps() {
    return DescribedPredicate.describe(
        "reads the clock or sleeps",
        access -> {
          String owner = access.getTargetOwner().getName();
          String method = access.getTarget().getName();
          return switch (method) {
            case "now" -> owner.startsWith("java.time.");
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            case "sleep" ->
                owner.equals("java.lang.Thread") || owner.equals("java.util.concurrent.TimeUnit");
            default -> false;
          };
        });
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package with @NullMarked in its package-info.java") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " does not"));
        }
      }
    };
  }

  private static ArchCondition<JavaConstructor> haveAtMostSixParameters() {
    return new ArchCondition<>("have at most six parameters") {
      @Override
      public void check(JavaConstructor constructor, ConditionEvents events) {
        int count = constructor.getRawParameterTypes().size();
        if (count > 6) {
          events.add(
              SimpleConditionEvent.violated(
                  constructor, constructor.getFullName() + " has " + count));
        }
      }
    };
  }
}
