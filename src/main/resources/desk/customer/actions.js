/* What can be done with a contact. Each asks first, says what it will do, and returns when it is done or given up. */
import { html } from '../html.js';
import { get, path, withQuery } from '../api.js';
import { count, perform } from '../actions.js';
import { nameOf } from '../format.js';
import { Dialog, confirm, openDialog } from '../components/dialog.js';
import { Field } from '../components/field.js';
import { Words } from '../components/words.js';

const LOOKED_AT = 200;

const at = (customerId, action) => path`/api/customers/${customerId}/` + action;
const named = (customer) => html`<${Words} text=${nameOf({ ...customer.profile, customerId: customer.customerId })} />`;

export async function block(customer) {
  const body = await openDialog((close) => html`<${Block} customer=${customer} close=${close} />`);
  if (!body) return;
  await perform({
    title: 'Block',
    path: at(customer.customerId, 'block'),
    body,
    done: ({ detail }) => `The contact is blocked. ${moved(detail)} to Blocked.`,
  });
}

function Block({ customer, close }) {
  const open = customer.openConversations.filter(({ queue }) => queue !== 'blocked').length;
  const submit = (form) => {
    const reason = form.get('reason').trim();
    const until = form.get('until');
    close({ ...(reason && { reason }), ...(until && { until: new Date(until).toISOString() }) });
  };
  return html`
    <${Dialog} title="Block this contact?" close=${close} submit=${submit}>
      <p>
        ${named(customer)} is marked as spam. ${open ? `${count(open, 'open ticket')} and every` : 'Every'} new message go to Blocked,
        where only supervisors look.
      </p>
      <${Field} label="Reason" name="reason" maxlength="1000" hint="May be left empty." />
      <${Field} label="Until" name="until" type="datetime-local" hint="Then the block ends by itself. Empty: never." />
      <footer>
        <button type="button" onClick=${() => close()}>No</button>
        <button class="danger">Yes, block</button>
      </footer>
    <//>
  `;
}

/** Asks whether to bring back or to delete what is blocked. */
export async function unblock(customer) {
  const { customerId } = customer;
  const tickets = await blockedTickets(customerId);
  const choice = await openDialog((close) => html`<${Unblock} customer=${customer} tickets=${tickets} close=${close} />`);
  if (choice === 'restore') {
    await perform({
      title: 'Unblock All',
      path: at(customerId, 'unblock'),
      done: ({ detail }) => `The contact is unblocked. ${moved(detail)} back.`,
    });
  } else if (choice === 'delete') {
    await perform({
      title: 'Delete All',
      path: at(customerId, 'delete-all'),
      done: ({ detail }) =>
        `The contact is unblocked. ${count(detail?.ticketsDeleted ?? 0, 'ticket')} with ${count(detail?.messagesErased ?? 0, 'message')} deleted.`,
    });
  }
}

/** How many there are: { open, all, more }. */
async function blockedTickets(customerId) {
  try {
    const page = await get(withQuery(at(customerId, 'conversations'), { limit: LOOKED_AT }));
    const blocked = page.items.filter(({ queue }) => queue === 'blocked');
    return { open: blocked.filter(({ endedAt }) => !endedAt).length, all: blocked.length, more: !!page.next };
  } catch {
    return null;
  }
}

function Unblock({ customer, tickets, close }) {
  const say = (number) => (tickets ? (tickets.more ? `at least ${count(number, 'ticket')}` : count(number, 'ticket')) : 'the tickets');
  return html`
    <${Dialog} title="Unblock this contact?" close=${close} wide>
      <p>${named(customer)} is no longer blocked, and new messages come to the agents again. What should happen with what came meanwhile?</p>
      <div class="choices">
        <button type="button" onClick=${() => close('restore')}>
          <strong>Unblock All</strong>
          <span>Brings ${say(tickets?.open ?? 0)} back to the agents, all messages with them.</span>
        </button>
        <button type="button" class="danger" onClick=${() => close('delete')}>
          <strong>Delete All</strong>
          <span>Deletes ${say(tickets?.all ?? 0)} with all messages and replies, closed ones too, for good. Profile, tags and other tickets stay.</span>
        </button>
      </div>
      <footer><button type="button" onClick=${() => close()}>Cancel</button></footer>
    <//>
  `;
}

/** Brings one blocked ticket back; the contact stays blocked. */
export async function restoreTicket({ customerId, ticketId }) {
  const sure = await confirm({
    title: 'Restore this ticket?',
    text: html`<p>It goes back to the agents, its messages with it. The contact stays blocked: the next message goes to Blocked again.</p>`,
    yes: 'Yes, restore',
  });
  if (sure) await perform({ title: 'Restore', path: at(customerId, 'unblock'), body: { ticketId }, done: 'The ticket is back with the agents.' });
}

export async function blacklist(customer) {
  const body = await openDialog((close) => html`<${Blacklist} customer=${customer} close=${close} />`);
  if (!body) return;
  await perform({
    title: 'Blacklist',
    path: at(customer.customerId, 'blacklist'),
    body,
    done: ({ detail }) => `The contact is on the blacklist. ${count(detail?.ticketsClosed ?? 0, 'ticket')} closed.`,
  });
}

function Blacklist({ customer, close }) {
  const open = customer.openConversations.length;
  const submit = (form) => close({ reason: form.get('reason').trim() });
  return html`
    <${Dialog} title="Put this contact on the blacklist?" close=${close} submit=${submit}>
      <p>
        ${named(customer)} cannot have conversations any more${open ? `, and ${count(open, 'open ticket')} will be closed` : ''}. Messages are
        kept, and no queue sees them.
      </p>
      <${Field} label="Reason" name="reason" required pattern=".*\\S.*" maxlength="1000" />
      <footer>
        <button type="button" onClick=${() => close()}>No</button>
        <button class="danger">Yes, blacklist</button>
      </footer>
    <//>
  `;
}

export async function unblacklist(customer) {
  const sure = await confirm({
    title: 'Take this contact off the blacklist?',
    text: html`<p>The next message of ${named(customer)} opens a conversation. Nothing is brought back.</p>`,
    yes: 'Yes, take off',
  });
  if (sure) await perform({ title: 'Blacklist', path: at(customer.customerId, 'unblacklist'), done: 'The contact is off the blacklist.' });
}

/** Opens a new conversation; `opened` gets its ticket's id. */
export async function callBack(customer, opened) {
  const channel = await openDialog((close) => html`<${CallBack} customer=${customer} close=${close} />`);
  if (!channel) return;
  await perform({
    title: 'Call back',
    path: at(customer.customerId, 'callback'),
    body: { channel },
    done: 'A new conversation is in your inbox.',
    then: ({ detail }) => detail?.ticketId && opened?.(detail.ticketId),
  });
}

function CallBack({ customer, close }) {
  const channels = Object.keys(customer.counters.byChannel);
  const taken = customer.openConversations.filter(({ queue }) => queue !== 'blocked').map(({ channel }) => channel);
  return html`
    <${Dialog} title="Call this customer back?" close=${close} submit=${(form) => close(form.get('channel').trim())}>
      <p>
        A new conversation with ${named(customer)} opens in your inbox.
        ${taken.length > 0 && ` An open one on the same channel (${taken.join(', ')}) is closed first.`}
      </p>
      <${Field}
        label="Channel"
        name="channel"
        required
        pattern="[a-z0-9\\-]{1,32}"
        list="channels"
        dir="ltr"
        value=${channels[0] ?? ''}
        hint="Small letters, digits and dashes, such as whatsapp."
      />
      <datalist id="channels">${channels.map((channel) => html`<option value=${channel}></option>`)}</datalist>
      <footer>
        <button type="button" onClick=${() => close()}>Cancel</button>
        <button class="primary">Call back</button>
      </footer>
    <//>
  `;
}

function moved(detail) {
  const tickets = detail?.ticketsMoved ?? 0;
  return tickets ? `${count(tickets, 'ticket')} moved` : 'No ticket had to move';
}
