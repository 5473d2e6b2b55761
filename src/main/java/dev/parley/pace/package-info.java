/** When a queue that is emptied in batches is best emptied. Imports nothing of Parley. */
@NullMarked
package dev.parley.pace;

import org.jspecify.annotations.NullMarked;
