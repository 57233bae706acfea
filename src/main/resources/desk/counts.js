/* How many tickets each queue has, for the tabs. Asked again, now and then, while tickets come and go. */
import { signal } from '@preact/signals';
import { get } from './api.js';
import { onLive } from './live.js';
import { atMostEvery } from './pace.js';

const EVERY_MS = 2_000;

/** By queue: { count, estimated }. */
export const counts = signal({});

async function load() {
  try {
    counts.value = await get('/api/queues');
  } catch {
    // what is shown stays; it is asked again when the next ticket comes or goes
  }
}

const loadSoon = atMostEvery(EVERY_MS, load);

/** Whether a queue has one more or less after it. */
function changesCounts({ name, newTicket }) {
  return newTicket || name.startsWith('ticket.');
}

export function startCounts() {
  loadSoon();
  return onLive(({ reset, events }) => {
    if (reset || events.some(changesCounts)) loadSoon();
  });
}
