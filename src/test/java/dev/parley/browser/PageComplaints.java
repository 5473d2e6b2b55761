package dev.parley.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a page complains of: errors and warnings on the console, violations of the CSP among them,
 * and uncaught exceptions.
 */
final class PageComplaints {
  private final List<String> texts = new CopyOnWriteArrayList<>();

  /** From now on. */
  static PageComplaints of(Page page) {
    PageComplaints complaints = new PageComplaints();
    page.onPageError(complaints.texts::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.texts.add(message.text() + " at " + message.location());
          }
        });
    return complaints;
  }

  List<String> texts() {
    return List.copyOf(texts);
  }
}
