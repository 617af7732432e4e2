/** What follows an opening by itself, behind the first list: nobody waits for it, and what fails of it is tried again or met by who asks next. */
import { keptFolder } from '../../storage/folder-handle.ts';
import { toHex } from '../../workspace/bytes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Business } from '../../business/business.ts';
import { listsTouched } from '../book-commands.ts';
import type { DeviceHost } from '../device-host.ts';
import { businessId } from '../registry.ts';
import { isOn } from '../spain-events.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';
import type { Links } from './links.ts';

/** Milliseconds after an unlock in which the first lists are read: then the whole log is, which takes seconds where the books are large. */
const AUDIT_AFTER = 1500;
const BACKUPS_EVERY = 60_000;
const SUMMARIES_EVERY = 60_000;
const HOUR = 3_600_000;

export class Background {
	readonly #desk: Desk;
	readonly #hosts: Hosts;
	readonly #links: Links;
	/** Which books were looked at for a summary, and when to look again. */
	#summed: { workspace: Workspace; again: number } | undefined;

	constructor(desk: Desk, hosts: Hosts, links: Links) {
		this.#desk = desk;
		this.#hosts = hosts;
		this.#links = links;
	}

	/** A workspace was opened in place of another. */
	opened(host: DeviceHost, workspace: Workspace): void {
		const { tell, tellStatus } = this.#desk;
		let standing = standingOf(workspace);
		workspace.onChange = ({ lists, ids }) => {
			tell({ types: listsTouched(lists), ids, ...(standing !== (standing = standingOf(workspace)) && { status: true }) });
			if (workspace.membership?.owesRotation) void this.#rotate();
			this.#hosts.sync?.changed();
			this.#hosts.live?.changed(workspace);
			this.#links.changed(workspace, lists);
		};
		// Syncing waits for nothing and nothing waits for it.
		void workspace.loaded.then(() => this.#hosts.withSync((sync) => sync.opened(workspace))).catch(() => {});
		setTimeout(() => void this.#audit(workspace), AUDIT_AFTER);
		void this.#emptyBin(workspace);
		void workspace.loaded.then(() => this.#finishRecovery(host)).catch(() => {});
		void workspace.loaded.then(() => this.#askOn(host)).catch(() => {});
		void workspace.loaded.then(() => this.#certify()).catch(() => {});
		void workspace.loaded.then(() => workspace.broken && tellStatus()).catch(() => {});
	}

	/** Another tab wrote to a workspace. */
	async follow(ws: Uint8Array): Promise<void> {
		try {
			const { workspace, home } = (await this.#desk.started).open;
			if (toHex(home.vault.ws) === toHex(ws)) await workspace.follow();
		} catch {
			// A locked tab has nothing to follow; a damaged row is met, and named, by the next read.
		}
	}

	async relayAnswers(): Promise<void> {
		try {
			const host = await this.#desk.started;
			if (host.open.workspace.membership?.owesRotation) void this.#rotate();
			await host.nameJoined();
			await this.#certify();
			await (await this.#hosts.devices()).live();
			await this.#links.tend();
		} catch {
			// The relay went away again, or the tab was locked: tried again the next time.
		}
	}

	/** Looks every minute whether a backup is due; a locked or empty device has none to make. */
	watchBackups(): void {
		setInterval(() => void this.#backUpWhenDue().catch(() => undefined), BACKUPS_EVERY);
	}

	async #backUpWhenDue(): Promise<void> {
		if (!(await this.#desk.started).parts.device()) return;
		if ((await keptFolder()) && (await (await this.#hosts.backups()).whenDue())) this.#desk.tell({ types: [], ids: [], backups: true });
	}

	/** Looks every minute whether the events of Spain's billing records are to be summed up. */
	watchSummaries(): void {
		setInterval(() => void this.#sumUpWhenDue().catch(() => undefined), SUMMARIES_EVERY);
	}

	async #sumUpWhenDue(): Promise<void> {
		const { workspace, home, id } = (await this.#desk.started).open;
		const now = Date.now();
		if (this.#summed?.workspace === workspace && now < this.#summed.again) return;
		// Where it cannot be done, as where it is not wanted, an hour passes before it is tried again.
		this.#summed = { workspace, again: now + HOUR };
		if (!isOn(await workspace.live<Business>('business', businessId(id)))) return;
		const { SpainHost } = await import('../spain-host.ts');
		this.#summed = { workspace, again: await new SpainHost(workspace, home, id).sumUp(now) };
	}

	async #audit(workspace: Workspace): Promise<void> {
		try {
			if (await workspace.audit()) this.#desk.tellStatus();
		} catch {
			// A database that went away is met, and named, by the next read.
		}
	}

	/** What cannot be erased now is tried again at the next opening. */
	async #emptyBin(workspace: Workspace): Promise<void> {
		try {
			await workspace.loaded;
			if (workspace.list('bin').size === 0) return;
			await (await this.#hosts.data()).bin.emptyWhenDue();
		} catch {
			// Locked again meanwhile, or books that can only be read.
		}
	}

	/** Somebody left who knows the key: behind everything, and again when the relay answers. */
	async #rotate(): Promise<void> {
		await (await this.#hosts.team()).people.rotateIfOwed().catch(() => undefined);
	}

	/** An owner's device makes and passes on what certifies devices, and certifies those that have come. */
	async #certify(): Promise<void> {
		await (await this.#hosts.issuer()).tend();
	}

	/** Goes on with what this device has asked to join. */
	async #askOn(host: DeviceHost): Promise<void> {
		if (host.parts.device()?.secrets.joining) (await this.#hosts.team()).joining.resume();
	}

	/** A device that came back by the recovery code, and was cut short before the log knew it. */
	async #finishRecovery(host: DeviceHost): Promise<void> {
		const { id } = host.open;
		const secrets = host.parts.device()?.secrets.workspaces.find((each) => each.id === id);
		if (!secrets?.admitBy || !secrets.relay) return;
		try {
			await (await this.#hosts.devices()).recovery.resume();
			this.#desk.tellStatus();
		} catch {
			// The relay does not answer, or the code was used elsewhere: the page says that these books cannot be written here.
		}
	}
}

/** What this device may do in the books, as far as pages must hear when it changes. */
function standingOf({ membership, device }: Workspace): string {
	const me = membership?.devices.get(device);
	return me?.active ? `${membership?.members.get(me.member) ?? ''} ${membership?.minProgram}` : '';
}
