/**
 * What operators and browsers are answered over HTTP: health, metrics, and the headers of every
 * page. May import everything of Parley.
 */
@NullMarked
package dev.parley.boot.http;

import org.jspecify.annotations.NullMarked;
