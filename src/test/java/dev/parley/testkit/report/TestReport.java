package dev.parley.testkit.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What one class of tests has said on one server.
 *
 * @param tests how many ran to their end, passed or failed
 * @param failed those of them, {@code Class.method}, that failed or could not run
 * @param notApplicable those, with the reason, that say of themselves that they do not hold there
 */
record TestReport(
    String server, TestGroup group, int tests, List<String> failed, List<String> notApplicable) {
  private static final Pattern FILE = Pattern.compile("TEST-([^-]+)-(.+)\\.xml");

  TestReport {
    failed = List.copyOf(failed);
    notApplicable = List.copyOf(notApplicable);
  }

  /** Whether this is a report of a test that was run once for each server. */
  static boolean isOne(Path file) {
    return FILE.matcher(file.getFileName().toString()).matches();
  }

  static TestReport read(Path file) throws IOException {
    Matcher name = FILE.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("no report of a test on a server: " + file);
    }
    String className = name.group(1);
    String simple = className.substring(className.lastIndexOf('.') + 1);
    NodeList cases = parse(file).getElementsByTagName("testcase");
    List<String> failed = new ArrayList<>();
    List<String> notApplicable = new ArrayList<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      String method = test.getAttribute("name");
      String called = method.isEmpty() ? simple : simple + "." + method;
      NodeList skipped = test.getElementsByTagName("skipped");
      if (skipped.getLength() > 0) {
        notApplicable.add(called + ": " + reason((Element) skipped.item(0)));
      } else if (has(test, "failure") || has(test, "error")) {
        failed.add(called);
      }
    }
    return new TestReport(
        name.group(2),
        TestGroup.of(className),
        cases.getLength() - notApplicable.size(),
        failed,
        notApplicable);
  }

  /** An aborted test has no message, but the exception and where it came from. */
  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message");
    return message.isEmpty()
        ? skipped.getTextContent().lines().findFirst().orElse("").replaceFirst("^[\\w.]+: ", "")
        : message;
  }

  private static boolean has(Element test, String child) {
    return test.getElementsByTagName(child).getLength() > 0;
  }

  private static Document parse(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " cannot be read", e);
    }
  }
}
