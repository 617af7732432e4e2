import { sameOriginScript } from '../trusted-url.ts';
import { AskedThread } from '../ui/asked-thread.ts';
import type { Questions } from './checking.ts';

/** The page's side of the checking thread. */
export class Verifier extends AskedThread<Questions> {
	constructor() {
		super(async () => {
			const { default: url } = await import('./proof.worker.ts?worker&url');
			return new Worker(sameOriginScript(url), { type: 'module', name: 'proof' });
		});
	}
}
