/* One conversation by itself, at an address that can be given to somebody. */
import { html } from '../html.js';
import { ConversationPane } from '../conversation/pane.js';

export default function Conversation({ ticketId }) {
  return html`<div class="desk alone"><${ConversationPane} key=${ticketId} ticketId=${ticketId} /></div>`;
}
