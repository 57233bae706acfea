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
      } else if (event.name === 'ticket.arrived') {
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
    await this.#fetch(null, (page) => {
      const now = new Map(page.items.map((ticket) => [ticket.ticketId, ticket]));
      this.#change(new Map([...now].map(([id, ticket]) => [id, (before) => ({ ...before, ...ticket, lastMessageAt: later(before, ticket) })])));
      const fresh = this.#unknown(page.items).map((ticket) => ({ ...ticket, news: 1 }));
      if (!fresh.length) return;
      if (this.#atTop()) this.#setTop([...fresh, ...this.held.value], (this.held.value = []));
      else this.held.value = [...fresh, ...this.held.value].slice(0, MOST);
    });
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

  async #fetch(cursor, use) {
    const where = withQuery(this.#path, { limit: PAGE, agent: this.#agent, cursor });
    this.loading.value = true;
    try {
      const page = await get(where, { signal: this.#over.signal });
      batch(() => {
        this.problem.value = null;
        this.loading.value = false;
        use(page);
      });
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem.value = problem;
      this.loading.value = false;
    }
  }
}

function withNews(ticket, at) {
  return { ...ticket, lastMessageAt: at, news: (ticket.news ?? 0) + 1 };
}

/** The list knows it to the minute, the live stream exactly. */
function later(one, other) {
  return new Date(one.lastMessageAt) > new Date(other.lastMessageAt) ? one.lastMessageAt : other.lastMessageAt;
}
