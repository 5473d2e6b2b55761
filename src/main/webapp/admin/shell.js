// The frame around the pages: who is signed in, where one can go, and the page that is open.

import { theme as storedTheme, nextTheme } from './theme.js';
import { html, nothing } from './lit.js';
import { icon, logo } from './icons.js';
import { PLACES } from './places.js';
import { linkTo, route } from './route.js';
import { has, load, onChange, session, signOut } from './session.js';
import { View } from './view.js';
import { LANGUAGES, currentLanguage, speak, t } from './words.js';
import './sign-in.js';

class Console extends View {
  #loaded = false;
  #ended = false;
  /** @type {string | null} */
  #failure = null;

  opened() {
    onChange((ended) => {
      this.#ended = ended;
      this.update();
    });
    addEventListener('hashchange', () => this.#go(), { signal: this.life });
    this.#load();
  }

  async #load() {
    this.#failure = null;
    try {
      await load();
      this.#loaded = true;
    } catch (error) {
      this.#failure = String(/** @type {Error} */ (error).message);
    }
    this.update();
  }

  /** Another page is open: who listens hears of it, who looks sees its beginning. */
  #go() {
    this.draw();
    const main = /** @type {HTMLElement | null} */ (this.querySelector('main'));
    main?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  template() {
    if (this.#failure !== null) {
      return html`<main class="alone">
        <div class="card">
          ${logo()}
          <h1>${t('failed.title')}</h1>
          <p role="alert">${this.#failure}</p>
          <button class="primary" @click=${() => this.#load()}>${t('again')}</button>
        </div>
      </main>`;
    }
    if (!this.#loaded) return html`<main class="alone"><p role="status">${t('loading')}</p></main>`;
    const signedIn = session();
    if (!signedIn || signedIn.mustChangePassword) {
      document.title = `${t('signIn.title')} · ${t('console')}`;
      return html`<sign-in .ended=${this.#ended}></sign-in>`;
    }
    return this.#frame();
  }

  #frame() {
    const { page, of } = route();
    const place = this.#isOpen(page) ? PLACES[page] : PLACES.overview;
    const name = place === PLACES[page] ? page : 'overview';
    const title = of === null ? t(`nav.${name}`) : of;
    document.title = `${title} · ${t('console')}`;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('skip')}</a>
      <div class="frame">
        <header class="side">
          <a class="brand" href=${linkTo('overview')}>${logo()}<span>${t('console')}</span></a>
          <nav aria-label=${t('nav')}>
            <ul>
              ${Object.entries(PLACES)
                .filter(([key, each]) => !each.within && this.#isOpen(key))
                .map(([key, each]) => this.#link(key, each, place.within ?? name))}
            </ul>
          </nav>
          ${this.#me()}
        </header>
        <main id="main" tabindex="-1">${place.show(of)}</main>
      </div>
    `;
  }

  /** @param {string} page */
  #isOpen(page) {
    return page in PLACES && (!PLACES[page].admins || has('admin'));
  }

  /**
   * @param {string} key
   * @param {import('./places.js').Place} place
   * @param {string} open
   */
  #link(key, place, open) {
    const current = key === open ? 'page' : nothing;
    return html`<li>
      <a href=${linkTo(key)} aria-current=${current}>${icon(place.icon)}<span>${t(`nav.${key}`)}</span></a>
    </li>`;
  }

  #me() {
    const signedIn = session();
    const theme = storedTheme();
    return html`<div class="me">
      <p class="who">
        <strong><bdi>${signedIn?.user.name}</bdi></strong>
        <span>${(signedIn?.user.roles ?? []).filter((r) => r === 'admin' || r === 'moderator').map((r) => t(`role.${r}`)).join(', ')}</span>
      </p>
      <div class="tools">
        <label class="visually-hidden" for="language">${t('language')}</label>
        <select id="language" @change=${this.#speak}>
          ${Object.entries(LANGUAGES).map(
            ([tag, name]) =>
              html`<option value=${tag} ?selected=${tag === currentLanguage()}>${name}</option>`,
          )}
        </select>
        <button class="icon-button" title=${t(`theme.${theme}`)} aria-label=${t(`theme.${theme}`)} @click=${this.#changeTheme}>
          ${icon(theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'auto')}
        </button>
        <button class="icon-button" title=${t('signOut')} aria-label=${t('signOut')} @click=${this.#signOut}>
          ${icon('leave')}
        </button>
      </div>
    </div>`;
  }

  #changeTheme = () => {
    nextTheme();
    this.update();
  };

  #signOut = () => signOut().catch(() => this.#load());

  /** @param {Event} event */
  #speak = async (event) => {
    await speak(/** @type {HTMLSelectElement} */ (event.target).value);
    this.update();
    for (const view of this.querySelectorAll('*')) {
      if (view instanceof View) view.update();
    }
  };

  /** @param {Event} event the address behind the # is the page's */
  #skip = (event) => {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (this.querySelector('main'))?.focus();
  };
}

customElements.define('parley-console', Console);
