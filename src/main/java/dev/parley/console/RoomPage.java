package dev.parley.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rooms, how many match in all, and where the next page begins. */
public record RoomPage(List<RoomLine> rooms, int total, @Nullable String next) {}
