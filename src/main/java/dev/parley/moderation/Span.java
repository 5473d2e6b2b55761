package dev.parley.moderation;

/** A part of a text, from the UTF-16 unit {@code start} to the one before {@code end}. */
record Span(int start, int end) {
  boolean isWithin(Span other) {
    return start >= other.start && end <= other.end;
  }
}
