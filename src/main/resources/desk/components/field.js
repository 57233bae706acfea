/* Fields of forms, with their labels. Everything else is passed on to the input. */
import { html, useId } from '../html.js';

/** One line of text, or with `rows` several. */
export function Field({ label, hint, rows, ...rest }) {
  const id = useId();
  const described = hint ? `${id}-hint` : undefined;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${rows
        ? html`<textarea id=${id} rows=${rows} dir="auto" aria-describedby=${described} ...${rest}></textarea>`
        : html`<input id=${id} dir="auto" autocomplete="off" aria-describedby=${described} ...${rest} />`}
      ${hint && html`<small id=${described}>${hint}</small>`}
    </div>
  `;
}

/** One of several; options are [value, text]. */
export function Select({ label, options, value, ...rest }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} ...${rest}>
        ${options.map(([key, text]) => html`<option value=${key} selected=${key === value}>${text}</option>`)}
      </select>
    </div>
  `;
}
