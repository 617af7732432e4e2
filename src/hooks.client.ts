import type { ClientInit } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { hideFragment } from '#lib/client-page/fragment.ts';
import { startLanguage } from '#lib/languages/start.ts';

// Runs before the framework looks at the address.
hideFragment();

/** Pages without books of their own need no more words than the entrance has. */
const SMALL: readonly string[] = [resolve('/'), resolve('/client')];
/** Before anything is drawn. A `load` for this would cost each start 0.6 kB. */
export const init: ClientInit = () => startLanguage(!SMALL.includes(location.pathname));
