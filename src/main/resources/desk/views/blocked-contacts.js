/* Who is blocked. */
import { html } from '../html.js';
import { unblock } from '../customer/actions.js';
import { FlaggedContacts } from '../components/flagged.js';
import { Empty } from '../components/states.js';

export default function BlockedContacts() {
  return html`
    <${FlaggedContacts}
      title="Blocked contacts"
      here="/desk/blocked-contacts"
      list="/api/blocked-contacts"
      action=${{ label: 'Unblock', does: unblock }}
      ends
      empty=${html`<${Empty} title="Nobody is blocked">Agents block a contact beside a conversation. Their open tickets are then in <a href="/desk/blocked">Blocked</a>.<//>`}
    />
  `;
}
