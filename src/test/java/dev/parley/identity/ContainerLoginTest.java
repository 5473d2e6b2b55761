package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerLoginTest {
  @Test
  void takesNamesOfRoles() {
    assertThat(new ContainerLogin(true, List.of("admin", "moderator")).roles())
        .containsExactly("admin", "moderator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest", "service", "*", " ", ""})
  void refusesWhatIsNoRoleThatAServerGives(String role) {
    assertThatThrownBy(() -> new ContainerLogin(true, List.of(role)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "roles must be names of roles, not \"guest\", \"service\" or \"*\", was \""
                + role
                + '"');
  }
}
