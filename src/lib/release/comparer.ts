import { sameOriginScript } from '../trusted-url.ts';
import { AskedThread } from '../ui/asked-thread.ts';
import type { Questions } from './questions.ts';

/** The page's side of the comparing thread. */
export class Comparer extends AskedThread<Questions> {
	constructor() {
		super(async () => {
			const { default: url } = await import('./release.worker.ts?worker&url');
			return new Worker(sameOriginScript(url), { type: 'module', name: 'release' });
		});
	}
}
