/* Lists that come page by page from the API, { items, next }. */
import { useCallback, useEffect, useRef, useState } from './html.js';
import { get, withQuery } from './api.js';

const NOTHING = { items: [], next: null, first: null, problem: null, loading: true };

/**
 * The list at a path: { items, first, next, loading, problem, more(), reload() }; first is the whole first page, with what else it
 * says. With another path it begins anew. With no path it stays empty.
 */
export function usePages(path, { limit = 50 } = {}) {
  const [list, setList] = useState(NOTHING);
  const running = useRef(null);

  const load = useCallback(
    async (before) => {
      running.current?.abort();
      if (!path) return setList({ ...NOTHING, loading: false });
      const { signal } = (running.current = new AbortController());
      setList((now) => ({ ...now, loading: true, problem: null }));
      try {
        const page = await get(withQuery(path, { limit, cursor: before?.next }), { signal });
        setList({
          items: before ? [...before.items, ...page.items] : page.items,
          first: before ? before.first : page,
          next: page.next,
          problem: null,
          loading: false,
        });
      } catch (problem) {
        if (problem.name !== 'AbortError') setList((now) => ({ ...now, problem, loading: false }));
      }
    },
    [path, limit],
  );

  useEffect(() => {
    setList(NOTHING);
    load();
    return () => running.current?.abort();
  }, [load]);

  return { ...list, more: () => load(list), reload: () => load() };
}

/** One thing at a path: { value, problem, reload() }. The value stays while it is loaded anew. */
export function useResource(path) {
  const [state, setState] = useState({ path, value: null, problem: null });
  const running = useRef(null);

  const load = useCallback(async () => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    try {
      setState({ path, value: await get(path, { signal }), problem: null });
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        setState((now) => ({ path, value: now.path === path ? now.value : null, problem }));
      }
    }
  }, [path]);

  useEffect(() => {
    if (path) load();
    return () => running.current?.abort();
  }, [load]);

  return { value: state.path === path ? state.value : null, problem: state.path === path ? state.problem : null, reload: load };
}
