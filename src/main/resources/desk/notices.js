/* What came of an action, as a notice in the corner. Good news goes by itself, the rest stays until it is dismissed. */
import { html, signal } from './html.js';

const SHOWN_MS = 7_000;
const MOST = 5;

const notices = signal([]);
let number = 0;

/**
 * Shows a notice: kind is done, unchanged, refused or working; again, if given, is done by a button "Try again". Returns what
 * takes it away.
 */
export function notify({ kind, title, text, link, again }) {
  const id = ++number;
  notices.value = [...notices.value, { id, kind, title, text, link, again }].slice(-MOST);
  if (kind === 'done' || kind === 'unchanged') setTimeout(() => dismiss(id), SHOWN_MS);
  return () => dismiss(id);
}

/** Shows why something was refused, or failed. */
export function notifyProblem(title, problem, again) {
  if (problem.switchedOff) {
    const text = `The setting ${problem.setting} is off. An admin can turn it on, in Settings.`;
    return notify({ kind: 'refused', title, text, link: { href: '/desk/settings', text: 'Settings', role: 'admin' } });
  }
  return notify({ kind: 'refused', title, text: problem.message, again: problem.mayTryAgain ? again : undefined });
}

function dismiss(id) {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

const MARKS = { done: '✓', unchanged: '=', refused: '!', working: '…' };

export function Notices({ may }) {
  return html`
    <div class="notices" role="status" aria-live="polite" aria-label="Notices">
      ${notices.value.map(
        (notice) => html`
          <div key=${notice.id} class="notice ${notice.kind}">
            <span class="mark" aria-hidden="true">${MARKS[notice.kind]}</span>
            <div class="grow">
              <strong>${notice.title}</strong>
              ${notice.text && html`<p dir="auto">${notice.text}</p>`}
              ${notice.link && may(notice.link.role) && html`<a href=${notice.link.href}>${notice.link.text}</a>`}
              ${notice.again &&
              html`<button class="small" onClick=${() => (dismiss(notice.id), notice.again())}>Try again</button>`}
            </div>
            <button class="bare" aria-label="Dismiss" onClick=${() => dismiss(notice.id)}>×</button>
          </div>
        `,
      )}
    </div>
  `;
}
