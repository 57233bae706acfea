/* What every view needs of the libraries, under one name. Markup is written html`<p>${text}</p>`: text is always text. */
import { h } from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
export { createContext, Fragment, render } from 'preact';
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
export { batch, computed, effect, signal, useComputed, useSignal } from '@preact/signals';
export { useLocation, useRoute } from 'preact-iso/router';
