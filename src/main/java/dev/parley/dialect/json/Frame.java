package dev.parley.dialect.json;

import dev.parley.protocol.Inbound;

/** A decoded frame and how long it was, in bytes of UTF-8. */
record Frame(Inbound inbound, long bytes) {}
