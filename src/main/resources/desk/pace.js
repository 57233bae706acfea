/* So that a flood of events asks little. */

/** Does it at once, and then at most once in a while, the last call included. */
export function atMostEvery(ms, work) {
  let timer = null;
  let asked = false;
  return function again() {
    if (timer) {
      asked = true;
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      if (asked) {
        asked = false;
        again();
      }
    }, ms);
    work();
  };
}
