// Who comes says who it is; a password that the server has made is changed first.

import { Refusal } from './api.js';
import { html, nothing } from './lit.js';
import { logo } from './icons.js';
import { changePassword, session, signIn, signOut, waysIn } from './session.js';
import { View } from './view.js';
import { t } from './words.js';

class SignIn extends View {
  ended = false;
  /** @type {string | null} */
  #way = null;
  #busy = false;
  /** @type {string | null} */
  #error = null;

  template() {
    return html`<main class="alone">
      <div class="card">
        ${logo()}
        ${session()?.mustChangePassword ? this.#change() : this.#enter()}
      </div>
    </main>`;
  }

  #enter() {
    const ways = waysIn();
    const way = this.#way ?? ways[0];
    return html`
      <h1>${t('signIn.title')}</h1>
      <p class="lead">${t(this.ended ? 'signIn.ended' : 'signIn.lead')}</p>
      ${way === 'password' ? this.#password() : way === 'token' ? this.#token() : this.#login()}
      <div class="other-ways">
        ${ways
          .filter((each) => each !== way)
          .map(
            (each) =>
              html`<button class="link" @click=${() => this.#choose(each)}>${t(`signIn.by.${each}`)}</button>`,
          )}
      </div>
    `;
  }

  /** @param {string} way */
  #choose(way) {
    this.#way = way;
    this.#error = null;
    this.update();
  }

  #password() {
    return html`<form @submit=${this.#submit}>
      <div class="field">
        <label for="name">${t('signIn.name')}</label>
        <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required />
      </div>
      <div class="field">
        <label for="password">${t('signIn.password')}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
      </div>
      ${this.#foot('signIn.submit')}
    </form>`;
  }

  #token() {
    return html`<form @submit=${this.#submit}>
      <div class="field">
        <label for="token">${t('signIn.token')}</label>
        <textarea id="token" name="token" rows="4" autocomplete="off" spellcheck="false" required></textarea>
      </div>
      ${this.#foot('signIn.submit')}
    </form>`;
  }

  #login() {
    return html`<form @submit=${this.#submit}>
      <p>${t('signIn.login')} <a href="../login" target="_blank" rel="noopener">${t('signIn.toLogin')}</a></p>
      <input type="hidden" name="login" value="true" />
      ${this.#foot('signIn.goOn')}
    </form>`;
  }

  #change() {
    return html`
      <h1>${t('password.title')}</h1>
      <p class="lead">${t('password.lead')}</p>
      <form @submit=${this.#submitChange}>
        <input type="text" name="username" autocomplete="username" .value=${session()?.account ?? ''} hidden />
        <div class="field">
          <label for="present">${t('password.present')}</label>
          <input id="present" name="present" type="password" autocomplete="current-password" required />
        </div>
        <div class="field">
          <label for="wanted">${t('password.wanted')}</label>
          <input id="wanted" name="wanted" type="password" autocomplete="new-password" minlength="12" maxlength="128" aria-describedby="rule" required />
          <p class="hint" id="rule">${t('password.rule')}</p>
        </div>
        <div class="field">
          <label for="repeated">${t('password.repeated')}</label>
          <input id="repeated" name="repeated" type="password" autocomplete="new-password" required />
        </div>
        ${this.#foot('password.submit')}
      </form>
      <div class="other-ways"><button class="link" @click=${() => signOut()}>${t('signOut')}</button></div>
    `;
  }

  /** @param {string} label */
  #foot(label) {
    return html`
      <p class="field-error" role="alert">${this.#error ?? nothing}</p>
      <button class="primary wide" ?disabled=${this.#busy}>${t(this.#busy ? 'signIn.busy' : label)}</button>
    `;
  }

  /** @param {SubmitEvent} event */
  #submit = (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    const proof = given.login
      ? { login: true }
      : given.token
        ? { token: String(given.token).trim() }
        : { name: String(given.name).trim(), password: given.password };
    this.#attempt(() => signIn(proof));
  };

  /** @param {SubmitEvent} event */
  #submitChange = (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    if (given.wanted !== given.repeated) {
      this.#error = t('password.differ');
      this.update();
      return;
    }
    this.#attempt(() => changePassword(String(given.present), String(given.wanted)));
  };

  /** @param {() => Promise<void>} attempt */
  async #attempt(attempt) {
    this.#busy = true;
    this.#error = null;
    this.update();
    try {
      await attempt();
    } catch (error) {
      this.#error = explanation(error);
    }
    this.#busy = false;
    this.update();
  }
}

/** @param {unknown} error */
function explanation(error) {
  if (!(error instanceof Refusal)) return t('failed.network');
  switch (error.code) {
    case 'unauthenticated':
      return t('signIn.wrong');
    case 'rate-limited':
      return t('signIn.tooOften', { count: Math.ceil(error.retryAfterMs / 1000) });
    case 'forbidden':
      return t('signIn.forbidden');
    case 'invalid':
      return t('password.invalid');
    default:
      return error.explanation;
  }
}

customElements.define('sign-in', SignIn);
