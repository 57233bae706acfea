/* Does what a button says: sends it, waits for the outcome, and tells it in a notice. */
import { act, newKey } from './api.js';
import { notify, notifyProblem } from './notices.js';

const PATIENCE_MS = 1_200;

/**
 * Performs an action, for example
 *
 *     await perform({ title: 'Close', method: 'POST', path: path`/api/…/close`, done: 'The conversation is closed.' })
 *
 * `done` is what the notice says, or makes it from the outcome. Returns the outcome if it was done or nothing had to be, else
 * null; the notice has said why by then. "Try again" in the notice sends the same key.
 */
export async function perform(action, key = newKey()) {
  const { title, method = 'POST', path, body, done, then } = action;
  let working = () => {};
  const patience = setTimeout(
    () => (working = notify({ kind: 'working', title, text: 'It is on its way. Its outcome takes a moment.' })),
    PATIENCE_MS,
  );
  try {
    const outcome = await act(method, path, body, key);
    if (outcome.status === 'unchanged') {
      notify({ kind: 'unchanged', title, text: 'Nothing had to be done: it is so already.' });
    } else {
      notify({ kind: 'done', title, text: typeof done === 'function' ? done(outcome) : done });
    }
    then?.(outcome);
    return outcome;
  } catch (problem) {
    notifyProblem(`${title}: not done`, problem, () => perform(action, key));
    return null;
  } finally {
    clearTimeout(patience);
    working();
  }
}

/** "1 ticket", "2 tickets". */
export function count(number, word) {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
