/** How syncing stands, for every screen: one watch of the worker, given through context by the shell. */
import { createContext, onDestroy } from 'svelte';
import type { WorkerApi } from '../worker-api.ts';
import type { SyncStatus } from './api.ts';

export class SyncView {
	/** Undefined until the worker has answered. */
	status = $state.raw<SyncStatus | undefined>();
	/** It could not be read. */
	failed = $state(false);

	/** Call while a component is being set up. */
	constructor(api: WorkerApi) {
		let gone = false;
		const take = (status: SyncStatus) => {
			if (!gone) this.status = status;
		};
		void api.watchSync(take).then(async () => {
			const now = await api.syncStatus();
			if (now.ok) take(now.value);
			else this.failed = this.status === undefined;
		});
		const tell = () => void api.reachable({ online: navigator.onLine, visible: document.visibilityState === 'visible' });
		tell();
		addEventListener('online', tell);
		addEventListener('offline', tell);
		document.addEventListener('visibilitychange', tell);
		onDestroy(() => {
			gone = true;
			removeEventListener('online', tell);
			removeEventListener('offline', tell);
			document.removeEventListener('visibilitychange', tell);
		});
	}
}

export const [useSync, provideSync] = createContext<SyncView>();
