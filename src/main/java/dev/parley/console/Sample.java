package dev.parley.console;

import java.time.Instant;

/**
 * What a node did in one span of time.
 *
 * @param at the end of the span
 * @param sessions at the end of it
 * @param rooms with somebody in them, at the end of it
 * @param messages that were acknowledged, a second
 * @param deliveries to connections, a second
 * @param refusals of commands and handshakes, a second
 * @param ackMedianMs until half of the messages were acknowledged, from their arrival on; the
 *     histogram's buckets make it coarse. Not a number where there were none
 * @param ackSlowMs until 99 of 100 were, likewise
 */
public record Sample(
    Instant at,
    double sessions,
    double rooms,
    double messages,
    double deliveries,
    double refusals,
    double ackMedianMs,
    double ackSlowMs) {}
