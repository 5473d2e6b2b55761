package dev.parley.session;

/**
 * How a session stands with its own rate limit.
 *
 * @param left commands that it may send at once now
 * @param burst commands that it may send at once after a pause
 * @param refused commands refused since it was opened, also for what it shares with others
 */
public record RateState(long left, long burst, long refused) {}
