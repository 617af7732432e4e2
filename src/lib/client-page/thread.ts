import { sameOriginScript } from '../trusted-url.ts';
import { AskedThread } from '../ui/asked-thread.ts';
import type { Questions } from './questions.ts';

/** The page's side of the thread that holds the link's keys. */
export class Thread extends AskedThread<Questions> {
	constructor() {
		super(async () => {
			const { default: url } = await import('./client.worker.ts?worker&url');
			return new Worker(sameOriginScript(url), { type: 'module', name: 'client' });
		});
	}
}
