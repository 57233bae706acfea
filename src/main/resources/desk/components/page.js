/* The frame of a view: its heading, which names the window and has the focus when the view is new. */
import { html, signal, useEffect, useRef } from '../html.js';

/** Raised when another view is shown, so that only then the focus moves. */
export const viewChanges = signal(0);

let seen = 0;

/** A view with a heading; `actions` stand beside it. */
export function Page({ title, actions, class: className = '', children }) {
  return html`
    <div class="page ${className}">
      <header class="page-head">
        <${Heading} title=${title} />
        ${actions && html`<div class="actions">${actions}</div>`}
      </header>
      ${children}
    </div>
  `;
}

/** The heading alone, for views with a frame of their own. */
export function Heading({ title, children, class: className }) {
  const heading = useRef(null);
  useEffect(() => {
    document.title = `${withoutDirections(title)} · Gatehouse`;
  }, [title]);
  useEffect(() => {
    if (viewChanges.value > seen) heading.current?.focus({ preventScroll: true });
    seen = viewChanges.value;
  }, []);
  return html`<h1 ref=${heading} tabindex="-1" class=${className}>${children ?? title}</h1>`;
}

/** A window's title has no isolation: a name that turns the direction would turn the rest. */
function withoutDirections(text) {
  return text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
