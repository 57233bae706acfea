/* A list of rows from usePages, as a table; on a narrow screen each row is a card. */
import { html } from '../html.js';
import { Empty, Failed, Loading } from './states.js';

/**
 * Columns are { title, cell(row), class? }. `label` names the table, `rowKey(row)` is what stays the same of a row, `empty` what is
 * shown where there is none.
 */
export function PagedTable({ label, columns, list, rowKey, empty = html`<${Empty} title="Nothing here" />` }) {
  const { items, next, loading, problem, more, reload } = list;
  if (problem && !items.length) return html`<${Failed} problem=${problem} again=${reload} />`;
  if (loading && !items.length) return html`<${Loading} />`;
  if (!items.length && !next) return empty;
  return html`
    <div class="table-frame">
      <table aria-label=${label}>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col" class=${column.class}>${column.title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${items.map(
            (row) => html`
              <tr key=${rowKey(row)}>
                ${columns.map(
                  (column) => html`<td class=${column.class} data-title=${column.title}>${column.cell(row)}</td>`,
                )}
              </tr>
            `,
          )}
        </tbody>
      </table>
      ${problem && html`<${Failed} problem=${problem} again=${more} />`}
      ${next && !problem && html`<button class="more" disabled=${loading} onClick=${more}>${loading ? 'Loading …' : 'More'}</button>`}
    </div>
  `;
}
