/* A small curve of the last quarter of an hour. */
import { html } from '../html.js';

const WIDTH = 240;
const HEIGHT = 44;

/**
 * Points are { at, value }; a value of null is a gap. `say(value)` names a value; what the curve shows is said in words too.
 */
export function Sparkline({ points, label, say }) {
  const known = points.filter(({ value }) => value !== null);
  if (known.length < 2) return html`<p class="quiet spark-none">The curve begins when there are two samples, after ten seconds.</p>`;
  const most = Math.max(...known.map(({ value }) => value));
  const begin = new Date(points[0].at).valueOf();
  const time = new Date(points.at(-1).at) - begin || 1;
  const x = (at) => ((new Date(at) - begin) / time) * WIDTH;
  const y = (value) => HEIGHT - 2 - (most ? value / most : 0) * (HEIGHT - 4);
  const lines = stretches(points).map((stretch) => stretch.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`));
  return html`
    <figure class="spark">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}: at most ${say(most)}, now ${say(known.at(-1).value)}">
        ${lines.map((line) => html`<polygon points="${line[0].split(',')[0]},${HEIGHT} ${line.join(' ')} ${line.at(-1).split(',')[0]},${HEIGHT}" />`)}
        ${lines.map((line) => html`<polyline points=${line.join(' ')} vector-effect="non-scaling-stroke" />`)}
      </svg>
      <figcaption class="quiet">at most ${say(most)}</figcaption>
    </figure>
  `;
}

/** The parts without a gap. */
function stretches(points) {
  const all = [];
  let open = null;
  for (const point of points) {
    if (point.value === null) open = null;
    else if (open) open.push(point);
    else all.push((open = [point]));
  }
  return all;
}
