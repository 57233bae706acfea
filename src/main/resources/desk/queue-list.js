/*
 * The open tickets of one queue as they are shown: loaded page by page, kept true by the live stream. What an agent looks at
 * stays where it is: a ticket with a new message is marked and not moved, and new tickets wait behind a bar while the list is
 * scrolled. Bounded, so that a flood fills no memory.
 */
import { batch, signal } from '@preact/signals';
import { get, withQuery } from './api.js';
import { atMostEvery } from './pace.js';

const PAGE = 100;
const MOST = 5_000;
const LOOK_EVERY_MS = 1_000;

export class QueueList {
  /** The tickets, in the order they are shown; `news` counts messages that came since. */
  tickets = signal([]);
  /** New tickets that wait until somebody wants to see them. */
  held = signal([]);
  loading = signal(true);
  problem = signal(null);
  next = signal(null);
  /** What has just come in at the top, for those who do not see it. */
  said = signal('');

  #path;
  #agent;
  #atTop;
  #known = new Set();
  #gone = new Set();
  #over = new AbortController();
  #look = atMostEvery(LOOK_EVERY_MS, () => this.#lookAtFirst());

  /** `agent`: only theirs; `atTop` says whether new tickets may come in at the top without moving what is looked at. */
  constructor(queue, agent, atTop) {
    this.#path = `/api/queues/${queue}`;
    this.queue = queue;
    this.#agent = agent;
    this.#atTop = atTop;
  }

  close() {
    this.#over.abort();
  }

  async load() {
    await this.#fetch(null, (page) => {
      this.#known = new Set(page.items.map(({ ticketId }) => ticketId));
      this.held.value = [];
      this.next.value = page.next;
      this.tickets.value = page.items;
    });
  }

  async more() {
    if (!this.next.value || this.loading.value) return;
    await this.#fetch(this.next.value, (page) => {
      const more = this.#unknown(page.items);
      const tickets = [...this.tickets.value, ...more];
      this.tickets.value = tickets;
      this.next.value = tickets.length < MOST ? page.next : null;
    });
  }

  /** Shows the new ones. */
  showHeld() {
    batch(() => {
      this.#setTop(this.held.value);
      this.held.value = [];
    });
  }

  /** Somebody has opened it. */
  seen(ticketId) {
    this.#change(new Map([[ticketId, (ticket) => ({ ...ticket, news: 0 })]]));
  }

  /** What the live stream told. */
  hear({ reset, events }) {
    if (reset) {
      this.load();
      return;
    }
    const changes = new Map();
    const gone = new Set();
    let look = false;
    for (const event of events) {
      if (event.queue !== this.queue) continue;
      const { ticketId } = event;
      if (event.name === 'message.routed') {
        if (this.#agent && event.agent !== this.#agent) continue;
        gone.delete(ticketId);
        if (this.#known.has(ticketId)) {
          const before = changes.get(ticketId) ?? ((ticket) => ticket);
          changes.set(ticketId, (ticket) => withNews(before(ticket), event.at));
        } else {
          look = true;
        }
      } else if (event.name === 'ticket.arrived' && (!this.#agent || event.agent === this.#agent)) {
        gone.delete(ticketId);
        this.#gone.delete(ticketId);
        look = true;
      } else if (event.name.startsWith('ticket.')) {
        gone.add(ticketId);
      }
    }
    batch(() => {
      this.#remove(gone);
      this.#change(changes);
    });
    if (look) this.#look();
  }

  #change(changes) {
    if (!changes.size) return;
    const changed = (ticket) => changes.get(ticket.ticketId)?.(ticket) ?? ticket;
    this.tickets.value = this.tickets.value.map(changed);
    if (this.held.value.length) this.held.value = this.held.value.map(changed);
  }

  #remove(gone) {
    if (!gone.size) return;
    gone.forEach((ticketId) => {
      this.#gone.add(ticketId); // what is being loaded may still have it
      this.#known.delete(ticketId);
    });
    const stays = ({ ticketId }) => !gone.has(ticketId);
    this.tickets.value = this.tickets.value.filter(stays);
    this.held.value = this.held.value.filter(stays);
  }

  /** Loads the first page again, for those tickets that only their ids are known of. */
  async #lookAtFirst() {
    if (this.loading.value) return this.#look();
    this.#gone.clear();
    const look = (page) => {
      this.#change(new Map(page.items.map((ticket) => [ticket.ticketId, (before) => asOf(before, ticket)])));
      const fresh = this.#unknown(page.items).map((ticket) => ({ ...ticket, news: 1 }));
      if (!fresh.length) return;
      const all = [...fresh, ...this.held.value].slice(0, MOST);
      this.held.value = this.#atTop() ? [] : all;
      if (!this.#atTop()) return;
      this.#setTop(all);
      this.said.value = all.length === 1 ? 'One new ticket' : `${all.length} new tickets`;
    };
    await this.#fetch(null, look, signal(false));
  }

  #setTop(fresh) {
    this.tickets.value = [...fresh, ...this.tickets.value].slice(0, MOST);
  }

  /** Those of a page that are new here; from now on they are known. */
  #unknown(items) {
    const fresh = items.filter(({ ticketId }) => !this.#known.has(ticketId) && !this.#gone.has(ticketId));
    fresh.forEach(({ ticketId }) => this.#known.add(ticketId));
    return fresh;
  }

  async #fetch(cursor, use, loading = this.loading) {
    const where = withQuery(this.#path, { limit: PAGE, agent: this.#agent, cursor });
    loading.value = true;
    try {
      const page = await get(where, { signal: this.#over.signal });
      batch(() => {
        this.problem.value = null;
        loading.value = false;
        use(page);
      });
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem.value = problem;
      loading.value = false;
    }
  }
}

function withNews(ticket, at) {
  return { ...ticket, lastMessageAt: at, news: (ticket.news ?? 0) + 1 };
}

/** As the list has it now; but the time of the last message it knows only to the minute, the live stream exactly. */
function asOf(before, ticket) {
  const later = new Date(before.lastMessageAt) > new Date(ticket.lastMessageAt) ? before : ticket;
  return { ...before, ...ticket, lastMessageAt: later.lastMessageAt };
}
