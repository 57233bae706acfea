/* All customers: filtered, sorted, page by page. */
import { html } from '../html.js';
import { path, withQuery } from '../api.js';
import { startOf, useFilters } from '../filters.js';
import { total } from '../format.js';
import { usePages } from '../pages.js';
import { Flags } from '../components/chips.js';
import { ChoiceFilter, DayFilter, FilterBar, TextFilter } from '../components/filter-bar.js';
import { Page } from '../components/page.js';
import { Empty } from '../components/states.js';
import { PagedTable } from '../components/table.js';
import { Ago, At } from '../components/time.js';
import { CustomerName, Id, Words } from '../components/words.js';

const PERIODS = [
  ['today', 'Today'],
  ['this-week', 'This week'],
  ['this-month', 'This month'],
  ['days', 'From … to …'],
  ['all', 'Any time'],
];
const SORTS = [
  ['created', 'Newest first'],
  ['last-activity', 'Last active first'],
  ['name', 'By name'],
];
const EITHER = [
  ['', 'Any'],
  ['true', 'Yes'],
  ['false', 'No'],
];
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export default function Customers() {
  const filters = useFilters();
  const { query } = filters;
  const period = periodOf(query);
  const list = usePages(listPath(query, period));
  return html`
    <${Page} title="Customers">
      <${FilterBar} filters=${filters} label="Find customers">
        <${TextFilter} filters=${filters} name="name" label="Name" />
        <${TextFilter} filters=${filters} name="id" label="Id" />
        <${TextFilter} filters=${filters} name="tag" label="Tag" />
        <${ChoiceFilter} filters=${filters} name="period" label="Created" options=${PERIODS} value=${period} also=${noDays} />
        ${period === 'days' &&
        html`
          <${DayFilter} filters=${filters} name="from" label="From" />
          <${DayFilter} filters=${filters} name="to" label="To" />
        `}
        <${ChoiceFilter} filters=${filters} name="blocked" label="Blocked" options=${EITHER} />
        <${ChoiceFilter} filters=${filters} name="blacklisted" label="Blacklisted" options=${EITHER} />
        <${ChoiceFilter} filters=${filters} name="sort" label="Sort" options=${SORTS} value="created" />
      <//>
      <${Found} list=${list} />
      <div class="card list">
        <${PagedTable}
          label="Customers"
          list=${list}
          rowKey=${(customer) => customer.customerId}
          columns=${COLUMNS}
          empty=${html`<${Nobody} filters=${filters} period=${period} />`}
        />
      </div>
    <//>
  `;
}

/** What the API takes for granted too: this week, or with a search any time. */
function periodOf({ period, name, id }) {
  return PERIODS.some(([known]) => known === period) ? period : name || id ? 'all' : 'this-week';
}

const noDays = (period) => (period === 'days' ? {} : { from: '', to: '' });

function listPath({ name, id, tag, blocked, blacklisted, sort, from, to }, period) {
  const when = period === 'days' ? days(from, to) : { period, zone: ZONE };
  return withQuery('/api/customers', { name, id, tag, blocked, blacklisted, sort, ...when });
}

/** Both days included; without either any time. */
function days(from, to) {
  const when = { from: startOf(from), to: startOf(to, 1) };
  return when.from || when.to ? when : { period: 'all' };
}

function Found({ list: { first } }) {
  if (!first?.total) return null;
  return html`
    <p class="quiet" role="status">
      ${total(first.total)} ${first.total.count === 1 ? 'customer' : 'customers'}${first.total.estimated ? ', estimated' : ''}
      ${!first.complete && html` · More fit than are looked at: add letters to find the rest.`}
    </p>
  `;
}

function Nobody({ filters, period }) {
  const everybody = html`<button onClick=${() => filters.set({ period: 'all', from: '', to: '' })}>Look at any time</button>`;
  return html`
    <${Empty} title="Nobody fits">
      ${period === 'all'
        ? filters.any
          ? 'Take a filter away, or write less of the name: any part of it will do, however it is spelt.'
          : 'A customer is here as soon as their first message has come.'
        : html`Nobody was created in this time who fits the filters. ${everybody}`}
    <//>
  `;
}

const COLUMNS = [
  { title: 'Name', cell: (row) => html`<a href=${path`/desk/customers/${row.customerId}`}><${CustomerName} customer=${row} /></a><${RealName} ...${row} />` },
  { title: 'Id', cell: (row) => html`<${Id} id=${row.customerId} />` },
  { title: 'Tags', cell: (row) => html`<${Labels} ...${row} />` },
  { title: 'Created', cell: (row) => html`<${At} at=${row.createdAt} />` },
  { title: 'Last active', cell: (row) => html`<${Ago} at=${row.lastActivityAt} />` },
];

/** Where it says more than the name above it. */
function RealName({ nickname, realName }) {
  return nickname && realName && realName !== nickname ? html`<br /><small class="quiet"><${Words} text=${realName} /></small>` : null;
}

function Labels({ tags, blocked, blacklisted }) {
  if (!tags.length && !blocked && !blacklisted) return '–';
  return html`
    <span class="labels">
      <${Flags} blocked=${blocked} blacklisted=${blacklisted} />
      ${tags.map((tag) => html`<span key=${tag} class="chip"><${Words} text=${tag} /></span>`)}
    </span>
  `;
}
