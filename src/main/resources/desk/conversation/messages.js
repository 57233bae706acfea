/*
 * What was said in a conversation, oldest first: the newest page, more history before it, and what comes. Bounded: who goes far
 * back loses the newest, until they return to it.
 */
import { batch, signal } from '@preact/signals';
import { get, withQuery } from '../api.js';
import { atMostEvery } from '../pace.js';

const PAGE = 50;
const MOST = 600;
const LOOK_EVERY_MS = 1_000;

export class Messages {
  items = signal([]);
  /** Of the page before the first one shown; null if there is none. */
  next = signal(null);
  loading = signal(true);
  problem = signal(null);
  /** Whether the newest are shown; if not, `news` says that there are others. */
  atNewest = signal(true);
  news = signal(false);

  #path;
  #over = new AbortController();
  look = atMostEvery(LOOK_EVERY_MS, () => this.#look());

  /** `where` is the path of the list, of a conversation or of a customer. */
  constructor(where) {
    this.#path = where;
  }

  close() {
    this.#over.abort();
  }

  /** The newest page, and nothing else. */
  async load() {
    await this.#fetch(null, (page) => {
      this.items.value = page.items.reverse();
      this.next.value = page.next;
      this.atNewest.value = true;
      this.news.value = false;
    });
  }

  /** More history. */
  async more() {
    if (!this.next.value || this.loading.value) return;
    await this.#fetch(this.next.value, (page) => {
      const all = [...page.items.reverse(), ...this.items.value];
      this.items.value = all.slice(0, MOST);
      if (all.length > MOST) this.atNewest.value = false;
      this.next.value = page.next;
    });
  }

  /** Whether the message that a screen sent under this id is here. */
  has(messageId) {
    return this.items.value.some(({ content }) => content.messageId === messageId);
  }

  async #look() {
    if (!this.atNewest.value) {
      this.news.value = true;
      return;
    }
    await this.#fetch(null, (page) => {
      const known = new Set(this.items.value.map(({ id }) => id));
      const fresh = page.items.filter(({ id }) => !known.has(id)).reverse();
      if (!fresh.length) return;
      if (fresh.length === page.items.length && known.size) {
        // more has come than fits on a page: what is between is history
        this.items.value = fresh;
        this.next.value = page.next;
      } else {
        this.items.value = [...this.items.value, ...fresh].sort((a, b) => new Date(a.at) - new Date(b.at));
        if (this.items.value.length > MOST) this.load(); // what is before the newest page is history again
      }
    });
  }

  async #fetch(cursor, use) {
    this.loading.value = true;
    try {
      const page = await get(withQuery(this.#path, { limit: PAGE, cursor }), { signal: this.#over.signal });
      batch(() => {
        this.problem.value = null;
        use(page);
      });
    } catch (problem) {
      if (problem.name !== 'AbortError') this.problem.value = problem;
    } finally {
      this.loading.value = false;
    }
  }
}
