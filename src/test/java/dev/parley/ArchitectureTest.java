package dev.parley;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the house: one direction of imports, the fences around technologies, the names. */
@AnalyzeClasses(packages = "dev.parley", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.parley";

  /** A package imports only packages of a lower rank; those of one rank are strangers. */
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("protocol", 0),
          Map.entry("log", 0),
          Map.entry("pace", 0),
          Map.entry("identity", 1),
          Map.entry("session", 1),
          Map.entry("history", 1),
          Map.entry("backplane", 1),
          Map.entry("room", 2),
          Map.entry("presence", 2),
          Map.entry("emit", 2),
          Map.entry("moderation", 2),
          Map.entry("pipeline", 3),
          Map.entry("console", 3),
          Map.entry("dialect", 4),
          Map.entry("boot", 5));

  /** The one import between siblings, see decision 0015: a session is somebody's. */
  private static final Map<String, String> KNOWS_SIBLING = Map.of("session", "identity");

  /** Technologies of one place: only packages with a segment of these names may touch them. */
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("jakarta.websocket", Set.of("dialect")),
          Map.entry("jakarta.servlet", Set.of("dialect", "console", "boot")),
          Map.entry("jakarta.ws.rs", Set.of("dialect", "console", "boot")),
          Map.entry("jakarta.persistence", Set.of("jpa")),
          Map.entry("jakarta.transaction.Transactional", Set.of("jpa")),
          Map.entry("com.google.crypto.tink", Set.of("tink")),
          Map.entry("io.lettuce", Set.of("redis")),
          Map.entry("io.undertow", Set.of("undertow")),
          Map.entry("org.xnio", Set.of("undertow")),
          Map.entry("org.glassfish.tyrus", Set.of("tyrus")),
          Map.entry("org.glassfish.grizzly", Set.of("tyrus")),
          Map.entry("org.eclipse.persistence", Set.of("eclipselink")),
          Map.entry("org.hibernate", Set.of("hibernate")),
          Map.entry("org.jboss", Set.of("jboss")),
          Map.entry("org.wildfly", Set.of("wildfly")),
          Map.entry("fish.payara", Set.of("payara")),
          Map.entry("org.h2", Set.of("h2")),
          Map.entry("org.postgresql", Set.of("postgresql")));

  private static final Set<String> FORBIDDEN_PACKAGES =
      Set.of("util", "utils", "common", "commons", "misc", "helper", "helpers");

  private static final Set<String> FORBIDDEN_WORDS =
      Set.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Base");

  @ArchTest
  static final ArchRule packagesImportOnlyPackagesOfLowerRank =
      classes().should(importOnly("packages of a lower rank", ArchitectureTest::mayImport));

  @ArchTest
  static final ArchRule dialectsAreStrangersToEachOther =
      classes()
          .should(
              importOnly(
                  "no other dialect",
                  (from, to) ->
                      !feature(from).equals("dialect")
                          || !feature(to).equals("dialect")
                          || segment(to, 1).isEmpty()
                          || segment(from, 1).equals(segment(to, 1))));

  @ArchTest
  static final ArchRule technologiesStayBehindTheirFences =
      CompositeArchRule.of(
          FENCES.entrySet().stream()
              .map(fence -> onlyIn(fence.getValue(), fence.getKey()))
              .toList());

  @ArchTest
  static final ArchRule threadsComeFromTheContainersFactory =
      noClasses()
          .that()
          // A hook of the JVM is a thread that only the JVM starts, when the container is ending.
          .doNotHaveFullyQualifiedName("dev.parley.boot.Farewell")
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "it makes a thread", call -> call.getTargetOwner().isEquivalentTo(Thread.class)))
          .orShould()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "it makes a pool without naming the factory of its threads",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Executors.class)
                          && call.getTarget().getRawParameterTypes().stream()
                              .noneMatch(type -> type.getSimpleName().equals("ThreadFactory"))));

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .should(
              satisfy(
                  "be in a package with @NullMarked in its package-info.java",
                  type -> type.getPackage().isAnnotatedWith(NullMarked.class)));

  /** Of the tests as well, which the other rules leave free. */
  @Test
  void namesSayWhatThingsAre() {
    JavaClasses mainAndTests = new ClassFileImporter().importPackagesOf(ArchitectureTest.class);
    classes()
        .should(
            satisfy(
                "have no segment or word of " + FORBIDDEN_PACKAGES + FORBIDDEN_WORDS,
                type ->
                    segments(type).stream().noneMatch(FORBIDDEN_PACKAGES::contains)
                        && words(type).stream().noneMatch(FORBIDDEN_WORDS::contains)))
        .check(mainAndTests);
  }

  private static ArchRule onlyIn(Set<String> places, String technology) {
    return noClasses()
        .that(are(outsideOf(places)))
        .should()
        .dependOnClassesThat(are(partOf(technology)));
  }

  private static boolean mayImport(JavaClass from, JavaClass to) {
    return feature(from).equals(feature(to))
        || rank(to) < rank(from)
        || feature(to).equals(KNOWS_SIBLING.get(feature(from)));
  }

  private static int rank(JavaClass type) {
    Integer rank = RANKS.get(feature(type));
    if (rank == null) {
      throw new AssertionError(
          "%s is in a package without a rank; those with one are %s"
              .formatted(type.getName(), RANKS.keySet()));
    }
    return rank;
  }

  private static String feature(JavaClass type) {
    return segment(type, 0);
  }

  private static String segment(JavaClass type, int index) {
    List<String> all = segments(type);
    return index < all.size() ? all.get(index) : "";
  }

  /** The package's names below the root. */
  private static List<String> segments(JavaClass type) {
    String name = type.getPackageName();
    return name.length() > ROOT.length()
        ? Arrays.asList(name.substring(ROOT.length() + 1).split("\\."))
        : List.of();
  }

  private static List<String> words(JavaClass type) {
    return Arrays.asList(type.getSimpleName().split("(?=[A-Z])"));
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  private static DescribedPredicate<JavaClass> outsideOf(Set<String> places) {
    return DescribedPredicate.describe(
        "outside of " + places, type -> segments(type).stream().noneMatch(places::contains));
  }

  private static DescribedPredicate<JavaClass> partOf(String technology) {
    return DescribedPredicate.describe(
        "part of " + technology,
        type -> type.getName().equals(technology) || type.getName().startsWith(technology + "."));
  }

  private static ArchCondition<JavaClass> importOnly(
      String what, BiPredicate<JavaClass, JavaClass> allowed) {
    return new ArchCondition<>("import " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isOurs(dependency.getTargetClass().getBaseComponentType()))
            .filter(
                dependency ->
                    !allowed.test(type, dependency.getTargetClass().getBaseComponentType()))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> satisfy(String what, Predicate<JavaClass> holds) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!holds.test(type)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " should " + what));
        }
      }
    };
  }
}
