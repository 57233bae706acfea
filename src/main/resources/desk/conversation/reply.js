/* What the agent says. A draft is kept while other conversations are looked at. */
import { html, useEffect, useRef, useState } from '../html.js';
import { act, newKey, path } from '../api.js';
import { notifyProblem } from '../notices.js';

const LONGEST = 65_536;
const LOOKS_MS = [300, 500, 800, 1_200, 2_000, 3_000, 5_000, 8_000];

const drafts = new Map();

/** `sending` is what is on its way: a list and how to change it. */
export function Reply({ conversation, messages, sending, setSending }) {
  const { ticketId, customerId } = conversation;
  const [text, setText] = useState(drafts.get(ticketId) ?? '');
  const input = useRef(null);
  useEffect(() => {
    drafts.set(ticketId, text);
    if (!text) drafts.delete(ticketId);
    grow(input.current);
  }, [text]);

  const why = whyNot(conversation);
  if (why) return html`<p class="reply closed">${why}</p>`;

  function submit(event) {
    event?.preventDefault();
    if (!text.trim()) return;
    setText('');
    input.current.focus();
    post({ text, key: newKey() });
  }

  async function post(said) {
    setSending((all) => [...all.filter(({ key }) => key !== said.key), said]);
    try {
      const { messageId } = await act('POST', path`/api/customers/${customerId}/tickets/${ticketId}/replies`, { text: said.text }, said.key);
      setSending((all) => all.map((each) => (each.key === said.key ? { ...each, messageId } : each)));
      await untilThere(messageId);
      setSending((all) => all.filter(({ key }) => key !== said.key));
    } catch (problem) {
      setSending((all) => all.map((each) => (each.key === said.key ? { ...each, failed: true } : each)));
      notifyProblem('Reply: not posted', problem, () => post(said));
    }
  }

  async function untilThere(messageId) {
    for (const ms of LOOKS_MS) {
      await new Promise((done) => setTimeout(done, ms));
      messages.look();
      if (messages.has(messageId)) return;
    }
  }

  return html`
    <form class="reply" onSubmit=${submit}>
      <label class="hidden" for="reply">Reply</label>
      <textarea
        id="reply"
        ref=${input}
        rows="2"
        dir="auto"
        maxlength=${LONGEST}
        placeholder="Write a reply"
        value=${text}
        onInput=${(event) => setText(event.target.value)}
        onKeyDown=${(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit(event)}
      ></textarea>
      <div class="below">
        <small class="quiet">Ctrl+Enter sends</small>
        <button class="primary" disabled=${!text.trim()}>Send</button>
      </div>
    </form>
  `;
}

function whyNot({ endedAt, queue }) {
  if (endedAt) return 'This conversation is closed. To talk to the customer again, call back.';
  if (queue === 'blocked') return 'This contact is blocked: no reply leaves. Unblock the contact to answer.';
  return null;
}

function grow(area) {
  if (!area) return;
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, 240)}px`;
}
