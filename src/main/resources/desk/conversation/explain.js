/* Why a message is where it is. */
import { html } from '../html.js';
import { path } from '../api.js';
import { useResource } from '../pages.js';
import { QUEUES } from '../components/chips.js';
import { Dialog, openDialog } from '../components/dialog.js';
import { Failed, Loading } from '../components/states.js';
import { At } from '../components/time.js';
import { Words } from '../components/words.js';

export function explain(id) {
  return openDialog((close) => html`<${Explanation} id=${id} close=${close} />`);
}

function Explanation({ id, close }) {
  const { value, problem, reload } = useResource(path`/api/messages/${id}/explain`);
  return html`
    <${Dialog} title="Why is this message here?" close=${close} wide>
      ${value ? html`<${Answer} ...${value} />` : problem ? html`<${Failed} problem=${problem} again=${reload} />` : html`<${Loading} />`}
      <footer><button type="button" class="primary" onClick=${() => close()}>Close</button></footer>
    <//>
  `;
}

function Answer({ answer, decision, because, since }) {
  return html`
    <p class="answer" dir="auto">${answer}</p>
    ${decision &&
    html`
      <dl class="facts">
        <dt>Decided</dt>
        <dd><${At} at=${decision.at} /></dd>
        <dt>Rule</dt>
        <dd>${decision.rule}, ${decision.reason}</dd>
        <dt>Queue then</dt>
        <dd>${decision.queue ? QUEUES[decision.queue] : 'none'}</dd>
        ${because && html`<dt>Because of</dt><dd><${Change} change=${because} /></dd>`}
      </dl>
    `}
    ${since?.length > 0 &&
    html`
      <h3>Since then</h3>
      <ol class="changes">
        ${since.map((change) => html`<li><${Change} change=${change} /></li>`)}
      </ol>
    `}
  `;
}

function Change({ change }) {
  return html`
    ${change.command}${change.action ? ` ${change.action}` : ''} by <${Words} text=${change.actor} />, <${At} at=${change.at} />
    ${change.reason && html`: <${Words} text=${change.reason} />`}
  `;
}
