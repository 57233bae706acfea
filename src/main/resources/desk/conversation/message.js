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
  return /^https?:\/\//i.test(file.url)
    ? html`<p class="attachment">📎 <a href=${file.url} target="_blank" rel="noopener noreferrer nofollow"><${Words} text=${name} /></a></p>`
    : html`<p class="attachment">📎 <${Words} text=${name} /></p>`;
}
