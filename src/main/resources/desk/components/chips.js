/* Small labels: where a ticket is, on which channel, how a customer is marked. */
import { html } from '../html.js';

export const QUEUES = { inbox: 'Inbox', unassigned: 'Unassigned', bot: 'BOT', blocked: 'Blocked' };

export function QueueChip({ queue, ended }) {
  return ended
    ? html`<span class="chip">Closed</span>`
    : html`<span class="chip queue-${queue}">${QUEUES[queue] ?? queue}</span>`;
}

export function ChannelChip({ channel }) {
  return html`<span class="chip channel">${channel}</span>`;
}

/** What the contact is marked as; nothing if as nothing. */
export function Flags({ blocked, blacklisted }) {
  return html`
    ${blocked && html`<span class="chip bad">Blocked</span>`}
    ${blacklisted && html`<span class="chip bad">Blacklisted</span>`}
  `;
}

/** A rating of 1 to 5. */
export function Stars({ score }) {
  return html`<span class="stars" role="img" aria-label="${score} of 5">${'★'.repeat(score)}${'☆'.repeat(5 - score)}</span>`;
}
