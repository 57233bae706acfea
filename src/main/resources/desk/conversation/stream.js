/* What was said, with the days between; stays at its end while one is there, and where one is else. */
import { html, useLayoutEffect, useRef } from '../html.js';
import { date } from '../format.js';
import { Empty, Failed, Loading } from '../components/states.js';
import { Message, Sending } from './message.js';

const NEAR = 60;

export function Stream({ messages, sending = [] }) {
  const empty = !messages.items.value.length;
  if (messages.problem.value && empty) return html`<${Failed} problem=${messages.problem.value} again=${() => messages.load()} />`;
  if (messages.loading.value && empty && !sending.length) return html`<${Loading} />`;
  return html`<${Shown} messages=${messages} sending=${sending} />`;
}

function Shown({ messages, sending }) {
  const frame = useRef(null);
  const list = useRef(null);
  const before = useRef({ atEnd: true, height: 0, first: null });
  const items = messages.items.value;
  const toEnd = () => (frame.current.scrollTop = frame.current.scrollHeight);

  useLayoutEffect(() => {
    const { atEnd, height, first } = before.current;
    if (atEnd) toEnd();
    else if (first && items[0]?.id !== first) frame.current.scrollTop += frame.current.scrollHeight - height;
    remember();
  }, [items, sending]);

  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => before.current.atEnd && toEnd());
    resized.observe(frame.current);
    resized.observe(list.current);
    return () => resized.disconnect();
  }, []);

  function remember() {
    const { scrollTop, scrollHeight, clientHeight } = frame.current;
    before.current = { atEnd: scrollHeight - scrollTop - clientHeight < NEAR, height: scrollHeight, first: items[0]?.id };
  }

  function newest() {
    before.current.atEnd = true;
    messages.load();
  }

  return html`
    <div class="stream" ref=${frame} onScroll=${remember} tabindex="0" role="region" aria-label="Messages">
      ${messages.next.value
        ? html`<button class="more" disabled=${messages.loading.value} onClick=${() => messages.more()}>More history</button>`
        : html`<p class="begin">It begins here</p>`}
      ${!items.length && !sending.length && html`<${Empty} title="Nothing was said yet">The first message will be here.<//>`}
      <ol ref=${list}>
        ${items.map((message, i) => [
          (i === 0 || date(items[i - 1].at) !== date(message.at)) && html`<li key=${`day ${message.id}`} class="day"><span>${date(message.at)}</span></li>`,
          html`<${Message} key=${message.id} message=${message} />`,
        ])}
        ${sending.filter(({ messageId }) => !messages.has(messageId)).map((said) => html`<${Sending} key=${said.key} ...${said} />`)}
      </ol>
      ${!messages.atNewest.value &&
      html`<button class="newest" onClick=${newest}>${messages.news.value ? 'New messages' : 'Back to the newest'} ↓</button>`}
    </div>
  `;
}
