/* One message or reply, with its time and what became of it. */
import { html } from '../html.js';
import { exactly, time } from '../format.js';
import { Paragraph, Words } from '../components/words.js';
import { explain } from './explain.js';

const FATES = {
  delivered: 'Sent on',
  blocked: 'Not sent: the contact was blocked',
  blacklisted: 'Not sent: the contact was blacklisted',
  closed: 'Not sent: the conversation was closed',
};

export function Message({ message }) {
  const { saidBy, actor, at, content, reason, id } = message;
  const ours = saidBy !== 'customer';
  const left = !ours || reason === 'delivered';
  return html`
    <li class="message ${ours ? 'ours' : 'theirs'} ${left ? '' : 'not-sent'}" data-id=${id}>
      <div class="bubble">
        ${content.text && html`<${Paragraph} text=${content.text} />`}
        ${content.attachments?.map((file) => html`<${Attachment} file=${file} />`)}
      </div>
      <div class="about">
        ${ours && html`<span>${saidBy === 'bot' ? 'BOT' : html`<${Words} text=${actor} />`}</span>`}
        <time datetime=${at} title=${exactly(at)}>${time(at)}</time>
        ${ours && html`<span class="fate">${FATES[reason] ?? `Not sent: ${reason}`}</span>`}
        ${!ours && html`<button class="bare" onClick=${() => explain(id)}>Why here?</button>`}
      </div>
    </li>
  `;
}

/** A reply that is on its way. */
export function Sending({ text, failed }) {
  return html`
    <li class="message ours sending">
      <div class="bubble"><${Paragraph} text=${text} /></div>
      <div class="about"><span class="fate">${failed ? 'Not posted' : 'On its way …'}</span></div>
    </li>
  `;
}

/** Only a link, and only to the web: nothing of it is loaded here. */
function Attachment({ file }) {
  const name = file.name || file.contentType || 'Attachment';
  const words = html`<${Words} text=${name} />`;
  return html`
    <p class="attachment">
      <${Clip} />
      ${/^https?:\/\//i.test(file.url) ? html`<a href=${file.url} target="_blank" rel="noopener noreferrer nofollow">${words}</a>` : words}
    </p>
  `;
}

function Clip() {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M13 7.5 8 12.6a3.2 3.2 0 0 1-4.6-4.5l5.3-5.4a2.1 2.1 0 0 1 3 3L6.500 11a1 1 0 0 1-1.500-1.500L9.500 5" /></svg>`;
}
