/* Who is on the blacklist. */
import { html } from '../html.js';
import { unblacklist } from '../customer/actions.js';
import { FlaggedContacts } from '../components/flagged.js';
import { Empty } from '../components/states.js';

export default function BlacklistedContacts() {
  return html`
    <${FlaggedContacts}
      title="Blacklisted contacts"
      here="/desk/blacklisted-contacts"
      list="/api/blacklisted-contacts"
      action=${{ label: 'Take off', does: unblacklist }}
      empty=${html`<${Empty} title="Nobody is on the blacklist">Whoever is put there cannot have conversations. It is done on the page of a customer.<//>`}
    />
  `;
}
