/* Times that stay true: "5 min ago" counts on. One timer for all of them. */
import { html, signal } from '../html.js';
import { ago, dateTime, exactly } from '../format.js';

const EVERY_MS = 15_000;
const now = signal(Date.now());
setInterval(() => (now.value = Date.now()), EVERY_MS);

/** How long ago. */
export function Ago({ at }) {
  return at && html`<time datetime=${at} title=${exactly(at)}>${ago(at, Math.max(now.value, Date.now()))}</time>`;
}

/** Date and time. */
export function At({ at }) {
  return at ? html`<time datetime=${at} title=${exactly(at)}>${dateTime(at)}</time>` : '–';
}
