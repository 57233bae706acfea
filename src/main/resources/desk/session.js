/* Who is logged in. The password is kept for this tab only (sessionStorage), and leaves it only for this worker's API. */
import { signal } from '@preact/signals';

const STORED = 'gatehouse.login';
const ROLES = ['agent', 'supervisor', 'admin'];

/** undefined: not asked yet; null: nobody; else { id, role }. */
export const me = signal(undefined);

/** Why the login form is shown again; empty the first time. */
export const loginProblem = signal('');

let authorization = sessionStorage.getItem(STORED);

/** What each request to the API carries. With X-Requested-With the browser does not ask for a password itself. */
export function loginHeaders() {
  const headers = { 'X-Requested-With': 'XMLHttpRequest' };
  return authorization ? { ...headers, Authorization: authorization } : headers;
}

/** Whether the user has this role, or one that includes it. */
export function may(role) {
  return !!me.value && ROLES.indexOf(me.value.role) >= ROLES.indexOf(role);
}

/** Asks who is logged in: with the login of this tab, or with what a proxy in front adds by itself. */
export async function resume() {
  try {
    const response = await ask();
    me.value = response.ok ? await response.json() : null;
    if (!response.ok && response.status !== 401) loginProblem.value = await reason(response);
  } catch {
    me.value = null;
    loginProblem.value = 'Gatehouse does not answer. Check the connection, and try again.';
  }
}

export async function logIn(name, password) {
  const before = authorization;
  authorization = 'Basic ' + base64(`${name}:${password}`);
  try {
    const response = await ask();
    if (response.ok) {
      const user = await response.json();
      sessionStorage.setItem(STORED, authorization);
      loginProblem.value = '';
      me.value = user;
      return;
    }
    loginProblem.value = response.status === 401 ? 'The name or the password is wrong.' : await reason(response);
  } catch {
    loginProblem.value = 'Gatehouse does not answer. Check the connection, and try again.';
  }
  authorization = before;
}

export function logOut(why = '') {
  authorization = null;
  sessionStorage.removeItem(STORED);
  loginProblem.value = why;
  me.value = null;
}

/** The API has refused the login: it has expired, or was changed. */
export function loginRefused() {
  if (me.value) logOut('Your login has ended. Log in again.');
}

function ask() {
  return fetch('/api/me', { headers: loginHeaders(), cache: 'no-store' });
}

async function reason(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? `Gatehouse answered ${response.status}.`;
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
