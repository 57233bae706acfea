/* The API. Reads: get(path`/api/customers/${id}`). Actions: act('POST', path`…/block`, body), see actions.js for how views do them. */
import { loginHeaders, loginRefused } from './session.js';

const TRIES = 4;
const LONGEST_WAIT_SECONDS = 10;
const FOLLOW_SECONDS = 60;

/** A path with its values percent-encoded. */
export function path(parts, ...values) {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

/** The path with these parameters, behind those it has; those that are empty are left out. */
export function withQuery(where, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `${where}${where.includes('?') ? '&' : '?'}${new URLSearchParams(given)}` : where;
}

/** Why a request failed: an RFC 9457 problem, or no answer at all (status 0). */
export class Problem extends Error {
  constructor(status, fields) {
    super(fields.detail ?? fields.title ?? `Gatehouse answered ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.title = fields.title ?? 'It did not work';
    this.code = fields.code;
    this.field = fields.field;
    this.switchedOff = fields.type === '/problems/switched-off' || fields.code === 'feature-disabled';
    this.setting = fields.setting ?? 'block-contact.enabled'; // a rejected command names none; only a block can be switched off
    this.mayTryAgain = status === 0 || status === 429 || status === 503;
    this.waitSeconds = fields.waitSeconds;
  }
}

/** Reads. Ends with an AbortError if the signal says so. */
export async function get(where, { signal } = {}) {
  return (await send('GET', where, { signal })).json();
}

/** A key for one action: the action sent again with it has no second effect. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Acts, with the same key until there is an answer, and follows the link of one that takes long. Returns the outcome; of a
 * refusal throws the Problem.
 */
export async function act(method, where, body, key = newKey()) {
  const response = await persistently(() => send(method, where, { body, key }));
  const link = response.headers.get('Location');
  return response.status === 202 && link ? follow(new URL(link, location.origin)) : response.json();
}

async function follow(link) {
  for (let second = 0; second < FOLLOW_SECONDS; second++) {
    await pause(1);
    const response = await persistently(() => send('GET', link.pathname + link.search));
    if (response.status !== 202) return response.json();
  }
  throw new Problem(0, {
    title: 'No answer yet',
    detail: 'The command is accepted, and its outcome takes longer than a minute. It still takes effect.',
  });
}

async function persistently(request) {
  for (let tries = 1; ; tries++) {
    try {
      return await request();
    } catch (problem) {
      if (!problem.mayTryAgain || tries === TRIES) throw problem;
      await pause(Math.min(problem.waitSeconds ?? 2 ** (tries - 1), LONGEST_WAIT_SECONDS));
    }
  }
}

async function send(method, where, { body, key, signal } = {}) {
  const headers = { Accept: 'application/json', ...loginHeaders() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  const response = await fetch(where, {
    method,
    headers,
    signal,
    cache: 'no-store',
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((failure) => {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, { title: 'No answer', detail: 'Gatehouse does not answer. Check the connection, and try again.' });
  });
  if (response.ok) return response;
  if (response.status === 401) loginRefused();
  const fields = await response.json().catch(() => ({}));
  throw new Problem(response.status, { ...fields, waitSeconds: Number(response.headers.get('Retry-After')) || undefined });
}

function pause(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}
