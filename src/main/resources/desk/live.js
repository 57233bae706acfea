/*
 * The live stream. Who listens gets what has happened since, in bunches: one for an animation frame at most, ten a second at
 * most, however many messages come. After a break it goes on where it was; where it cannot, a bunch says reset, and what is
 * shown has to be loaded anew.
 */
import { signal } from '@preact/signals';
import { createParser } from 'eventsource-parser';
import { loginHeaders, loginRefused } from './session.js';

const BUNCH_MS = 100;
const MOST_WAITING = 5_000;
const SILENCE_MS = 40_000; // the server says something every 15 s
const LONGEST_PAUSE_MS = 15_000;
const HIDDEN_MS = 60_000;

/** connecting, live or waiting. */
export const liveState = signal('connecting');

const listeners = new Set();
let waiting = [];
let reset = false;
let bunch = null;
let lastId = '';
let connection = null;

/** Listens: told(bunch) gets { reset, events: [{ name, queue, ticketId, customerId, … }] }. Returns what ends it. */
export function onLive(told) {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** Begins to listen for the user who is logged in, until what it returns is called. */
export function startLive() {
  lastId = '';
  let hiding = null;
  const onVisible = () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(pauseLive, HIDDEN_MS);
    else resumeLive();
  };
  document.addEventListener('visibilitychange', onVisible);
  addEventListener('pagehide', pauseLive);
  addEventListener('pageshow', resumeLive);
  resumeLive();
  return () => {
    clearTimeout(hiding);
    document.removeEventListener('visibilitychange', onVisible);
    removeEventListener('pagehide', pauseLive);
    removeEventListener('pageshow', resumeLive);
    pauseLive();
  };
}

function resumeLive() {
  if (connection) return;
  connection = new AbortController();
  run(connection.signal);
}

/** A browser has six connections to a server, for all its tabs: a page that nobody sees must not hold one. */
function pauseLive() {
  connection?.abort();
  connection = null;
}

async function run(over) {
  for (let failures = 0; !over.aborted; ) {
    liveState.value = failures ? 'waiting' : 'connecting';
    try {
      await listen(over, () => (failures = 0));
    } catch {
      failures++;
    }
    if (over.aborted) return;
    if (failures) {
      liveState.value = 'waiting';
      await pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2), over);
    }
  }
}

/** One connection, until it ends. */
async function listen(over, heard) {
  const request = new AbortController();
  const end = () => request.abort();
  over.addEventListener('abort', end);
  let silence = setTimeout(end, SILENCE_MS);
  try {
    const headers = { Accept: 'text/event-stream', ...loginHeaders() };
    if (lastId) headers['Last-Event-ID'] = lastId;
    const response = await fetch('/api/live', { headers, cache: 'no-store', signal: request.signal });
    if (response.status === 401) loginRefused();
    if (!response.ok) throw new Error(`the live stream answered ${response.status}`);
    liveState.value = 'live';
    if (!lastId) {
      // it begins now: what happened before, since views were loaded, is not told
      reset = true;
      tellSoon();
    }
    const parser = createParser({ onEvent: receive });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard();
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
      parser.feed(part.value);
    }
  } finally {
    clearTimeout(silence);
    over.removeEventListener('abort', end);
  }
}

function receive(event) {
  if (event.id) lastId = event.id;
  if (event.event === 'reset' || waiting.length === MOST_WAITING) {
    reset = true;
    waiting = [];
  }
  if (event.event !== 'reset') waiting.push(event);
  tellSoon();
}

function tellSoon() {
  bunch ??= setTimeout(() => (document.hidden ? tell() : requestAnimationFrame(tell)), BUNCH_MS);
}

function tell() {
  bunch = null;
  const told = { reset, events: waiting.map((event) => ({ ...JSON.parse(event.data), name: event.event })) };
  waiting = [];
  reset = false;
  listeners.forEach((listener) => listener(told));
}

function pause(ms, over) {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    over.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
}
