/* What was said, with the days between; stays at its end while one is there, and where one is else. */
import { html, useLayoutEffect, useRef } from '../html.js';
import { date } from '../format.js';
import { Empty, Failed, Loading } from '../components/states.js';
import { Message, Sending } from './message.js';

const NEAR = 60;

export function Stream({ messages, sending = [] }) {
  const frame = useRef(null);
  const before = useRef({ atEnd: true, height: 0, first: null });
  const items = messages.items.value;
  const { value: next } = messages.next;

  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return;
    const { atEnd, height, first } = before.current;
    if (atEnd) current.scrollTop = current.scrollHeight;
    else if (first && items[0]?.id !== first) current.scrollTop += current.scrollHeight - height;
    remember();
  }, [items, sending]);

  function remember() {
    const { scrollTop, scrollHeight, clientHeight } = frame.current;
    before.current = { atEnd: scrollHeight - scrollTop - clientHeight < NEAR, height: scrollHeight, first: items[0]?.id };
  }

  if (messages.problem.value && !items.length) return html`<${Failed} problem=${messages.problem.value} again=${() => messages.load()} />`;
  if (messages.loading.value && !items.length && !sending.length) return html`<${Loading} />`;
  return html`
    <div class="stream" ref=${frame} onScroll=${remember} tabindex="0" role="region" aria-label="Messages">
      ${next
        ? html`<button class="more" disabled=${messages.loading.value} onClick=${() => messages.more()}>More history</button>`
        : html`<p class="begin">The conversation begins here</p>`}
      ${!items.length && !sending.length && html`<${Empty} title="Nothing was said yet">Write the first message below.<//>`}
      <ol>
        ${items.map((message, i) => [
          (i === 0 || date(items[i - 1].at) !== date(message.at)) && html`<li key=${`day ${message.id}`} class="day"><span>${date(message.at)}</span></li>`,
          html`<${Message} key=${message.id} message=${message} />`,
        ])}
        ${sending.map((said) => html`<${Sending} key=${said.key} ...${said} />`)}
      </ol>
      ${!messages.atNewest.value &&
      html`<button class="newest" onClick=${() => ((before.current.atEnd = true), messages.load())}>
        ${messages.news.value ? 'New messages' : 'Back to the newest'} ↓
      </button>`}
    </div>
  `;
}
