// lit-html from its WebJar, at the version that the build names.

export { html, nothing, render, svg } from '../webjars/lit-html/${lit-html.version}/lit-html.js';
export { live } from '../webjars/lit-html/${lit-html.version}/directives/live.js';
export { repeat } from '../webjars/lit-html/${lit-html.version}/directives/repeat.js';
