/* The login. */
import { html, useState } from '../html.js';
import { Field } from '../components/field.js';
import { Mark } from '../components/shell.js';
import { logIn, loginProblem } from '../session.js';

const hint = document.querySelector('meta[name=login-hint]').content;

export default function Login() {
  const [busy, setBusy] = useState(false);
  async function submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    setBusy(true);
    await logIn(form.get('name'), form.get('password'));
    setBusy(false);
  }
  return html`
    <main class="login">
      <form onSubmit=${submit}>
        <${Mark} />
        <h1>Gatehouse</h1>
        <p class="quiet">Log in to see your conversations.</p>
        ${loginProblem.value && html`<p class="problem" role="alert">${loginProblem.value}</p>`}
        <${Field} label="Name" name="name" required autocomplete="username" autofocus dir="ltr" />
        <${Field} label="Password" name="password" type="password" required autocomplete="current-password" dir="ltr" />
        <button class="primary" disabled=${busy}>${busy ? 'Logging in …' : 'Log in'}</button>
        ${hint && html`<p class="quiet hint">${hint}</p>`}
      </form>
    </main>
  `;
}
