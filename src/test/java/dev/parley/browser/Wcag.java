package dev.parley.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import org.assertj.core.api.Assertions;

/** What axe-core finds on a page at WCAG 2.2 AA, its own best practices included: nothing. */
final class Wcag {
  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private Wcag() {}

  static void assertNothingFound(Page page, String what) {
    List<Rule> found = new AxeBuilder(page).withTags(TAGS).analyze().getViolations();
    Assertions.assertThat(found)
        .as("axe on %s", what)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }
}
