/**
 * The REST dialect: what the company's own services and its administrators ask for over HTTP,
 * described by {@code openapi.yaml}. May import everything but other dialects, {@code console} and
 * {@code boot}.
 */
@NullMarked
package dev.parley.dialect.rest;

import org.jspecify.annotations.NullMarked;
