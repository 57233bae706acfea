/* Who changed what, when and why. */
import { html } from '../html.js';
import { path, withQuery } from '../api.js';
import { startOf, useFilters } from '../filters.js';
import { usePages } from '../pages.js';
import { ChoiceFilter, DayFilter, FilterBar, TextFilter } from '../components/filter-bar.js';
import { Page } from '../components/page.js';
import { Empty } from '../components/states.js';
import { PagedTable } from '../components/table.js';
import { At } from '../components/time.js';
import { Id, Words } from '../components/words.js';

const COMMANDS = [
  ['', 'Any'],
  ['block', 'Block'],
  ['unblock', 'Unblock'],
  ['delete-all', 'Delete All'],
  ['blacklist', 'Blacklist'],
  ['ticket', 'Ticket'],
  ['customer', 'Customer'],
  ['settings', 'Settings'],
];

export default function Audit() {
  const filters = useFilters();
  const { customerId, actor, command, from, to } = filters.query;
  const list = usePages(withQuery('/api/audit', { customerId, actor, command, from: startOf(from), to: startOf(to, 1) }));
  return html`
    <${Page} title="Audit trail" actions=${html`<button onClick=${list.reload}>Refresh</button>`}>
      <${FilterBar} filters=${filters} label="Find changes">
        <${TextFilter} filters=${filters} name="customerId" label="Customer" hint="The whole id" />
        <${TextFilter} filters=${filters} name="actor" label="Who" hint="The whole id" />
        <${ChoiceFilter} filters=${filters} name="command" label="What" options=${COMMANDS} />
        <${DayFilter} filters=${filters} name="from" label="From" />
        <${DayFilter} filters=${filters} name="to" label="To" />
      <//>
      <div class="card list">
        <${PagedTable}
          label="Changes"
          list=${list}
          rowKey=${(change) => change.command + change.commandId + change.customerId}
          columns=${COLUMNS}
          empty=${html`<${Empty} title="No change fits">
            ${filters.any ? 'Take a filter away. Ids have to be whole here; Customers finds them by a part.' : 'Every block, unblock, delete, blacklist and settings change will be here.'}
          <//>`}
        />
      </div>
    <//>
  `;
}

const COLUMNS = [
  { title: 'When', cell: (change) => html`<${At} at=${change.at} />` },
  { title: 'Who', cell: (change) => html`<a href=${withQuery('/desk/audit', { actor: change.actor })}><${Words} text=${change.actor} /></a>` },
  { title: 'What', cell: (change) => html`<span class="chip ${TONES[change.command] ?? ''}">${what(change)}</span>` },
  { title: 'About', cell: (change) => html`<${About} ...${change} />` },
  { title: 'Why', cell: (change) => (change.reason ? html`<${Words} text=${change.reason} />` : '–') },
  { title: 'Changed', cell: (change) => html`<${Detail} detail=${change.detail} />` },
];

const TONES = { block: 'bad', 'delete-all': 'bad', blacklist: 'bad' };

function what({ command, action }) {
  return action ? `${command} · ${action}` : command;
}

function About({ customerId, setting }) {
  if (setting) return html`<code>${setting}</code>`;
  return customerId ? html`<a href=${path`/desk/customers/${customerId}`}><${Id} id=${customerId} /></a>` : '–';
}

/** Counts that are zero say nothing. */
function Detail({ detail }) {
  const said = Object.entries(detail ?? {}).filter(([, value]) => value !== 0 && value !== null && String(value) !== '');
  if (!said.length) return '–';
  return html`
    <dl class="details">
      ${said.map(([name, value]) => html`<div key=${name}><dt>${words(name)}</dt><dd>${isTime(value) ? html`<${At} at=${value} />` : html`<${Words} text=${shown(value)} />`}</dd></div>`)}
    </dl>
  `;
}

/** ticketsMoved: "tickets moved". */
const words = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isTime = (value) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);

function shown(value) {
  if (Array.isArray(value)) return value.join(', ');
  if (value === true) return 'on';
  if (value === false) return 'off';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
