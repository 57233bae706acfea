/* The 360° view of a customer: all that is known, every conversation, and everything that was said. */
import { html, useEffect, useMemo } from '../html.js';
import { path } from '../api.js';
import { onLive } from '../live.js';
import { usePages, useResource } from '../pages.js';
import { nameOf, printable } from '../format.js';
import { atMostEvery } from '../pace.js';
import { ChannelChip, Flags, QueueChip, Stars } from '../components/chips.js';
import { Heading, Page } from '../components/page.js';
import { Empty, Failed, Loading } from '../components/states.js';
import { PagedTable } from '../components/table.js';
import { Ago, At } from '../components/time.js';
import { Id, Words } from '../components/words.js';
import { Messages } from '../conversation/messages.js';
import { Stream } from '../conversation/stream.js';
import { ContactActions, CustomerFacts } from '../customer/panel.js';

const REFRESH_EVERY_MS = 1_000;

export default function Customer({ customerId, query }) {
  const { value: customer, problem, reload } = useResource(path`/api/customers/${customerId}`);
  useEffect(() => {
    const refresh = atMostEvery(REFRESH_EVERY_MS, reload);
    return onLive(({ reset, events }) => {
      if (reset || events.some((event) => event.customerId === customerId)) refresh();
    });
  }, [reload]);

  if (problem?.status === 404) return html`<${Unknown} customerId=${customerId} />`;
  if (problem && !customer) return html`<${Page} title="Customer"><${Failed} problem=${problem} again=${reload} /><//>`;
  if (!customer) return html`<${Loading} />`;
  const name = nameOf({ ...customer.profile, customerId });
  const all = query.show === 'messages';
  const here = path`/desk/customers/${customerId}`;
  return html`
    <div class="page customer">
      <header class="page-head">
        <div>
          <div class="title">
            <${Heading} title=${printable(name)}><${Words} text=${name} /><//>
            <${Flags} blocked=${customer.blocked} blacklisted=${customer.blacklisted} />
          </div>
          <p class="quiet"><${Id} id=${customerId} /> · last active <${Ago} at=${customer.lastActivityAt} /></p>
        </div>
        <${ContactActions} customer=${customer} changed=${reload} />
      </header>
      <div class="two">
        <div class="card facts-card"><h2 class="hidden">About the customer</h2><${CustomerFacts} customer=${customer} changed=${reload} web=${latestWeb(customer)} /></div>
        <div class="card">
          <nav class="subtabs" aria-label="What was said">
            <a href=${here} aria-current=${all ? undefined : 'page'}>Interactions</a>
            <a href="${here}?show=messages" aria-current=${all ? 'page' : undefined}>All messages</a>
          </nav>
          ${all
            ? html`<${AllMessages} key=${customerId} customerId=${customerId} />`
            : html`<${Interactions} customerId=${customerId} version=${version(customer)} />`}
        </div>
      </div>
    </div>
  `;
}

const latestWeb = ({ openConversations }) => openConversations.findLast(({ web }) => web)?.web;

/** Changes when the list of conversations has to be loaded again. */
function version({ openConversations, counters, blocked, blacklisted }) {
  return JSON.stringify([openConversations.map(({ ticketId, queue, agent }) => [ticketId, queue, agent]), counters, blocked?.at, blacklisted?.at]);
}

function Interactions({ customerId, version }) {
  const list = usePages(path`/api/customers/${customerId}/conversations`, { limit: 25 });
  const seen = useMemo(() => ({ version }), []);
  useEffect(() => {
    if (seen.version !== version) list.reload();
    seen.version = version;
  }, [version]);
  return html`
    <${PagedTable}
      label="Interactions"
      list=${list}
      rowKey=${(row) => row.ticketId}
      columns=${COLUMNS}
      empty=${html`<${Empty} title="No conversation yet">The first message, or a callback, begins one.<//>`}
    />
  `;
}

const COLUMNS = [
  { title: 'Start', cell: (row) => html`<a href=${path`/desk/conversations/${row.ticketId}`}><${At} at=${row.startedAt} /></a>` },
  { title: 'End', cell: (row) => (row.endedAt ? html`<${At} at=${row.endedAt} />` : html`<${QueueChip} queue=${row.queue} />`) },
  { title: 'Channel', cell: (row) => html`<${ChannelChip} channel=${row.channel} />` },
  { title: 'Agent', cell: (row) => (row.agent ? html`<${Words} text=${row.agent} />` : '–') },
  { title: 'Rating', cell: (row) => (row.rating ? html`<${Stars} score=${row.rating.score} /> <${Words} text=${row.rating.comment} />` : '–') },
  { title: 'From', cell: (row) => html`<${Words} text=${from(row.web)} />` },
];

function from(web) {
  return web ? [web.region, web.ip, web.browser, web.system, web.source].filter(Boolean).join(' · ') : '–';
}

function AllMessages({ customerId }) {
  const messages = useMemo(() => new Messages(path`/api/customers/${customerId}/messages`), [customerId]);
  useEffect(() => {
    messages.load();
    const end = onLive(({ reset, events }) => {
      if (reset || events.some((event) => event.customerId === customerId)) messages.look();
    });
    return () => {
      end();
      messages.close();
    };
  }, [messages]);
  return html`<${Stream} messages=${messages} />`;
}

function Unknown({ customerId }) {
  return html`
    <${Page} title="There is no such customer">
      <${Empty} title="Nobody has this id">
        No customer is called <${Id} id=${customerId} />. Ids are case-sensitive; look for the name in <a href="/desk/customers">Customers</a>.
      <//>
    <//>
  `;
}
