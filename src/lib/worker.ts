/** The worker's entry: everything that holds keys or opened records is built here and reached only through `WorkerApi`. */
import * as Comlink from 'comlink';
import { ready } from './crypto/sodium.ts';
import { openChannel } from './storage/channel.ts';
import { openDexieStore } from './storage/dexie-store.ts';
import { forgetFolder, keptFolder } from './storage/folder-handle.ts';
import type { Tag } from './storage/store.ts';
import type { Change, WorkerApi } from './worker-api.ts';
import { BookCommands, listsTouched } from './worker/book-commands.ts';
import { FirstAnswers } from './worker/first-answers.ts';
import type { ActivityHost } from './worker/activity-host.ts';
import type { BackupHost } from './worker/backup-host.ts';
import { servesChecking } from './worker/check-apart.ts';
import type { DataHost } from './worker/data-host.ts';
import type { Devices } from './worker/devices.ts';
import type { LiveHost } from './worker/live-host.ts';
import { DeviceHost } from './worker/device-host.ts';
import { answer, errorOf, Refused } from './worker/results.ts';
import type { SyncHost } from './worker/sync-host.ts';
import { servesStretching, stretchApart } from './worker/stretch-apart.ts';
import { newId16 } from './crypto/random.ts';
import { toHex } from './workspace/bytes.ts';
import { breakText, type Workspace } from './workspace/workspace.ts';

let listener: ((change: Change) => void) | undefined;

/** The workers that stretch a passphrase, or check signatures, run this file too: they have no device. */
const helping = servesStretching() || servesChecking();
const started = helping ? new Promise<never>(() => {}) : start();

async function start(): Promise<DeviceHost> {
	await ready();
	const channel = openChannel((ws) => void follow(ws));
	const open = () => openDexieStore('wb1', () => listener?.({ types: [], ids: [], lost: true }));
	const host = new DeviceHost(await open(), open, (ws, n) => channel.announce(ws as Tag, n), stretchApart(location.href));
	host.onOpen = (workspace) => {
		workspace.onChange = ({ lists, ids }) => {
			listener?.({ types: listsTouched(lists), ids });
			syncHost?.changed();
			liveHost?.changed(workspace);
		};
		// Behind the first list: syncing waits for nothing and nothing waits for it.
		void workspace.loaded.then(() => sync((hosted) => hosted.opened(workspace))).catch(() => {});
		setTimeout(() => void audit(workspace), AUDIT_AFTER);
		void emptyBin(host, workspace);
		void workspace.loaded.then(() => finishRecovery(host)).catch(() => {});
		void workspace.loaded.then(() => workspace.broken && listener?.({ types: [], ids: [], status: true })).catch(() => {});
	};
	return host;
}

/** Milliseconds after an unlock in which the first lists are read: then the whole log is, which takes seconds where the books are large. */
const AUDIT_AFTER = 1500;

/** Behind the first list: nobody waits for it. */
async function audit(workspace: Workspace): Promise<void> {
	try {
		if (await workspace.audit()) listener?.({ types: [], ids: [], status: true });
	} catch {
		// A database that went away is met, and named, by the next read.
	}
}

/** Behind the first list. What cannot be erased now is tried again at the next opening. */
async function emptyBin(host: DeviceHost, workspace: Workspace): Promise<void> {
	try {
		await workspace.loaded;
		if (workspace.list('bin').size === 0) return;
		await (await dataHostOf(host)).bin.emptyWhenDue();
	} catch {
		// Locked again meanwhile, or books that can only be read.
	}
}

async function follow(ws: Uint8Array): Promise<void> {
	try {
		const { workspace, home } = (await started).open;
		if (toHex(home.vault.ws) === toHex(ws)) await workspace.follow();
	} catch {
		// A locked tab has nothing to follow; a damaged row is met, and named, by the next read.
	}
}

/** One per open workspace: it remembers rows as they are shown. */
const commandsOf = new WeakMap<Workspace, BookCommands>();

/** Runs a command on the open workspace, once its lists are read; `early` for one that does not need them. */
function books<T>(command: (commands: BookCommands) => Promise<T>, early = false) {
	return answer(async () => {
		const commands = await openCommands();
		if (!early) await (await started).open.workspace.loaded;
		return command(commands);
	});
}

async function openCommands(): Promise<BookCommands> {
	const { workspace, home, id } = (await started).open;
	let commands = commandsOf.get(workspace);
	if (!commands) commandsOf.set(workspace, (commands = new BookCommands(workspace, home, id, new FirstAnswers(workspace))));
	return commands;
}

function device<T>(command: (host: DeviceHost) => Promise<T> | T) {
	return answer(async () => {
		const host = await started;
		await host.loaded;
		return command(host);
	});
}

/** What another tab changed of the device counts here too. */
function refreshed<T>(command: (host: DeviceHost) => T) {
	return device(async (host) => {
		await host.refresh();
		return command(host);
	});
}

/** Loaded when first asked for: most openings make no backup. */
async function backupModules() {
	const [{ BackupHost, identityOf }, { RestoreHost }] = await Promise.all([
		import('./worker/backup-host.ts'),
		import('./worker/restore-host.ts')
	]);
	return { BackupHost, RestoreHost, identityOf };
}

/** Loaded behind the first list. */
let syncHost: SyncHost | undefined;
let syncLoading: Promise<SyncHost> | undefined;
async function sync<T>(command: (host: SyncHost) => Promise<T> | T): Promise<T> {
	syncLoading ??= Promise.all([started, import('./worker/sync-host.ts')]).then(([device, { SyncHost }]) => {
		return (syncHost = new SyncHost(device, {
			WebSocket,
			origin: location.origin,
			beforeSharing: async () => (await openCommands()).series.leaseFree(),
			live: () => void relayAnswers()
		}));
	});
	return command(await syncLoading);
}

/** Loaded when devices are looked at, paired or recovered, and when the relay answers. */
let devicesLoading: Promise<Devices> | undefined;
function devices(): Promise<Devices> {
	return (devicesLoading ??= Promise.all([started, import('./worker/devices.ts')]).then(
		([host, { Devices }]) => new Devices(host, WebSocket, () => listener?.({ types: [], ids: [], status: true }))
	));
}

/** Behind everything: nobody waits for it. */
async function relayAnswers(): Promise<void> {
	try {
		await (await devices()).live();
	} catch {
		// The relay went away again, or the tab was locked: tried again the next time.
	}
}

/** A device that came back by the recovery code, and was cut short before the log knew it. */
async function finishRecovery(host: DeviceHost): Promise<void> {
	const { id } = host.open;
	const secrets = host.parts.device()?.secrets.workspaces.find((each) => each.id === id);
	if (!secrets?.admitBy || !secrets.relay) return;
	try {
		await (await devices()).recovery.resume();
		listener?.({ types: [], ids: [], status: true });
	} catch {
		// The relay does not answer, or the code was used elsewhere: the page says that these books cannot be written here.
	}
}

/** Loaded when first asked for, or when something rests in the bin. */
let dataHost: DataHost | undefined;
async function dataHostOf(host: DeviceHost): Promise<DataHost> {
	return (dataHost ??= new (await import('./worker/data-host.ts')).DataHost(host));
}

function data<T>(command: (host: DataHost) => Promise<T> | T) {
	return device(async (host) => command(await dataHostOf(host)));
}

/** Loaded when first asked who did what. */
const activityOf = new WeakMap<Workspace, ActivityHost>();
function activity<T>(command: (host: ActivityHost) => Promise<T>) {
	return answer(async () => {
		const { workspace, home, id } = (await started).open;
		const { ActivityHost } = await import('./worker/activity-host.ts');
		await workspace.loaded;
		let host = activityOf.get(workspace);
		if (!host) activityOf.set(workspace, (host = new ActivityHost(workspace, home, id)));
		return command(host);
	});
}

/** Loaded with the first form. */
let liveHost: LiveHost | undefined;
async function liveForms(): Promise<LiveHost> {
	const { LiveHost } = await import('./worker/live-host.ts');
	return (liveHost ??= new LiveHost());
}

let backupHost: BackupHost | undefined;
async function backups(): Promise<BackupHost> {
	const { BackupHost } = await backupModules();
	return (backupHost ??= new BackupHost(await started));
}

function backup<T>(command: (host: BackupHost) => Promise<T> | T) {
	return device(async () => command(await backups()));
}

const api: WorkerApi = {
	async status() {
		try {
			return await (await started).status();
		} catch (cause) {
			return { state: 'broken', error: errorOf(cause) };
		}
	},
	generatePassphrase: async () => (await started).generatePassphrase(),
	create: (input) => device((host) => host.create(input)),
	confirmRecovery: (code) => device((host) => host.confirmRecovery(code)),
	pendingKit: () => refreshed((host) => host.pendingKit()),
	unlock: (passphrase) => device((host) => host.unlock(passphrase)),
	unlockWithRecovery: (code) => device((host) => host.unlockWithRecovery(code)),
	unlockWithPasskey: (answer, passphrase) => device((host) => host.unlockWithPasskey(answer, passphrase)),
	changePassphrase: (proof, next) => device((host) => host.methods.changePassphrase(proof, next)),
	safety: () => refreshed((host) => host.safety()),
	rawCopy: () => answer(async () => (await import('./storage/raw-copy.ts')).copyRaw()),
	addPasskey: (passkey, proof) => device((host) => host.methods.addPasskey(passkey, proof)),
	renewRecovery: (proof) => device((host) => host.renewRecovery(proof)),
	revokeMethod: (id, proof) => device((host) => host.methods.revoke(id, proof)),
	unlockMethods: () => refreshed((host) => host.methods.all()),
	addWorkspace: (input) => device((host) => host.addWorkspace(input)),
	openWorkspace: (id) => device((host) => host.openWorkspace(id)),
	deleteWorkspace: (id) =>
		device(async (host) => {
			await host.deleteWorkspace(id);
			if (!host.parts.device()) await forgetFolder();
		}),

	list: (type, query) => books((commands) => commands.list(type, query), true),
	get: (type, id) => books((commands) => commands.get(type, id)),
	business: () => books((commands) => commands.business()),
	save: (type, id, value) =>
		books(async (commands) => {
			await commands.save(type, id, value);
			if (type === 'business') await (await started).rename((value as { name: string }).name);
		}),
	remove: (type, id) => books((commands) => commands.remove(type, id)),
	newId: async () => toHex(newId16()),
	issueCheck: (draftId) => books((commands) => commands.issueCheck(draftId)),
	issue: (draftId) => books((commands) => commands.issue(draftId)),
	document: (id) => books((commands) => commands.document(id)),
	addFact: (fact) => books((commands) => commands.addFact(fact)),
	recordPayment: (payment, shares) => books(({ payments }) => payments.record(payment, shares)),
	payment: (id) => books(({ payments }) => payments.detail(id)),
	reversePayment: (id, at, reason, date) => books(({ payments }) => payments.reverse(id, at, reason, date)),
	applyCredit: (shares, date) => books(({ payments }) => payments.applyCredit(shares, date)),
	account: (partyId) => books(({ payments }) => payments.account(partyId)),
	seriesReport: () => books(({ series }) => series.report()),
	seriesLease: (id) => books(({ series }) => series.lease(id)),
	releaseSeries: (id) => books(({ series }) => series.release(id)),
	askForSeries: (id) => books(({ series }) => series.ask(id)),
	noteSeries: (id) => books(({ series }) => series.note(id)),
	leaseSeries: (id) => books(({ series }) => series.leaseOne(id)),
	makeOwnSeries: (id) => books(({ series }) => series.makeOwn(id)),
	numberNotices: () => books(({ notices }) => notices.all()),
	takeOverSeries: (id, takeover) => books(({ series }) => series.takeOver(id, takeover)),
	openLive: (type, id, hear) => answer(async () => (await liveForms()).open((await started).open, type, id, hear as never)),
	saveLive: (form, seen, value) =>
		answer(async () => {
			const saved = await (await liveForms()).save(form, seen, value);
			if ('fiscalYearStart' in value && !saved.error) await (await started).rename(value.name);
			return saved;
		}),
	pointLive: async (form, field) => (await liveForms()).point(form, field),
	closeLive: async (form) => (await liveForms()).close(form),
	putBlob: async (bytes) => {
		const put = await books((commands) => commands.putBlob(bytes));
		syncHost?.filesChanged();
		return put;
	},
	getBlob: async (id) => {
		const found = await books((commands) => commands.getBlob(id));
		const isElsewhere = !found.ok && found.error.code === 'not-found' && syncHost && (await syncHost.fetchFile(id).catch(() => false));
		return isElsewhere ? books((commands) => commands.getBlob(id)) : found;
	},
	verify: (progress) =>
		device(async (host) => {
			const { workspace } = host.open;
			const broken = await workspace.verify(progress);
			if (broken) throw new Refused({ code: 'log-broken', detail: breakText(broken) });
			return { entries: workspace.entries, fingerprint: workspace.fingerprint };
		}),
	backupState: () => backup((host) => host.state()),
	makeBackup: (passphrase, progress) => backup((host) => host.make(passphrase, progress)),
	backupToFolder: (progress) => backup((host) => host.makeInFolder(progress)),
	cancelBackup: () => backup((host) => host.cancel()),
	setBackupFolder: (folder) => backup((host) => host.chooseFolder(folder)),
	backupFolder: () => backup((host) => host.folderHandle()),
	setBackupSchedule: (everyDays) => backup((host) => host.schedule(everyDays)),
	verifyBackup: (file, secret, progress) => backup((host) => host.verify(file, secret, progress)),
	ageIdentity: (code) => answer(async () => (await backupModules()).identityOf(code)),
	lookIntoBackup: (file, secret) => device(async (host) => new (await backupModules()).RestoreHost(host).look(file, secret)),
	restoreBackup: (input, progress) =>
		device(async (host) => new (await backupModules()).RestoreHost(host, WebSocket).restore(input, progress)),
	activity: (query, watch) => activity((host) => host.page(query, watch)),
	activityDetails: (events) => activity((host) => host.details(events)),
	recordHistory: (id) => activity((host) => host.history(id)),
	activityPeople: () => activity((host) => host.people()),
	activityNames: (ids) => activity((host) => host.names(ids)),
	exportJson: (take) => data((host) => host.exportJson(take)),
	inspectJson: (file, watch) => data((host) => host.inspect(file, watch)),
	importJson: (file, watch) => data((host) => host.importJson(file, watch)),
	bin: () => data((host) => host.bin.bin()),
	restore: (id) => data((host) => host.bin.restore(id)),
	erase: (ids) => data((host) => host.bin.erase(ids)),
	partyData: (id) => data((host) => host.partyData(id)),
	exportParty: (id) => data((host) => host.partyFile(id)),
	eraseParty: (id) => data((host) => host.eraseParty(id)),
	restrictParty: (id, restricted) => data((host) => host.restrictParty(id, restricted)),
	eraseDevice: () =>
		data(async (host) => {
			await host.eraseDevice();
			await forgetFolder();
		}),
	devices: () => device(async () => (await devices()).list.list()),
	nameDevice: (id, name) => device(async () => (await devices()).list.name(id, name)),
	revokeDevice: (id) =>
		device(async () => {
			const { list, today } = await devices();
			return list.revoke(id, today);
		}),
	acknowledgeRecovery: (id) => device(async () => (await devices()).list.acknowledge(id)),
	offerPairing: (page, name, watch) =>
		device(async () => {
			const { pairing, today } = await devices();
			return pairing.offer({ page, name, today }, watch);
		}),
	offerMore: (ids, watch) => device(async () => (await devices()).pairing.offerMore(ids, watch)),
	otherBooks: () => device(async () => (await devices()).others.list()),
	syncBooks: (id) => device(async () => (await devices()).others.sync(id)),
	answerWords: async (same) => (await devices()).pairing.answerWords(same),
	choosePassphrase: async (passphrase) => (await devices()).pairing.choosePassphrase(passphrase),
	cancelPairing: async () => (await devices()).pairing.cancel(),
	joinBooks: (input, watch) => device(async () => (await devices()).pairing.join(input, watch)),
	recoverBooks: (input, watch) =>
		device(async () => {
			const { recovery, today } = await devices();
			return recovery.recover(input, watch, today);
		}),
	syncStatus: () => answer(() => sync((host) => host.status())),
	watchSync: (watcher) => sync((host) => host.watch(watcher)),
	syncDetails: () => answer(() => sync((host) => host.details())),
	ownRelay: () => answer(() => sync((host) => host.own())),
	connectRelay: (address, token, name) =>
		answer(async () => {
			await sync((host) => host.connect(address, token));
			// The books are connected; a name that cannot be kept now can be given at any time.
			if (name) await (await devices()).list.nameThis(name).catch(() => undefined);
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
	reachable: (page) => sync((host) => host.reachable(page)),
	subscribe: async (next) => {
		listener = next;
		if ((await started).broken) next({ types: [], ids: [], status: true });
	}
};

if (!helping) Comlink.expose(api);

/** Looks every minute whether a backup is due; a locked or empty device has none to make. */
setInterval(() => {
	void started
		.then(async (host) => {
			if (!host.parts.device()) return;
			if ((await keptFolder()) && (await (await backups()).whenDue())) listener?.({ types: [], ids: [], backups: true });
		})
		.catch(() => undefined);
}, 60_000);
