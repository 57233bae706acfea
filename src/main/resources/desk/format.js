/* Times, numbers and names as people read them, in the language of the browser. */
const language = navigator.language;
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const both = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });
const numbers = new Intl.NumberFormat(language);
const relative = new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'auto' });

const STEPS = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [604_800, 'day', 86_400],
];

export const number = (value) => numbers.format(value);
export const date = (at) => day.format(new Date(at));
export const time = (at) => clock.format(new Date(at));
export const dateTime = (at) => both.format(new Date(at));
export const exactly = (at) => exact.format(new Date(at));

/** "now", "5 min ago", "yesterday", then the date. */
export function ago(at, now = Date.now()) {
  const seconds = Math.max(0, (now - new Date(at)) / 1000);
  if (seconds < 60) return 'now';
  const step = STEPS.find(([below]) => seconds < below);
  return step ? relative.format(-Math.floor(seconds / step[2]), step[1]) : date(at);
}

/** How a customer is called: as agents know them, else by id. */
export function nameOf(customer) {
  return customer.nickname || customer.realName || customer.customerId;
}

/** The text without control characters but line breaks and tabs: shown, they would only confuse. */
export function printable(text) {
  return String(text ?? '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** A count that may be the database's guess. */
export function total({ count, estimated }) {
  return estimated ? `~${compact(count)}` : number(count);
}

const short = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 2 });
const compact = (value) => short.format(value);
