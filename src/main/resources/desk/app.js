/*
 * The desk: which view is at which path.
 *
 * To add a view: write views/name.js with the component as its default export, and add one line to VIEWS. The component gets the
 * parameters of its path as properties (`:id`), and `query`. It begins with <Page title="…">; what it needs is in
 *
 *   html.js      html`…`, hooks, signals, useLocation().route('/desk/…?…')
 *   api.js       get(path`/api/…/${id}`), withQuery(path, { … }), Problem       actions.js  perform({ title, path, body, done })
 *   pages.js     usePages(path) for lists page by page, useResource(path)       live.js     onLive(({ reset, events }) => …)
 *   components/  page.js, table.js (PagedTable), dialog.js (openDialog, Dialog, confirm), field.js, states.js (Empty, Failed,
 *                Loading), words.js (whatever people wrote), time.js (At, Ago), chips.js
 *
 * `at` and `label` make it a tab, `role` says who has it. Links are plain <a href="/desk/…">.
 */
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { html, render, useEffect, useLocation, useRef } from './html.js';
import { Empty } from './components/states.js';
import { Page, viewChanges } from './components/page.js';
import { Shell } from './components/shell.js';
import { startCounts } from './counts.js';
import { startLive } from './live.js';
import { may, me, resume } from './session.js';
import './theme.js';
import Audit from './views/audit.js';
import BlacklistedContacts from './views/blacklisted-contacts.js';
import BlockedContacts from './views/blocked-contacts.js';
import Conversation from './views/conversation.js';
import Customer from './views/customer.js';
import Customers from './views/customers.js';
import Login from './views/login.js';
import Operations from './views/operations.js';
import Queue from './views/queue.js';
import Settings from './views/settings.js';

const VIEWS = [
  { path: '/desk/inbox/:ticketId?', view: Queue, queue: 'inbox', at: '/desk/inbox', label: 'Inbox', role: 'agent' },
  { path: '/desk/unassigned/:ticketId?', view: Queue, queue: 'unassigned', at: '/desk/unassigned', label: 'Unassigned', role: 'agent' },
  { path: '/desk/bot/:ticketId?', view: Queue, queue: 'bot', at: '/desk/bot', label: 'BOT', role: 'agent' },
  { path: '/desk/blocked/:ticketId?', view: Queue, queue: 'blocked', at: '/desk/blocked', label: 'Blocked', role: 'supervisor' },
  { path: '/desk/conversations/:ticketId', view: Conversation, role: 'agent' },
  { path: '/desk/customers', view: Customers, at: '/desk/customers', label: 'Customers', role: 'agent' },
  { path: '/desk/customers/:customerId', view: Customer, role: 'agent' },
  { path: '/desk/blocked-contacts', view: BlockedContacts, at: '/desk/blocked-contacts', label: 'Blocked contacts', role: 'supervisor' },
  { path: '/desk/blacklisted-contacts', view: BlacklistedContacts, role: 'supervisor' },
  { path: '/desk/audit', view: Audit, at: '/desk/audit', label: 'Audit', role: 'supervisor' },
  { path: '/desk/settings', view: Settings, at: '/desk/settings', label: 'Settings', role: 'admin' },
  { path: '/desk/operations', view: Operations, at: '/desk/operations', label: 'Operations', role: 'supervisor' },
];

const TABS = VIEWS.filter(({ label }) => label);

function App() {
  useEffect(() => {
    resume();
  }, []);
  if (me.value === undefined) return null;
  return me.value ? html`<${Desk} key=${me.value.id} />` : html`<${Login} />`;
}

function Desk() {
  useEffect(() => {
    const ends = [startLive(), startCounts()];
    return () => ends.forEach((end) => end());
  }, []);
  return html`
    <${LocationProvider} scope="/desk">
      <${Shell} tabs=${TABS}><${Views} /><//>
    <//>
  `;
}

function Views() {
  const { path, route } = useLocation();
  const before = useRef(path);
  if (before.current !== path) {
    before.current = path;
    viewChanges.value++;
  }
  useEffect(() => {
    if (path === '/desk') route('/desk/inbox', true);
  }, [path]);
  return html`
    <${Router}>
      ${VIEWS.map(({ path, view, queue, role }) => html`<${Route} path=${path} component=${may(role) ? view : NotForYou} queue=${queue} />`)}
      <${Route} default component=${path === '/desk' ? Nothing : NotFound} />
    <//>
  `;
}

const Nothing = () => null;

function NotFound() {
  return html`
    <${Page} title="There is no such page">
      <${Empty} title="Nothing is at this address">Go to the <a href="/desk/inbox">inbox</a>, or to what you want by the tabs above.<//>
    <//>
  `;
}

function NotForYou() {
  return html`
    <${Page} title="Not for your role">
      <${Empty} title="Your role does not allow this page">Ask a supervisor or an admin for what you need here.<//>
    <//>
  `;
}

render(html`<${App} />`, document.getElementById('desk'));
