package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of server-config with some words of it changed, so that what is tested is what an operator
 * gets. A word that does not stand there as often as it should is a failure.
 */
record ShippedFile(Path source, String text) {
  static ShippedFile read(Path source) throws IOException {
    return new ShippedFile(source, Files.readString(source));
  }

  ShippedFile with(String word, String other, int times) {
    int found = (text.length() - text.replace(word, "").length()) / word.length();
    if (found != times) {
      throw new IllegalStateException(
          "'%s' stands %d times in %s; expected %d".formatted(word, found, source, times));
    }
    return new ShippedFile(source, text.replace(word, other));
  }

  Path writtenTo(Path file) throws IOException {
    return Files.writeString(file, text);
  }
}
