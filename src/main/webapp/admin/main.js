// The console: loads the words, then the shell and the pages.

import { loadWords } from './words.js';

await loadWords();
await import('./shell.js');
