/* One queue: its tickets at the left, the conversation of one of them beside it. */
import { html, useEffect, useMemo, useRef, useState } from '../html.js';
import { onLive } from '../live.js';
import { QueueList } from '../queue-list.js';
import { me } from '../session.js';
import { nameOf, printable } from '../format.js';
import { ChannelChip, QUEUES } from '../components/chips.js';
import { Heading } from '../components/page.js';
import { Empty, Failed, Loading } from '../components/states.js';
import { Ago } from '../components/time.js';
import { VirtualList } from '../components/virtual-list.js';
import { CustomerName, Words } from '../components/words.js';
import { ConversationPane } from '../conversation/pane.js';

const ROW_HEIGHT = 68;

const NOBODY = {
  inbox: 'Take one from Unassigned: open it and choose "Assign to me". It then waits here for your answer.',
  unassigned: 'New messages come in here by themselves as long as the BOT does not take them. Nothing waits for you.',
  bot: 'What the BOT talks about comes in here while the BOT is on, which an admin decides in Settings.',
  blocked: 'Nobody who is blocked has an open ticket. When an agent blocks a contact, their tickets come here.',
};

export default function Queue({ queue, ticketId }) {
  return html`<${OneQueue} key=${queue} queue=${queue} ticketId=${ticketId} />`;
}

function OneQueue({ queue, ticketId }) {
  const [mine, setMine] = useState(queue === 'inbox' && me.value.role === 'agent');
  const atTop = useRef(true);
  const list = useMemo(() => new QueueList(queue, mine ? me.value.id : undefined, () => atTop.current), [queue, mine]);
  useEffect(() => {
    list.load();
    const end = onLive((bunch) => list.hear(bunch));
    return () => {
      end();
      list.close();
    };
  }, [list]);
  useEffect(() => {
    if (ticketId) list.seen(ticketId);
  }, [list, ticketId]);
  return html`
    <div class="desk ${ticketId ? 'with-conversation' : ''}">
      <section class="queue" aria-label=${QUEUES[queue]}>
        <header>
          ${ticketId ? html`<h2>${QUEUES[queue]}</h2>` : html`<${Heading} title=${QUEUES[queue]} />`}
          ${queue === 'inbox' &&
          html`<label class="switch"><input type="checkbox" checked=${mine} onChange=${() => setMine(!mine)} /> Only mine</label>`}
        </header>
        <${Tickets} list=${list} ticketId=${ticketId} onTop=${(top) => (atTop.current = top)} />
      </section>
      ${ticketId
        ? html`<${ConversationPane} key=${ticketId} ticketId=${ticketId} back=${`/desk/${queue}`} />`
        : html`<section class="nothing" aria-label="Conversation">
            <${Empty} title="No conversation is open">Choose one from the list. Arrow keys move in it, Enter opens.<//>
          </section>`}
    </div>
  `;
}

function Tickets({ list, ticketId, onTop }) {
  const tickets = list.tickets.value;
  const held = list.held.value.length;
  if (list.problem.value && !tickets.length) return html`<${Failed} problem=${list.problem.value} again=${() => list.load()} />`;
  if (list.loading.value && !tickets.length) return html`<${Loading} />`;
  return html`
    <div class="announce" role="status">
      <span class="hidden">${list.said.value}</span>
      ${held > 0 &&
      html`<button class="held" onClick=${() => showHeld(list)}>${held === 1 ? 'One new ticket' : `${held} new tickets`} · show</button>`}
    </div>
    ${tickets.length
      ? html`
          <${VirtualList}
            items=${tickets}
            keyOf=${(ticket) => ticket.ticketId}
            rowHeight=${ROW_HEIGHT}
            label="Tickets"
            row=${(ticket) => html`<${Ticket} ticket=${ticket} queue=${list.queue} here=${ticket.ticketId === ticketId} />`}
            busy=${list.loading.value}
            onEnd=${() => list.more()}
            onTop=${onTop}
          />
        `
      : html`<${Empty} title="Nothing waits here">${NOBODY[list.queue]}<//>`}
  `;
}

function showHeld(list) {
  list.showHeld();
  document.querySelector('.queue .scroller')?.scrollTo(0, 0);
}

function Ticket({ ticket, queue, here }) {
  const news = ticket.news ?? 0;
  return html`
    <a class="ticket ${news ? 'new' : ''}" href=${`/desk/${queue}/${encodeURIComponent(ticket.ticketId)}`} aria-current=${here ? 'true' : undefined}>
      <span class="avatar" aria-hidden="true">${initial(ticket)}</span>
      <span class="line"><${CustomerName} customer=${ticket} /><small><${Ago} at=${ticket.lastMessageAt} /></small></span>
      <span class="line quiet">
        <${ChannelChip} channel=${ticket.channel} />
        <${Words} text=${ticket.blockedBecause ?? ticket.agent ?? ''} class="why" />
        ${news > 0 && html`<span class="news" aria-label="${news} new">${news > 99 ? '99+' : news}</span>`}
      </span>
    </a>
  `;
}

function initial(ticket) {
  return [...printable(nameOf(ticket)).trim()][0]?.toUpperCase() ?? '?';
}
