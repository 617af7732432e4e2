/** The worker's entry: everything that holds keys or opened records is built here and reached only through `WorkerApi`. */
import * as Comlink from 'comlink';
import { ready } from './crypto/sodium.ts';
import { openChannel } from './storage/channel.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import type { Tag } from './storage/store.ts';
import type { Change, WorkerApi } from './worker-api.ts';
import { servesChecking } from './worker/check-apart.ts';
import { DeviceHost } from './worker/device-host.ts';
import { Background } from './worker/serve/background.ts';
import { backupApi } from './worker/serve/backup.ts';
import { bankApi, ratesApi } from './worker/serve/bank.ts';
import { booksApi, paymentsApi, seriesApi } from './worker/serve/books.ts';
import { dataApi, diagnosticsApi, foreignApi, packApi, tablesApi } from './worker/serve/data.ts';
import { Desk } from './worker/serve/desk.ts';
import { deviceApi, unlockApi } from './worker/serve/device.ts';
import { devicesApi } from './worker/serve/devices.ts';
import { activityApi, approvalApi, commentsApi, proofApi } from './worker/serve/history.ts';
import { Hosts } from './worker/serve/hosts.ts';
import { Links, linksApi } from './worker/serve/links.ts';
import { liveApi } from './worker/serve/live.ts';
import { purchasesApi } from './worker/serve/purchases.ts';
import { periodsApi } from './worker/serve/periods.ts';
import { relayApi } from './worker/serve/relay.ts';
import { reportsApi, spainApi } from './worker/serve/reports.ts';
import { returningApi } from './worker/serve/returning.ts';
import { teamApi } from './worker/serve/team.ts';
import { timeApi } from './worker/serve/time.ts';
import { servesStretching, stretchApart } from './worker/stretch-apart.ts';

let listener: ((change: Change) => void) | undefined;
const tell = (change: Change) => listener?.(change);

/** The name of a worker for books that are only looked at. */
const SHOWING = 'shown';

/** The workers that stretch a passphrase, or check signatures, run this file too: they have no device. */
const helping = servesStretching() || servesChecking();
const started = helping ? new Promise<never>(() => {}) : start();
const desk = new Desk(started, tell);
const hosts: Hosts = new Hosts(desk, WebSocket, { live: () => void background.relayAnswers(), answered: () => void links.tend() });
const links = new Links(desk, hosts);
const background = new Background(desk, hosts, links);

async function start(): Promise<DeviceHost> {
	await ready();
	if (self.name === SHOWING) return shownDevice();
	const channel = openChannel((ws) => void background.follow(ws));
	const open = () => openDexieStore('wb1', () => tell({ types: [], ids: [], lost: true }));
	const host = new DeviceHost(await open(), open, (ws, n) => channel.announce(ws as Tag, n), stretchApart(location.href));
	host.onOpen = (workspace) => background.opened(host, workspace);
	return host;
}

/** Keeps nothing: for books of somebody else that are only looked at. */
async function shownDevice(): Promise<DeviceHost> {
	const { MemoryStore, noStretch, SHOWN_REGISTRY } = await import('./worker/shown-device.ts');
	const host = new DeviceHost(
		new MemoryStore(),
		async () => new MemoryStore(),
		() => {},
		noStretch,
		SHOWN_REGISTRY
	);
	host.onOpen = (workspace) => background.opened(host, workspace);
	return host;
}

const api: WorkerApi = {
	...deviceApi(desk),
	...unlockApi(desk),
	...booksApi(desk, hosts),
	...paymentsApi(desk),
	...seriesApi(desk),
	...liveApi(desk, hosts),
	...activityApi(desk),
	...commentsApi(desk),
	...linksApi(desk, links),
	...approvalApi(desk),
	...proofApi(desk),
	...purchasesApi(desk),
	...timeApi(desk),
	...returningApi(desk),
	...reportsApi(desk),
	...spainApi(desk),
	...bankApi(desk),
	...ratesApi(desk),
	...dataApi(desk, hosts),
	...diagnosticsApi(desk, hosts),
	...tablesApi(desk),
	...foreignApi(desk),
	...packApi(desk),
	...backupApi(desk, hosts),
	...devicesApi(desk, hosts),
	...teamApi(desk, hosts),
	...relayApi(desk, hosts),
	...periodsApi(desk, hosts),
	subscribe: async (next) => {
		listener = next;
		if ((await started).broken) next({ types: [], ids: [], status: true });
	}
};

if (!helping) {
	Comlink.expose(api);
	background.watchBackups();
	background.watchSummaries();
}
