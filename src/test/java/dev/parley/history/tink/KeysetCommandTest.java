package dev.parley.history.tink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Path file;

  @BeforeEach
  void nameFile(@TempDir Path folder) {
    file = folder.resolve("keyset.json");
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return new KeysetCommand(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run(List.of(arguments));
  }

  private Keyset kept() throws IOException {
    return Keyset.ofJson(Files.readString(file));
  }

  @Test
  void makesAKeysetForItsOwnerAloneAndNeverAnotherInItsPlace() throws IOException {
    assertThat(run("new", file.toString())).isZero();

    String made = Files.readString(file);
    assertThat(kept().keys()).containsExactly(kept().primary());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(out.toString(UTF_8)).contains(kept().primary() + "  encrypts and decrypts");
    String key = made.replaceAll("(?s).*\"value\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    assertThat(key).hasSizeGreaterThan(40).isNotEqualTo(made);
    assertThat(out.toString(UTF_8)).doesNotContain(key);
    assertThat(run("new", file.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("exists");
    assertThat(Files.readString(file)).isEqualTo(made);
  }

  @Test
  void rotatesInThreeSteps() throws IOException {
    run("new", file.toString());
    long old = kept().primary();
    byte[] encrypted = new TinkCipher(kept()).encrypt("old", "c");

    assertThat(run("add", file.toString())).isZero();
    assertThat(kept().primary()).isEqualTo(old);
    assertThat(kept().keys()).hasSize(2).startsWith(old);
    long young = kept().keys().get(1);

    assertThat(run("promote", file.toString(), Long.toString(young))).isZero();
    assertThat(kept().primary()).isEqualTo(young);
    assertThat(new TinkCipher(kept()).decrypt(encrypted, "c")).isEqualTo("old");

    assertThat(run("remove", file.toString(), Long.toString(young))).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("key " + young + " encrypts: promote another");
    assertThat(run("remove", file.toString(), Long.toString(old))).isZero();
    assertThat(kept().keys()).containsExactly(young);
  }

  @Test
  void whatAnotherRunLeftIsNoHindranceAndNothingIsLeftBesideTheFile() throws IOException {
    run("new", file.toString());
    Path left = Files.writeString(file.resolveSibling("keyset.json.new"), "left");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(run("add", file.toString())).as(err.toString(UTF_8)).isZero();
    List<Long> keys = kept().keys();
    assertThat(run("promote", file.toString(), keys.get(1).toString())).isZero();
    assertThat(run("remove", file.toString(), keys.get(0).toString())).isZero();

    assertThat(kept().keys()).containsExactly(keys.get(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(file, left);
    }
  }

  @Test
  void saysWhatItDoesNotUnderstand() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(run("promote", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("usage: KeysetCommand new FILE");

    assertThat(run("list", file.toString())).isEqualTo(1);
    Files.writeString(file, "hunter2");
    assertThat(run("list", file.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("must be a keyset of Tink").doesNotContain("hunter2");

    Files.delete(file);
    run("new", file.toString());
    assertThat(run("promote", file.toString(), "seven")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("KEY must be a number", "was \"seven\"");
    assertThat(run("promote", file.toString(), "7")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("there is no key 7, there are [");
  }
}
