/* What every view needs of the libraries, under one name. Markup is written html`<p>${text}</p>`: text is always text. */
import { h } from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
export { render } from 'preact';
export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
export { batch, signal } from '@preact/signals';
export { useLocation } from 'preact-iso/router';
