/** The lines that the server writes for those who run it. May import nothing of Parley. */
@NullMarked
package dev.parley.log;

import org.jspecify.annotations.NullMarked;
