package dev.parley.moderation;

/**
 * How much filters may hold. What one of them may say has fixed bounds: {@link FilterTerms}.
 *
 * @param perTenant filters of one tenant; past it a further one is refused as {@code limit-reached}
 *     (1 to 100,000)
 * @param perScope filters of one room, and those of a tenant that are of no room; past it likewise
 *     (1 to 1,000)
 * @param instructions of RE2/J's programs of all patterns of one room, or of those that are of no
 *     room: each character of a message costs at most so many steps for each of the two; past it
 *     likewise (10 to 100,000)
 */
public record FilterLimits(int perTenant, int perScope, int instructions) {
  public FilterLimits {
    ModerationLimits.require("per-tenant", perTenant, 100_000, "filters");
    ModerationLimits.require("per-scope", perScope, 1_000, "filters");
    if (instructions < 10 || instructions > 100_000) {
      throw new IllegalArgumentException(
          "instructions must be 10 to 100000 instructions, was " + instructions);
    }
  }
}
