/*
 * Dialogs. openDialog((close) => html`<${Dialog} title="…" close=${close}>…<//>`) shows one; the focus goes into it and comes
 * back. confirm({ … }) asks Yes or No.
 */
import { html, signal, useLayoutEffect, useRef, useState } from '../html.js';

const open = signal(null);
let number = 0;

/** Shows a dialog. Returns a promise of what it is closed with; undefined if it was left. */
export function openDialog(content) {
  return new Promise((done) => {
    const close = (value) => {
      open.value = null;
      done(value);
    };
    open.value = { content, close, id: ++number };
  });
}

/** Asks; true for Yes. `text` may be markup. */
export async function confirm({ title, text, yes = 'Yes', no = 'No', danger }) {
  const answer = await openDialog(
    (close) => html`
      <${Dialog} title=${title} close=${close}>
        <div>${text}</div>
        <footer>
          <button type="button" onClick=${() => close(false)}>${no}</button>
          <button type="button" class=${danger ? 'danger' : 'primary'} onClick=${() => close(true)}>${yes}</button>
        </footer>
      <//>
    `,
  );
  return answer === true;
}

/** Where dialogs are shown; once, in the shell. */
export function DialogHost() {
  const current = open.value;
  return current && html`<${Shown} key=${current.id} ...${current} />`;
}

function Shown({ content, close }) {
  return content(close);
}

/** The window of a dialog. With `submit` it is a form, and Enter submits; while that runs its buttons wait. */
export function Dialog({ title, close, submit, wide, children }) {
  const window = useRef(null);
  const [busy, setBusy] = useState(false);
  // not after the next paint: until it is open, a click still reaches what is behind it
  useLayoutEffect(() => {
    const dialog = window.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  async function onSubmit(event) {
    event.preventDefault();
    setBusy(true);
    try {
      await submit(new FormData(event.target));
    } finally {
      setBusy(false);
    }
  }
  const onCancel = (event) => {
    event.preventDefault();
    close();
  };
  const heading = html`<h2 id="dialog-title">${title}</h2>`;
  return html`
    <dialog
      ref=${window}
      class=${wide ? 'wide' : ''}
      aria-labelledby="dialog-title"
      onCancel=${onCancel}
      onMouseDown=${(event) => event.target === event.currentTarget && close()}
    >
      ${submit
        ? html`<form onSubmit=${onSubmit} inert=${busy} aria-busy=${busy}>${heading}${children}</form>`
        : html`<div class="form">${heading}${children}</div>`}
    </dialog>
  `;
}
