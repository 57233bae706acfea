/* Light, dark, or as the system has it. Kept for this browser. */
import { signal } from '@preact/signals';

const STORED = 'gatehouse.theme';
const THEMES = ['system', 'light', 'dark'];

export const theme = signal(THEMES.includes(localStorage.getItem(STORED)) ? localStorage.getItem(STORED) : 'system');

theme.subscribe((value) => {
  document.documentElement.dataset.theme = value;
  localStorage.setItem(STORED, value);
});

export function nextTheme() {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length];
}
