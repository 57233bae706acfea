/* One conversation: who it is with, what was said, what can be done. The customer is beside it. */
import { html, useEffect, useMemo, useState } from '../html.js';
import { path } from '../api.js';
import { onLive } from '../live.js';
import { useResource } from '../pages.js';
import { nameOf, printable } from '../format.js';
import { atMostEvery } from '../pace.js';
import { ChannelChip, Flags, QueueChip, Stars } from '../components/chips.js';
import { Heading } from '../components/page.js';
import { Empty, Failed, Loading } from '../components/states.js';
import { At } from '../components/time.js';
import { Words } from '../components/words.js';
import { CustomerPanel } from '../customer/panel.js';
import { TicketActions } from './actions.js';
import { Messages } from './messages.js';
import { Reply } from './reply.js';
import { Stream } from './stream.js';

const LOOK_AGAIN_MS = 15_000;
const REFRESH_EVERY_MS = 1_000;

export function ConversationPane({ ticketId, back }) {
  const found = useResource(path`/api/conversations/${ticketId}`);
  const conversation = found.value?.conversation;
  const customer = useResource(conversation && path`/api/customers/${conversation.customerId}`);
  const messages = useMemo(() => new Messages(path`/api/conversations/${ticketId}/messages`), [ticketId]);
  const [sending, setSending] = useState([]);

  const refresh = () => {
    found.reload();
    customer.reload();
    messages.look();
  };

  useEffect(() => {
    messages.load();
    return () => messages.close();
  }, [messages]);

  useEffect(() => {
    const refreshSoon = atMostEvery(REFRESH_EVERY_MS, refresh);
    const end = onLive(({ reset, events }) => {
      const ours = events.filter((event) => event.ticketId === ticketId || event.customerId === conversation?.customerId);
      if (reset || ours.some(({ name }) => name !== 'message.routed')) refreshSoon();
      else if (ours.some((event) => event.ticketId === ticketId)) messages.look();
    });
    // what other agents and the BOT say is on no queue, so the live stream does not tell of it
    const timer = setInterval(() => document.hidden || messages.look(), LOOK_AGAIN_MS);
    return () => {
      end();
      clearInterval(timer);
    };
  }, [messages, conversation?.customerId]);

  if (found.problem?.status === 404) return html`<${Gone} back=${back} />`;
  if (found.problem && !conversation) return html`<section class="conversation"><${Failed} problem=${found.problem} again=${found.reload} /></section>`;
  if (!conversation) return html`<section class="conversation"><${Loading} /></section>`;
  const who = customer.value ? { ...customer.value.profile, customerId: conversation.customerId } : conversation;
  return html`
    <section class="conversation" aria-label="Conversation">
      <header>
        <div class="title">
          ${back && html`<a class="back" href=${back} aria-label="Back to the list">←</a>`}
          <${Heading} title=${printable(nameOf(who))}>
            <a href=${path`/desk/customers/${conversation.customerId}`}><${Words} text=${nameOf(who)} /></a>
          <//>
          <${ChannelChip} channel=${conversation.channel} />
          <${QueueChip} queue=${conversation.queue} ended=${conversation.endedAt} />
          ${customer.value && html`<${Flags} blocked=${customer.value.blocked && conversation.queue !== 'blocked'} blacklisted=${customer.value.blacklisted} />`}
        </div>
        <${About} conversation=${conversation} previous=${found.value.previous} next=${found.value.next} />
        <${TicketActions} conversation=${conversation} customer=${customer.value} changed=${refresh} />
      </header>
      <${Stream} messages=${messages} sending=${sending} />
      <${Reply} key=${ticketId} conversation=${conversation} messages=${messages} sending=${sending} setSending=${setSending} />
    </section>
    ${customer.value
      ? html`<${CustomerPanel} customer=${customer.value} changed=${refresh} web=${conversation.web} />`
      : html`<aside class="panel" aria-label="Customer">${customer.problem ? html`<${Failed} problem=${customer.problem} />` : html`<${Loading} />`}</aside>`}
  `;
}

function About({ conversation, previous, next }) {
  const { agent, startedAt, endedAt, rating } = conversation;
  return html`
    <div class="about">
      <span class="quiet">
        ${agent && html`with <${Words} text=${agent} />, `}since <${At} at=${startedAt} />${endedAt && html`, closed <${At} at=${endedAt} />`}
        ${rating && html` <${Stars} score=${rating.score} />`}
      </span>
      <nav aria-label="This customer's conversations">
        ${previous && html`<a href=${path`/desk/conversations/${previous}`}>← Previous</a>`}
        ${next && html`<a href=${path`/desk/conversations/${next}`}>Next →</a>`}
      </nav>
    </div>
  `;
}

function Gone({ back }) {
  return html`
    <section class="conversation" aria-label="Conversation">
      <${Heading} title="Conversation" class="hidden" />
      <${Empty} title="You cannot see this conversation">
        It may be blocked, which only supervisors see, or it was deleted.${' '}
        ${back ? html`<a href=${back}>Back to the list</a>` : html`<a href="/desk/inbox">To the inbox</a>`}
      <//>
    </section>
  `;
}
