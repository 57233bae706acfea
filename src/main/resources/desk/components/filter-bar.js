/* The filters above a list. */
import { html } from '../html.js';
import { useTyped } from '../filters.js';
import { Field, Select } from './field.js';

/** `filters` are those of useFilters(). */
export function FilterBar({ filters, label, children }) {
  return html`
    <form class="filters card" role="search" aria-label=${label} onSubmit=${(event) => event.preventDefault()}>
      ${children}
      <button type="button" class="clear" disabled=${!filters.any} onClick=${filters.clear}>Clear</button>
    </form>
  `;
}

export function TextFilter({ filters, name, label, ...rest }) {
  return html`<${Field} type="search" name=${name} label=${label} maxlength="128" ...${useTyped(filters, name)} ...${rest} />`;
}

/** Options are [value, text]; `value` is what holds while the address says nothing. */
export function ChoiceFilter({ filters, name, label, options, value = '', also }) {
  const choose = (event) => filters.set({ [name]: event.target.value, ...also?.(event.target.value) });
  return html`<${Select} name=${name} label=${label} options=${options} value=${filters.query[name] ?? value} onChange=${choose} />`;
}

export function DayFilter({ filters, name, label }) {
  return html`
    <${Field} type="date" name=${name} label=${label} value=${filters.query[name] ?? ''} onChange=${(event) => filters.set({ [name]: event.target.value })} />
  `;
}
