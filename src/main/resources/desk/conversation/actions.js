/* What can be done with a ticket, by where it is. */
import { html } from '../html.js';
import { path } from '../api.js';
import { perform } from '../actions.js';
import { may, me } from '../session.js';
import { Dialog, confirm, openDialog } from '../components/dialog.js';
import { Field } from '../components/field.js';
import { restoreTicket } from '../customer/actions.js';

const SCORES = [1, 2, 3, 4, 5];

export function TicketActions({ conversation, changed }) {
  const { queue, agent, endedAt } = conversation;
  const open = !endedAt;
  const blocked = queue === 'blocked';
  const does = (action) => () => action(conversation).then(changed);
  return html`
    <div class="actions">
      <a class="button to-customer" href=${path`/desk/customers/${conversation.customerId}`}>Customer</a>
      ${open && !blocked && agent !== me.value.id && html`<button class="primary" onClick=${does(assignToMe)}>Assign to me</button>`}
      ${open && !blocked && html`<button onClick=${does(handOver)}>Hand over</button>`}
      ${open && html`<button onClick=${does(close)}>Close</button>`}
      ${!blocked && html`<button onClick=${does(rate)}>Rate</button>`}
      ${open && blocked && may('supervisor') && html`<button onClick=${does(restoreTicket)}>Restore this ticket</button>`}
    </div>
  `;
}

function on({ customerId, ticketId }, action) {
  return path`/api/customers/${customerId}/tickets/${ticketId}/` + action;
}

function assignToMe(conversation) {
  return perform({ title: 'Assign to me', path: on(conversation, 'assign'), done: 'The conversation is yours: it is in your inbox.' });
}

async function handOver(conversation) {
  const to = await openDialog((done) => html`<${HandOver} conversation=${conversation} close=${done} />`);
  if (to === undefined) return;
  if (to) {
    await perform({ title: 'Hand over', path: on(conversation, 'assign'), body: { agent: to }, done: `It is in the inbox of ${to}.` });
  } else {
    await perform({ title: 'Hand over', path: on(conversation, 'handover'), done: 'It waits in Unassigned.' });
  }
}

function HandOver({ conversation, close }) {
  const waits = conversation.queue === 'unassigned';
  const submit = (form) => close(form.get('to') === 'agent' ? form.get('agent').trim() : '');
  return html`
    <${Dialog} title="Hand over" close=${close} submit=${submit}>
      <fieldset>
        <legend>To</legend>
        <label><input type="radio" name="to" value="unassigned" checked=${!waits} disabled=${waits} /> Unassigned, so that anybody takes it</label>
        <label><input type="radio" name="to" value="agent" checked=${waits} /> another agent</label>
      </fieldset>
      <${Field}
        label="Agent"
        name="agent"
        maxlength="128"
        hint="Their name, as they log in. Only for another agent."
        onFocus=${(event) => (event.target.form.elements.to.value = 'agent')}
        onInput=${(event) => event.target.setCustomValidity('')}
      />
      <footer>
        <button type="button" onClick=${() => close()}>Cancel</button>
        <button class="primary" onClick=${requireAgent}>Hand over</button>
      </footer>
    <//>
  `;
}

function requireAgent(event) {
  const { to, agent } = event.target.form.elements;
  agent.setCustomValidity(to.value === 'agent' && !agent.value.trim() ? 'Say which agent' : '');
}

async function close(conversation) {
  const sure = await confirm({
    title: 'Close this conversation?',
    text: html`<p>It leaves its queue. The customer’s next message opens a new one.</p>`,
    yes: 'Close it',
    no: 'Keep it open',
  });
  if (sure) await perform({ title: 'Close', path: on(conversation, 'close'), done: 'The conversation is closed.' });
}

async function rate(conversation) {
  const body = await openDialog((done) => html`<${Rate} conversation=${conversation} close=${done} />`);
  if (body) await perform({ title: 'Rate', path: on(conversation, 'rating'), body, done: 'The rating is kept.' });
}

function Rate({ conversation, close }) {
  const now = conversation.rating;
  const submit = (form) => {
    const comment = form.get('comment').trim();
    close({ score: Number(form.get('score')), ...(comment && { comment }) });
  };
  return html`
    <${Dialog} title="How satisfied was the customer?" close=${close} submit=${submit}>
      <fieldset class="score">
        <legend>Score, 5 is best</legend>
        ${SCORES.map(
          (score) => html`<label><input type="radio" name="score" value=${score} required checked=${score === now?.score} /> ${score}</label>`,
        )}
      </fieldset>
      <${Field} label="Comment" name="comment" rows="3" maxlength="1000" value=${now?.comment ?? ''} />
      <footer>
        <button type="button" onClick=${() => close()}>Cancel</button>
        <button class="primary">Rate</button>
      </footer>
    <//>
  `;
}
