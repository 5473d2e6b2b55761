package dev.parley.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some connections, how many match in all, and where the next page begins. */
public record SessionPage(List<SessionLine> sessions, int total, @Nullable String next) {}
