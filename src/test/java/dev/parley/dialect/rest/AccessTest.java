package dev.parley.dialect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No resource is forgotten: each method says, by itself or its class, whom it is for. */
class AccessTest {
  private static final List<Class<? extends Annotation>> WHO =
      List.of(ForAnybody.class, ForUsers.class, ForServices.class);

  static Stream<Method> methods() {
    return new ClassFileImporter()
        .importPackages("dev.parley").stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(AccessTest::isResource);
  }

  private static boolean isResource(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void saysWhomItIsFor(Method method) {
    assertThat(says(method) || says(method.getDeclaringClass())).isTrue();
  }

  /** What moderators order is authorised act by act, where the room is known. */
  private static final Set<Class<?>> FOR_MODERATORS =
      Set.of(
          SanctionsResource.class,
          LiftsResource.class,
          AuditResource.class,
          RoomControlsResource.class,
          RemovalsResource.class,
          RestorationsResource.class,
          PurgesResource.class,
          DisconnectionsResource.class,
          AnnouncementsResource.class,
          AnnouncementEndsResource.class,
          ReportsResource.class,
          ReportDecisionsResource.class,
          FiltersResource.class,
          FilterTestsResource.class);

  @ParameterizedTest
  @MethodSource("methods")
  void administrationIsForAdministratorsAndModeratorsAlone(Method method) {
    if (method.getDeclaringClass().getAnnotation(Path.class).value().startsWith("admin")
        && method.getDeclaringClass() != SignInResource.class) { // where they say who they are
      AnnotatedElement place = place(method);
      if (!FOR_MODERATORS.contains(method.getDeclaringClass())) {
        assertThat(place.getAnnotation(ForUsers.class).roles())
            .contains("admin")
            .isSubsetOf("admin", "moderator");
      }
      assertThat(takesLogins(method)).isFalse();
      assertThat(place.isAnnotationPresent(ForServices.class)).isFalse();
      assertThat(place.isAnnotationPresent(ForAnybody.class)).isFalse();
    }
  }

  private static boolean says(AnnotatedElement place) {
    return WHO.stream().anyMatch(place::isAnnotationPresent);
  }

  /** Whether the method, or else its class, says that it is for these. */
  static boolean says(Method method, Class<? extends Annotation> who) {
    return place(method).isAnnotationPresent(who);
  }

  /** Whether the server's own login will do. */
  static boolean takesLogins(Method method) {
    ForUsers users = place(method).getAnnotation(ForUsers.class);
    return users != null && users.byLogin();
  }

  private static AnnotatedElement place(Method method) {
    return says(method) ? method : method.getDeclaringClass();
  }
}
