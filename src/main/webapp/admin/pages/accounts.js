// Who can sign in to the console by a password.

import { get, post, remove } from '../api.js';
import { ask, tell, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { loading } from '../parts.js';
import { session } from '../session.js';
import { View } from '../view.js';
import { dateTime, t } from '../words.js';

class AccountsPage extends View {
  /** @type {any[] | null} */
  #accounts = null;

  opened() {
    this.#ask();
  }

  #ask() {
    return this.attempt(async () => {
      this.#accounts = (await get('admin/accounts', {}, this.life)).accounts;
    });
  }

  template() {
    return html`
      <header class="page-head">
        <div>
          <h1>${t('accounts.title')}</h1>
          <p class="count">${t('accounts.lead')}</p>
        </div>
        <button class="primary" @click=${this.#make}>${t('accounts.make')}</button>
      </header>
      ${this.failed(() => this.#ask())}
      ${this.#accounts === null ? (this.error ? nothing : loading()) : this.#table(this.#accounts)}
    `;
  }

  /** @param {any[]} accounts */
  #table(accounts) {
    return html`<div class="table-box">
      <table class="list">
        <caption class="visually-hidden">${t('accounts.title')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('accounts.name')}</th>
            <th scope="col">${t('accounts.roles')}</th>
            <th scope="col" class="wide-only">${t('accounts.since')}</th>
            <th scope="col"><span class="visually-hidden">${t('accounts.acts')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${accounts.map(
            (account) => html`<tr>
              <th scope="row">${account.name}${account.mustChangePassword ? html` <span class="tag">${t('accounts.oneTime')}</span>` : nothing}</th>
              <td>${account.roles.map((/** @type {string} */ role) => t(`role.${role}`)).join(', ')}</td>
              <td class="wide-only">${dateTime(account.createdAt)}</td>
              <td class="acts">
                ${account.userId === session()?.user.id
                  ? nothing
                  : html`<button class="link" @click=${() => this.#reset(account.name)}>${t('accounts.reset')}<span class="visually-hidden"> ${account.name}</span></button>
                      <button class="link bad" @click=${() => this.#delete(account.name)}>${t('accounts.delete')}<span class="visually-hidden"> ${account.name}</span></button>`}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #make = () =>
    ask({
      title: t('accounts.make'),
      text: t('accounts.make.text'),
      fields: html`<div class="field">
          <label for="account-name">${t('accounts.name')}</label>
          <input id="account-name" name="name" pattern="[a-z0-9][a-z0-9._\\-]*" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="account-rule" required />
          <p class="hint" id="account-rule">${t('accounts.rule')}</p>
        </div>
        <div class="field">
          <label for="account-role">${t('accounts.role')}</label>
          <select id="account-role" name="role">
            <option value="moderator">${t('role.moderator')}</option>
            <option value="admin">${t('role.admin')}</option>
          </select>
        </div>`,
      action: t('accounts.make'),
      act: ({ name, role }) => post('admin/accounts', { name, roles: [role] }),
      after: (made) => this.#show(made),
    });

  /** @param {string} name */
  #reset(name) {
    ask({
      title: t('accounts.reset.title', { name }),
      text: t('accounts.reset.text'),
      action: t('accounts.reset'),
      danger: true,
      act: () => post(`admin/accounts/${name}/password`),
      after: (account) => this.#show(account),
    });
  }

  /** @param {string} name */
  #delete(name) {
    ask({
      title: t('accounts.delete.title', { name }),
      text: t('accounts.delete.text'),
      action: t('accounts.delete'),
      danger: true,
      act: async () => {
        await remove(`admin/accounts/${name}`);
        toast(t('accounts.deleted', { name }));
        this.#ask();
      },
    });
  }

  /** @param {{name: string, oneTimePassword: string}} account */
  #show({ name, oneTimePassword }) {
    this.#ask();
    tell(
      t('accounts.made', { name }),
      html`<p>${t('accounts.made.text')}</p>
        <p class="secret"><code>${oneTimePassword}</code></p>`,
    );
  }
}

customElements.define('page-accounts', AccountsPage);
