/* A long list of rows of one height, of which only those in sight are in the document. */
import { html, useCallback, useLayoutEffect, useRef, useState } from '../html.js';

const MORE_THAN_SEEN = 6;

/**
 * `row(item)` is what is inside the row of an item and has one link; arrow keys, Home and End move from link to link. What is in
 * sight stays where it is when rows come or go above. `onEnd` is called near the end unless `busy`, `onTop(bool)` when the top is
 * reached or left.
 */
export function VirtualList({ items, keyOf, rowHeight, row, label, busy, onEnd, onTop }) {
  const frame = useRef(null);
  const anchor = useRef(null);
  const wanted = useRef(null);
  const [view, setView] = useState({ top: 0, height: 800 });

  const look = useCallback(() => {
    const { scrollTop, clientHeight } = frame.current;
    const first = Math.floor(scrollTop / rowHeight);
    anchor.current = scrollTop > 0 && items[first] ? { key: keyOf(items[first]), within: scrollTop - first * rowHeight } : null;
    onTop?.(scrollTop <= 4);
    setView((now) => (now.top === scrollTop && now.height === clientHeight ? now : { top: scrollTop, height: clientHeight }));
  }, [items, rowHeight]);

  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => look());
    resized.observe(frame.current);
    return () => resized.disconnect();
  }, [look]);

  useLayoutEffect(() => {
    if (anchor.current) {
      const index = items.findIndex((item) => keyOf(item) === anchor.current.key);
      if (index >= 0) frame.current.scrollTop = index * rowHeight + anchor.current.within;
    }
    look();
  }, [items]);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const link = frame.current.querySelector(`[data-index="${wanted.current}"] a`);
    if (link) {
      wanted.current = null;
      link.focus({ preventScroll: true });
    }
  });

  const first = Math.max(0, Math.floor(view.top / rowHeight) - MORE_THAN_SEEN);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + MORE_THAN_SEEN);
  const atEnd = last >= items.length - MORE_THAN_SEEN;
  useLayoutEffect(() => {
    if (atEnd && !busy) onEnd?.();
  }, [atEnd, busy, items.length]);

  function onKeyDown(event) {
    const now = Number(event.target.closest?.('[data-index]')?.dataset.index);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
    if (Number.isNaN(now) || to === undefined || !items[to]) return;
    event.preventDefault();
    wanted.current = to;
    const top = to * rowHeight;
    const { scrollTop, clientHeight } = frame.current;
    if (top < scrollTop) frame.current.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight) frame.current.scrollTop = top + rowHeight - clientHeight;
    look();
    setView((view) => ({ ...view }));
  }

  return html`
    <div class="scroller" ref=${frame} onScroll=${look} onKeyDown=${onKeyDown}>
      <ul aria-label=${label} style=${{ height: `${items.length * rowHeight}px` }}>
        ${items.slice(first, last).map(
          (item, i) => html`
            <li
              key=${keyOf(item)}
              data-index=${first + i}
              aria-setsize=${items.length}
              aria-posinset=${first + i + 1}
              style=${{ transform: `translateY(${(first + i) * rowHeight}px)`, height: `${rowHeight}px` }}
            >
              ${row(item)}
            </li>
          `,
        )}
      </ul>
    </div>
  `;
}
