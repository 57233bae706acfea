/* What customers and agents wrote, shown as it is and nothing more: in its own direction, isolated from what is around it. */
import { html } from '../html.js';
import { nameOf, printable } from '../format.js';

/** A short text in a line. */
export function Words({ text, class: className }) {
  return html`<bdi dir="auto" class=${className}>${printable(text)}</bdi>`;
}

/** A text of several lines. */
export function Paragraph({ text, class: className = '' }) {
  return html`<p dir="auto" class="paragraph ${className}">${printable(text)}</p>`;
}

/** A customer's name, or their id. */
export function CustomerName({ customer }) {
  return html`<${Words} text=${nameOf(customer)} class="name" />`;
}

/** An id. */
export function Id({ id }) {
  return html`<bdi class="id" title=${printable(id)}>${printable(id)}</bdi>`;
}
