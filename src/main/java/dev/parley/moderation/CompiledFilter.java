package dev.parley.moderation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter that is ready to look. A pattern takes time in proportion to the text and to its program
 * (RE2/J), whatever it says. Immutable and safe for use by any thread.
 */
final class CompiledFilter {
  private final ContentFilter filter;
  private final WordList words;
  private final WordList allowed;
  private final @Nullable Pattern pattern;

  private CompiledFilter(ContentFilter filter, @Nullable Pattern pattern) {
    this.filter = filter;
    this.words = new WordList(filter.terms().words());
    this.allowed = new WordList(filter.terms().allow());
    this.pattern = pattern;
  }

  /** Refused as {@code INVALID} where the terms are not as they must be. */
  static Outcome<CompiledFilter> of(ContentFilter filter) {
    List<Violation> violations = filter.violations();
    if (!violations.isEmpty()) {
      return Outcome.rejected(Detail.invalid(violations));
    }
    if (filter.terms().pattern().isEmpty()) {
      return Outcome.done(new CompiledFilter(filter, null));
    }
    try {
      Pattern pattern = Pattern.compile(filter.terms().pattern());
      return pattern.matches("")
          ? Outcome.rejected(Detail.invalid("pattern", "must not match the empty text"))
          : Outcome.done(new CompiledFilter(filter, pattern));
    } catch (PatternSyntaxException wrong) {
      return Outcome.rejected(
          Detail.invalid(
              "pattern", "must be a regular expression of RE2: " + wrong.getDescription()));
    }
  }

  ContentFilter filter() {
    return filter;
  }

  /** How long its program is; 0 where it has none. */
  int instructions() {
    return pattern == null ? 0 : pattern.programSize();
  }

  /** What a message says, in the forms in which filters read it, each made when it is needed. */
  static final class Content {
    private final String said;
    private @Nullable NormalText plain;
    private @Nullable NormalText folded;

    Content(String said) {
      this.said = said;
    }

    String said() {
      return said;
    }

    NormalText plain() {
      NormalText made = plain == null ? NormalText.of(said) : plain;
      plain = made;
      return made;
    }

    NormalText folded() {
      NormalText made = folded == null ? NormalText.folded(said) : folded;
      folded = made;
      return made;
    }
  }

  /** What it matches, in no order. */
  List<Span> matches(Content content) {
    List<Span> found = pattern == null ? words.find(content.folded()) : find(pattern, content);
    if (found.isEmpty()) {
      return found;
    }
    List<Span> fine = allowed.find(content.folded());
    return fine.isEmpty()
        ? found
        : found.stream().filter(span -> fine.stream().noneMatch(span::isWithin)).toList();
  }

  private static List<Span> find(Pattern pattern, Content content) {
    NormalText text = content.plain();
    Matcher matcher = pattern.matcher(text.text());
    List<Span> found = new ArrayList<>();
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        found.add(text.said(matcher.start(), matcher.end()));
      }
    }
    return found;
  }
}
