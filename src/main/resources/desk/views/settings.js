/* The switches: what each does, whether it is on, who changed it last. */
import { html, useState } from '../html.js';
import { path } from '../api.js';
import { perform } from '../actions.js';
import { useResource } from '../pages.js';
import { confirm } from '../components/dialog.js';
import { Page } from '../components/page.js';
import { Failed, Loading } from '../components/states.js';
import { At } from '../components/time.js';
import { Words } from '../components/words.js';

const CHANNEL = 'bot.channels.';

const SWITCHES = {
  'block-contact.enabled': ['Blocking', 'Agents can block contacts. Off: new blocks are refused; who is blocked stays blocked, and can be unblocked.'],
  'customers-page.enabled': ['Customers page', 'Everybody can list and search customers. Off: a single customer can still be opened.'],
  'bot.enabled': ['BOT', 'The BOT takes new conversations. Off: they wait in Unassigned, and what the BOT has goes there with its next message.'],
};

export default function Settings() {
  const { value: settings, problem, reload } = useResource('/api/settings');
  if (!settings) {
    return html`<${Page} title="Settings">${problem ? html`<${Failed} problem=${problem} again=${reload} />` : html`<${Loading} />`}<//>`;
  }
  const channels = settings.filter(({ name }) => name.startsWith(CHANNEL));
  return html`
    <${Page} title="Settings">
      <section class="card settings" aria-labelledby="switches">
        <h2 id="switches">For everybody</h2>
        <ul>
          ${settings
            .filter(({ name }) => !name.startsWith(CHANNEL))
            .map((each) => html`<${Switch} key=${each.name} setting=${each} changed=${reload} />`)}
        </ul>
      </section>
      <section class="card settings" aria-labelledby="channels">
        <h2 id="channels">The BOT on single channels</h2>
        <p class="quiet">A channel in this list does as it says here, whatever the switch of the BOT says. A channel once here stays here.</p>
        ${channels.length > 0 && html`<ul>${channels.map((each) => html`<${Switch} key=${each.name} setting=${each} changed=${reload} />`)}</ul>`}
        <${NewChannel} known=${channels} changed=${reload} />
      </section>
    <//>
  `;
}

function Switch({ setting: { name, value, changedAt, changedBy }, changed }) {
  const [title, does] = SWITCHES[name] ?? [name.slice(CHANNEL.length), `The BOT ${value ? 'takes' : 'does not take'} new conversations on this channel.`];
  const [busy, setBusy] = useState(false);
  const turn = async () => {
    if (value && !(await sure(title))) return;
    setBusy(true);
    await set(name, !value);
    await changed();
    setBusy(false);
  };
  return html`
    <li class="setting">
      <div class="grow">
        <strong id="name-${name}"><${Words} text=${title} /></strong>
        <p id="does-${name}" class="quiet">${does}</p>
        <small class="quiet">
          ${changedAt ? html`Changed <${At} at=${changedAt} />${changedBy && html` by <${Words} text=${changedBy} />`}` : 'Never changed'} · <code>${name}</code>
        </small>
      </div>
      <button role="switch" class="toggle" aria-checked=${String(value)} aria-labelledby="name-${name}" aria-describedby="does-${name}" disabled=${busy} onClick=${turn}>
        ${value ? 'On' : 'Off'}
      </button>
    </li>
  `;
}

/** What is turned off stops for everybody at once. */
function sure(title) {
  return confirm({ title: `Turn "${title}" off?`, text: html`<p>It holds for everybody, from the next moment on.</p>`, yes: 'Yes, turn off' });
}

function set(name, value) {
  return perform({
    title: 'Settings',
    method: 'PUT',
    path: path`/api/settings/${name}`,
    body: { value },
    done: `${SWITCHES[name]?.[0] ?? name} is ${value ? 'on' : 'off'}.`,
  });
}

function NewChannel({ known, changed }) {
  const [channel, setChannel] = useState('');
  const taken = known.some(({ name }) => name === CHANNEL + channel);
  const add = (value) => (event) => {
    if (!event.target.form.reportValidity()) return;
    set(CHANNEL + channel, value).then((outcome) => {
      if (outcome) setChannel('');
      changed();
    });
  };
  return html`
    <form class="new-channel" onSubmit=${(event) => event.preventDefault()}>
      <label for="channel">Another channel</label>
      <input id="channel" dir="ltr" autocomplete="off" required pattern="[a-z0-9\\-]{1,32}" placeholder="whatsapp" value=${channel} onInput=${(event) => setChannel(event.target.value)} />
      <button type="button" disabled=${!channel || taken} onClick=${add(true)}>With the BOT</button>
      <button type="button" disabled=${!channel || taken} onClick=${add(false)}>Without the BOT</button>
      <small class="quiet" role="status">${taken ? 'This channel is in the list already.' : 'Small letters, digits and dashes.'}</small>
    </form>
  `;
}
