/* The frame around every view: where one can go, what is new there, who is logged in. */
import { html, useEffect, useLocation, useRef } from '../html.js';
import { total } from '../format.js';
import { liveState } from '../live.js';
import { Notices } from '../notices.js';
import { counts } from '../counts.js';
import { logOut, may, me } from '../session.js';
import { nextTheme, theme } from '../theme.js';
import { DialogHost } from './dialog.js';

const LIVE = { connecting: 'Connecting', live: 'Live', waiting: 'Not live: trying again' };
const THEMES = { system: '◐', light: '☀', dark: '☾' };

/** `tabs` are the views in app.js that have a label. */
export function Shell({ tabs, children }) {
  return html`
    <a class="skip" href="#main">Skip to content</a>
    <header class="bar">
      <a class="brand" href="/desk"><${Mark} /><span>Gatehouse</span></a>
      <nav aria-label="Views">
        ${tabs.filter(({ role }) => may(role)).map((tab) => html`<${Tab} key=${tab.at} ...${tab} />`)}
      </nav>
      <div class="user">
        <span class="light ${liveState.value}" role="img" aria-label=${LIVE[liveState.value]} title=${LIVE[liveState.value]}></span>
        <button class="bare" onClick=${nextTheme} aria-label="Colours: ${theme.value}" title="Colours: ${theme.value}">
          ${THEMES[theme.value]}
        </button>
        <span class="who" title="${me.value.id}, ${me.value.role}"><bdi>${me.value.id}</bdi><small>${me.value.role}</small></span>
        <button class="small" onClick=${() => logOut()}>Log out</button>
      </div>
    </header>
    <main id="main" tabindex="-1">${children}</main>
    <${Notices} may=${may} />
    <${DialogHost} />
  `;
}

function Tab({ at, label, queue }) {
  const { path } = useLocation();
  const here = path === at || path.startsWith(`${at}/`);
  const count = queue && counts.value[queue];
  const counted = Object.keys(counts.value).length > 0; // which makes the tabs wider
  const link = useRef(null);
  useEffect(() => {
    if (here) link.current.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [here, counted]);
  return html`
    <a class="tab" ref=${link} href=${at} aria-current=${here ? 'page' : undefined}>
      ${label}${count && html`<span class="count" data-queue=${queue}>${total(count)}</span>`}
    </a>
  `;
}

export function Mark() {
  return html`
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M8 25V15a8 8 0 0 1 16 0v10M16 7v18M8 18h16" />
    </svg>
  `;
}
