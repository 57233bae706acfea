/* The customer beside a conversation, and in the 360° view: profile, marks, tags, what can be done. */
import { html, useLocation } from '../html.js';
import { path } from '../api.js';
import { nameOf } from '../format.js';
import { may } from '../session.js';
import { At } from '../components/time.js';
import { Words } from '../components/words.js';
import { blacklist, block, callBack, unblacklist, unblock } from './actions.js';
import { Profile, Tags, editProfile } from './profile.js';

export function CustomerPanel({ customer, changed, web }) {
  return html`
    <aside class="panel" aria-label="Customer">
      <h2>
        <a href=${path`/desk/customers/${customer.customerId}`}><${Words} text=${nameOf({ ...customer.profile, customerId: customer.customerId })} /></a>
      </h2>
      <${ContactActions} customer=${customer} changed=${changed} />
      <${CustomerFacts} customer=${customer} changed=${changed} web=${web} />
    </aside>
  `;
}

export function ContactActions({ customer, changed }) {
  const { route } = useLocation();
  const does = (action) => () => action(customer).then(changed);
  const open = (ticketId) => route(path`/desk/inbox/${ticketId}`);
  return html`
    <div class="actions">
      <button onClick=${() => callBack(customer, open).then(changed)}>Call back</button>
      ${customer.blocked
        ? may('supervisor') && html`<button onClick=${does(unblock)}>Unblock</button>`
        : html`<button class="danger" onClick=${does(block)}>Block</button>`}
      ${customer.blacklisted
        ? html`<button onClick=${does(unblacklist)}>Off the blacklist</button>`
        : html`<button class="danger" onClick=${does(blacklist)}>Blacklist</button>`}
    </div>
  `;
}

/** All that is known, in sections. */
export function CustomerFacts({ customer, changed, web }) {
  return html`
    <${Marks} customer=${customer} />
    <section>
      <header><h3>Profile</h3><button class="small" onClick=${() => editProfile(customer).then(changed)}>Edit</button></header>
      <${Profile} customer=${customer} />
    </section>
    <section>
      <h3>Tags</h3>
      <${Tags} customer=${customer} changed=${changed} />
    </section>
    <section>
      <h3>So far</h3>
      <${Counters} customer=${customer} />
    </section>
    ${web && html`<section><h3>From the web</h3><${Web} web=${web} /></section>`}
  `;
}

/** Blocked and blacklisted: by whom, when, why. */
function Marks({ customer: { blocked, blacklisted } }) {
  return html`
    ${blocked &&
    html`
      <section class="mark">
        <h3>Blocked</h3>
        <p>by <${Words} text=${blocked.by} />, <${At} at=${blocked.at} />${blocked.until && html`, until <${At} at=${blocked.until} />`}</p>
        ${blocked.reason && html`<p><${Words} text=${blocked.reason} /></p>`}
      </section>
    `}
    ${blacklisted &&
    html`
      <section class="mark">
        <h3>Blacklisted</h3>
        <p>by <${Words} text=${blacklisted.by} />, <${At} at=${blacklisted.at} /></p>
        <p><${Words} text=${blacklisted.reason} /></p>
      </section>
    `}
  `;
}

function Counters({ customer: { createdAt, counters } }) {
  const channels = Object.entries(counters.byChannel);
  return html`
    <dl class="facts">
      <dt>Customer since</dt>
      <dd><${At} at=${createdAt} /></dd>
      <dt>Conversations</dt>
      <dd>
        ${counters.conversations}${channels.length > 0 && ` (${channels.map(([channel, number]) => `${channel} ${number}`).join(', ')})`}
      </dd>
      <dt>Rating</dt>
      <dd>${counters.rated ? `${counters.averageRating.toFixed(1)} of 5, of ${counters.rated}` : 'none yet'}</dd>
    </dl>
  `;
}

/** Where a web customer wrote from. */
function Web({ web }) {
  const facts = [
    ['IP address', web.ip],
    ['Region', web.region],
    ['Browser', web.browser ?? web.userAgent],
    ['System', web.system],
    ['Page', web.source],
  ];
  return html`
    <dl class="facts">
      ${facts.filter(([, value]) => value).map(([label, value]) => html`<dt>${label}</dt><dd><${Words} text=${value} /></dd>`)}
    </dl>
  `;
}
