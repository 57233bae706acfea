/* What agents know of a customer, and how they change it. */
import { html, useState } from '../html.js';
import { path } from '../api.js';
import { perform } from '../actions.js';
import { Dialog, openDialog } from '../components/dialog.js';
import { Field } from '../components/field.js';
import { Id, Words } from '../components/words.js';

const FIELDS = [
  ['nickname', 'Nickname'],
  ['realName', 'Real name'],
  ['phone', 'Phone'],
  ['qq', 'QQ'],
  ['email', 'E-mail'],
  ['company', 'Company'],
  ['note', 'Note'],
];

export function Profile({ customer }) {
  const { profile, customerId } = customer;
  return html`
    <dl class="facts">
      <dt>Id</dt>
      <dd><${Id} id=${customerId} /></dd>
      ${FIELDS.filter(([field]) => profile[field]).map(([field, label]) => html`<dt>${label}</dt><dd><${Words} text=${profile[field]} /></dd>`)}
    </dl>
  `;
}

/** Edits what can be edited, and sends only what has changed. */
export async function editProfile(customer) {
  const body = await openDialog((close) => html`<${Edit} customer=${customer} close=${close} />`);
  if (!body) return;
  await perform({
    title: 'Profile',
    method: 'PATCH',
    path: path`/api/customers/${customer.customerId}/profile`,
    body,
    done: 'The profile is changed.',
  });
}

function Edit({ customer, close }) {
  const { profile, customerId } = customer;
  const submit = (form) => {
    const changed = FIELDS.map(([field]) => [field, form.get(field).trim()]).filter(([field, value]) => value !== (profile[field] ?? ''));
    close(changed.length ? Object.fromEntries(changed) : undefined);
  };
  return html`
    <${Dialog} title="Edit the profile" close=${close} submit=${submit} wide>
      <div class="columns">
        <${Field} label="Id" name="customerId" value=${customerId} readonly hint="Stays as it is." />
        ${FIELDS.map(
          ([field, label]) =>
            html`<${Field} label=${label} name=${field} value=${profile[field] ?? ''} rows=${field === 'note' ? 3 : undefined} maxlength="1000" />`,
        )}
      </div>
      <footer>
        <button type="button" onClick=${() => close()}>Cancel</button>
        <button class="primary">Save</button>
      </footer>
    <//>
  `;
}

/** The tags, each with a button that takes it off, and a line for a new one. */
export function Tags({ customer, changed }) {
  const [text, setText] = useState('');
  const change = (body, done) =>
    perform({ title: 'Tags', path: path`/api/customers/${customer.customerId}/tags`, body, done }).then(changed);
  const add = (event) => {
    event.preventDefault();
    const tag = text.trim();
    if (!tag) return;
    setText('');
    change({ add: [tag] }, 'The tag is added.');
  };
  return html`
    <ul class="tags">
      ${customer.tags.map(
        (tag) => html`
          <li key=${tag}>
            <${Words} text=${tag} />
            <button class="bare" aria-label="Remove the tag ${tag}" onClick=${() => change({ remove: [tag] }, 'The tag is removed.')}>×</button>
          </li>
        `,
      )}
    </ul>
    <form class="add-tag" onSubmit=${add}>
      <label class="hidden" for="new-tag">New tag</label>
      <input id="new-tag" placeholder="New tag" maxlength="64" dir="auto" autocomplete="off" value=${text} onInput=${(event) => setText(event.target.value)} />
      <button class="small" disabled=${!text.trim()}>Add</button>
    </form>
  `;
}
