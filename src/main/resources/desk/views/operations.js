/* How the worker is doing that answers: kept up to date while it is looked at. */
import { html, useEffect } from '../html.js';
import { withQuery } from '../api.js';
import { useFilters } from '../filters.js';
import { number } from '../format.js';
import { useResource } from '../pages.js';
import { ChoiceFilter } from '../components/filter-bar.js';
import { QUEUES } from '../components/chips.js';
import { Page } from '../components/page.js';
import { Sparkline } from '../components/sparkline.js';
import { Failed, Loading } from '../components/states.js';
import { Ago, At } from '../components/time.js';
import { Words } from '../components/words.js';

const EVERY_MS = 5_000;
const MINUTES = [
  ['1', 'the last minute'],
  ['5', 'the last 5 minutes'],
  ['15', 'the last 15 minutes'],
];
const PARTS = { db: 'Database', kafka: 'Broker', consumers: 'Consumers', readinessState: 'Worker' };

export default function Operations() {
  const filters = useFilters();
  const minutes = MINUTES.some(([known]) => known === filters.query.minutes) ? filters.query.minutes : '1';
  const { value: now, problem, reload } = useResource(withQuery('/api/operations', { minutes }));
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  if (!now) return html`<${Page} title="Operations">${problem ? html`<${Failed} problem=${problem} again=${reload} />` : html`<${Loading} />`}<//>`;
  return html`
    <${Page} title="Operations" actions=${html`<${ChoiceFilter} filters=${filters} name="minutes" label="Rates and delays of" options=${MINUTES} value="1" />`}>
      ${problem && html`<p class="problem" role="alert">${problem.message} What is below was so <${Ago} at=${now.at} />.</p>`}
      <p class="quiet">
        <span class="chip ${now.ready ? 'queue-inbox' : 'bad'}">${now.ready ? 'Ready' : 'Not ready'}</span>
        ${' '}Worker <${Words} text=${now.worker} />, since <${At} at=${now.startedAt} />. Lag and open tickets are of all workers, the rest is this one's.
      </p>
      <div class="tiles">
        <${Rate} title="Messages" unit="messages a second" rates=${now.rates.messages} points=${curve(now, 'messagesPerSecond')} />
        <${Rate} title="Replies" unit="replies a second" rates=${now.rates.replies} points=${curve(now, 'repliesPerSecond')} />
        <${Rate} title="Commands" unit="commands a second" rates=${now.rates.commands} points=${curve(now, 'commandsPerSecond')} />
        <${DelayTile} delays=${now.delays} points=${curve(now, 'messageDelay')} />
        <${Lag} lag=${now.lag} points=${curve(now, 'lag')} />
        <${OpenTickets} open=${now.openTickets} at=${now.at} points=${curve(now, 'openTickets')} />
        <${Memory} resources=${now.resources} points=${curve(now, 'heapUsedBytes')} />
        <${DeadLetters} count=${now.deadLetters} />
        <${Ready} parts=${now.components} />
        <${Commands} commands=${now.commands} />
      </div>
    <//>
  `;
}

const curve = ({ lately }, name) => lately.map((moment) => ({ at: moment.at, value: moment[name] }));

function Tile({ title, big, unit, tone = '', children }) {
  return html`
    <section class="card tile">
      <h2>${title}</h2>
      ${big !== undefined && html`<p class="big ${tone}">${big} <small>${unit}</small></p>`}
      ${children}
    </section>
  `;
}

/** Rows of [name, value], the largest of many. */
function Facts({ rows }) {
  return html`<dl class="facts numbers">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function Rate({ title, unit, rates = {}, points }) {
  const rows = Object.entries(rates).filter(([, value]) => value > 0);
  const sum = rows.reduce((all, [, value]) => all + value, 0);
  return html`
    <${Tile} title=${title} big=${rate(sum)} unit=${unit}>
      <${Sparkline} points=${points} label=${title} say=${(value) => `${rate(value)} a second`} />
      <${Facts} rows=${rows.map(([name, value]) => [QUEUES[name] ?? name, rate(value)])} />
    <//>
  `;
}

function DelayTile({ delays: { messages, replies, commands }, points }) {
  const row = (name, of) => html`<tr><th scope="row">${name}</th>${['p50', 'p95', 'p99'].map((p) => html`<td class="number">${seconds(of?.[p])}</td>`)}</tr>`;
  return html`
    <${Tile} title="Delay" big=${seconds(messages?.p99)} unit="for 99 of 100 messages">
      <${Sparkline} points=${points} label="Delay of messages" say=${seconds} />
      <table class="small-table">
        <thead><tr><th scope="col"><span class="hidden">What</span></th><th scope="col" class="number">50 %</th><th scope="col" class="number">95 %</th><th scope="col" class="number">99 %</th></tr></thead>
        <tbody>${row('Messages', messages)}${row('Replies', replies)}${row('Commands', commands)}</tbody>
      </table>
    <//>
  `;
}

function Lag({ lag, points }) {
  const sum = lag && Object.values(lag).reduce((all, value) => all + value, 0);
  const waiting = Object.entries(lag ?? {}).filter(([, value]) => value > 0);
  return html`
    <${Tile} title="Waiting to be worked on" big=${lag ? number(sum) : '?'} unit=${lag ? 'records on all input topics' : 'the broker does not say'}>
      <${Sparkline} points=${points} label="Lag" say=${number} />
      <${Facts} rows=${waiting.map(([topic, value]) => [topic, number(value)])} />
    <//>
  `;
}

function OpenTickets({ open, at, points }) {
  const rows = Object.keys(QUEUES).map((queue) => [QUEUES[queue], number(open[queue] ?? 0)]);
  const all = Object.values(open).reduce((sum, value) => sum + value, 0);
  return html`
    <${Tile} title="Open tickets" big=${number(all)} unit="counted every 15 seconds, a million less often">
      <${Sparkline} points=${[...points, { at, value: all }]} label="Open tickets" say=${number} />
      <${Facts} rows=${rows} />
    <//>
  `;
}

function Memory({ resources: { heapUsedBytes, heapMaxBytes, processors, connections, connectionsMax, connectionsWaitedFor }, points }) {
  return html`
    <${Tile} title="Memory" big=${megabytes(heapUsedBytes)} unit="of ${megabytes(heapMaxBytes)} heap">
      <${Sparkline} points=${points} label="Heap" say=${megabytes} />
      <${Facts}
        rows=${[
          ['Processors', `${number(Math.round(processors * 100))} %`],
          ['Connections in use', `${connections} of ${connectionsMax}`],
          ...(connectionsWaitedFor ? [['Waiting for one', connectionsWaitedFor]] : []),
        ]}
      />
    <//>
  `;
}

function DeadLetters({ count }) {
  const sum = Object.values(count).reduce((all, value) => all + value, 0);
  return html`
    <${Tile} title="Dead letters" big=${number(sum)} unit="since the worker's start" tone=${sum ? 'bad-text' : ''}>
      ${sum
        ? html`<${Facts} rows=${Object.entries(count).filter(([, value]) => value > 0).map(([name, value]) => [name, number(value)])} />
            <p class="quiet">They are on the topics that end in <code>-dlt</code>, each with the reason in its headers. Mend the sender, then send them again.</p>`
        : html`<p class="quiet">Everything that came was acceptable.</p>`}
    <//>
  `;
}

function Ready({ parts }) {
  return html`
    <${Tile} title="Readiness">
      <ul class="parts">
        ${parts.map(
          ({ name, status, details }) => html`
            <li key=${name}>
              <span class="chip ${status === 'UP' ? 'queue-inbox' : 'bad'}">${status}</span>
              <strong>${PARTS[name] ?? name}</strong>
              <${Words} text=${inWords(name, details)} class="quiet" />
            </li>
          `,
        )}
      </ul>
    <//>
  `;
}

/** All consumers that work are one thing to say, those that do not are one each. */
function inWords(part, { validationQuery, ...details }) {
  const all = Object.entries(details);
  const bad = all.filter(([, value]) => value !== 'working');
  if (part === 'consumers') return bad.length ? bad.map(([name, value]) => `${name}: ${value}`).join(' · ') : `all ${all.length} work`;
  return all.map(([name, value]) => (name === part || name === 'database' ? value : `${name}: ${value}`)).join(' · ');
}

function Commands({ commands }) {
  return html`
    <${Tile} title="Commands so far">
      ${commands.length
        ? html`<${Facts} rows=${commands.map(({ command, status, count }) => [`${command} · ${status}`, number(count)])} />`
        : html`<p class="quiet">None since the worker's start.</p>`}
    <//>
  `;
}

/** Two digits that count, and none behind the second after the point. */
function rate(value) {
  if (value > 0 && value < 0.01) return '< 0.01';
  return value >= 100 ? number(Math.round(value)) : number(Number(Number(value.toPrecision(2)).toFixed(2)));
}


/** As people say delays: milliseconds while they are short. */
function seconds(value) {
  if (value === null || value === undefined) return '–';
  return value < 1 ? `${number(Math.ceil(value * 1000))} ms` : `${number(Number(value.toPrecision(2)))} s`;
}

function megabytes(bytes) {
  return `${number(Math.round(bytes / 1_048_576))} MiB`;
}
