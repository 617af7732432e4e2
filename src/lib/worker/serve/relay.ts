/** Syncing through a relay. */
import type { RelayApi } from '../../relay/api.ts';
import { answer } from '../results.ts';
import type { SyncHost } from '../sync-host.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function relayApi(desk: Desk, hosts: Hosts): RelayApi {
	const sync = <T>(command: (host: SyncHost) => Promise<T> | T) => hosts.withSync(command);
	return {
		syncStatus: () => answer(() => sync((host) => host.status())),
		watchSync: (watcher) => sync((host) => host.watch(watcher)),
		syncDetails: () => answer(() => sync((host) => host.details())),
		ownRelay: () => answer(() => sync((host) => host.own())),
		connectRelay: (address, token, name) =>
			answer(async () => {
				await sync((host) => host.connect(address, token));
				// The books are connected; a name that cannot be kept now can be given at any time.
				if (name) await (await hosts.devices()).list.nameThis(name).catch(() => undefined);
			}),
		disconnectRelay: () => answer(() => sync((host) => host.disconnect())),
		moveRelay: (address, token) => answer(() => sync((host) => host.move(address, token))),
		followRelay: (address) => answer(() => sync((host) => host.follow(address))),
		restoreRelay: () => answer(() => sync((host) => host.restore())),
		forkReport: () => answer(() => sync((host) => host.forkReport())),
		resolveFork: (branch, repeated) => answer(() => sync((host) => host.resolveFork(branch, repeated))),
		exportDamaged: () => answer(() => sync((host) => host.exportDamaged())),
		dropDamaged: () => answer(() => sync((host) => host.dropDamaged())),
		dismissAlarm: (kind) => answer(() => sync((host) => host.dismiss(kind))),
		deleteOnRelay: () => answer(() => sync((host) => host.delete())),
		retrySync: () => answer(() => sync((host) => host.retry())),
		reachable: (page) => sync((host) => host.reachable(page))
	};
}
