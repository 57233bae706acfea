/* Filters that live in the address, so that a list can be linked to as it is seen. */
import { useEffect, useRef, useState } from './html.js';
import { useLocation } from './html.js';
import { withQuery } from './api.js';

const TYPING_MS = 350;

/** `set({ name: value })` puts it into the address; empty takes it out. With `typed` the browser's history is spared. */
export function useFilters() {
  const { path, query, route } = useLocation();
  const now = useRef(query);
  now.current = query;
  const set = (changes, { typed } = {}) => {
    now.current = { ...now.current, ...changes };
    route(withQuery(path, now.current), typed);
  };
  return { query, set, clear: () => route(path), any: Object.keys(query).length > 0 };
}

/** What is being typed, and the same a moment after the last key in the address. For the input: { value, onInput }. */
export function useTyped(filters, name) {
  const there = filters.query[name] ?? '';
  const [text, setText] = useState(there);
  const sent = useRef(there);
  useEffect(() => {
    if (there === sent.current) return; // what was typed comes back
    sent.current = there;
    setText(there);
  }, [there]);
  useEffect(() => {
    if (text === sent.current) return;
    const soon = setTimeout(() => {
      sent.current = text.trim();
      filters.set({ [name]: text.trim() }, { typed: true });
    }, TYPING_MS);
    return () => clearTimeout(soon);
  }, [text]);
  return { value: text, onInput: (event) => setText(event.target.value) };
}

/** The first moment of a day (2026-11-21) where the reader is, or of the day after it; undefined for no day. */
export function startOf(day, daysLater = 0) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) return undefined;
  const [year, month, date] = day.split('-').map(Number);
  const moment = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(moment.valueOf()) ? undefined : moment.toISOString();
}
