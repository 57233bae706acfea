/* Contacts with a flag: the blocked ones and the blacklisted ones, each with who set it, when and why. */
import { html } from '../html.js';
import { path } from '../api.js';
import { usePages } from '../pages.js';
import { Page } from './page.js';
import { PagedTable } from './table.js';
import { At } from './time.js';
import { CustomerName, Id, Words } from './words.js';

const KINDS = [
  ['/desk/blocked-contacts', 'Blocked'],
  ['/desk/blacklisted-contacts', 'Blacklisted'],
];

/** `action` is { label, does(customer) } of each row; with `ends` there is a column for the end. */
export function FlaggedContacts({ title, here, list: where, action, ends, empty }) {
  const list = usePages(where);
  const columns = [
    { title: 'Name', cell: (row) => html`<a href=${path`/desk/customers/${row.customerId}`}><${CustomerName} customer=${row} /></a>` },
    { title: 'Id', cell: (row) => html`<${Id} id=${row.customerId} />` },
    { title: 'Since', cell: (row) => html`<${At} at=${row.at} />` },
    { title: 'By', cell: (row) => html`<${Words} text=${row.by} />` },
    { title: 'Why', cell: (row) => (row.reason ? html`<${Words} text=${row.reason} />` : '–') },
    ...(ends ? [{ title: 'Until', cell: (row) => (row.until ? html`<${At} at=${row.until} />` : 'somebody unblocks') }] : []),
    {
      title: 'Do',
      cell: (row) => html`
        <button class="small" onClick=${() => action.does({ ...row, profile: row }).then(list.reload)}>
          ${action.label}<span class="hidden"> <${CustomerName} customer=${row} /></span>
        </button>
      `,
    },
  ];
  return html`
    <${Page} title=${title} actions=${html`<button onClick=${list.reload}>Refresh</button>`}>
      <div class="card list">
        <nav class="subtabs" aria-label="Which contacts">
          ${KINDS.map(([at, label]) => html`<a href=${at} aria-current=${at === here ? 'page' : undefined}>${label}</a>`)}
        </nav>
        <${PagedTable} label=${title} list=${list} rowKey=${(row) => row.customerId} columns=${columns} empty=${empty} />
      </div>
    <//>
  `;
}
