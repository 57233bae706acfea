/* What a view shows while there is nothing to show. */
import { html } from '../html.js';
import { may } from '../session.js';

export function Loading({ what = 'Loading' }) {
  return html`<p class="state" role="status"><span class="spinner" aria-hidden="true"></span> ${what} …</p>`;
}

/** Nothing is there; the children say what to do next. */
export function Empty({ title, children }) {
  return html`<div class="state"><strong>${title}</strong><p>${children}</p></div>`;
}

/** It could not be loaded. */
export function Failed({ problem, again }) {
  if (problem.switchedOff) {
    return html`
      <div class="state">
        <strong>This is switched off</strong>
        <p>
          The setting <code>${problem.setting}</code> is off.${' '}
          ${may('admin')
            ? html`You can turn it on in <a href="/desk/settings">Settings</a>.`
            : 'An admin can turn it on, in Settings.'}
        </p>
      </div>
    `;
  }
  return html`
    <div class="state" role="alert">
      <strong>${problem.title}</strong>
      <p dir="auto">${problem.message}</p>
      ${again && html`<button onClick=${again}>Try again</button>`}
    </div>
  `;
}
