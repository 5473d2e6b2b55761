/**
 * What the black-box tests have said on which server, read from their reports. Imports nothing of
 * the rest.
 */
@NullMarked
package dev.parley.testkit.report;

import org.jspecify.annotations.NullMarked;
