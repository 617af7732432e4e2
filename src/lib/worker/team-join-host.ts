/**
 * Joining books by an invitation. [Note: asking to join] What is answered to the link, and with which keys, lies in the device's header from before the
 * relay hears of it until somebody has answered: closed and unlocked again the device asks on, with the same keys and so the same words. Whoever has
 * books works in them meanwhile. Once admitted it is as after pairing: the header names the books, and the connection brings them.
 */
import type { AskInput, InvitedRole, Joining, JoiningState, LinkRead } from '../team/api.ts';
import { decodeDeviceSecrets, encodeDeviceSecrets, newDeviceKeys, type DeviceKeys } from '../crypto/device.ts';
import { id16 } from '../crypto/brands.ts';
import { inviteKeys, joinWords } from '../crypto/invitation.ts';
import { newId16 } from '../crypto/random.ts';
import { newRecoveryCode } from '../crypto/recovery.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import type { JoiningSecrets, WorkspaceSecrets } from '../identity/header.ts';
import { LONGEST_NAME } from '../identity/pairing/messages.ts';
import { RecoveryError } from '../identity/recovery-problem.ts';
import { readTeamLink, type TeamLink } from '../identity/team-link.ts';
import type { BackoffOptions } from '../sync/backoff.ts';
import type { SocketClass } from '../sync/connection.ts';
import { askToJoin, type JoinEnd } from '../sync/invited.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { readHead } from '../workspace/head.ts';
import { joinEntry, openAdmission } from '../workspace/joining.ts';
import { workspaceKeys } from '../workspace/keys.ts';
import type { DeviceHost } from './device-host.ts';
import { storeJoined } from './join.ts';
import { addressOf } from './pairing-host.ts';
import { enter, signerOf } from './relay-log.ts';
import { Refused } from './results.ts';

export interface TeamJoinOptions {
	/** Books came to this device; `open` where they are the ones that are open now. */
	onJoined?: (open: boolean) => void;
	/** Shorter waits, in tests. */
	backoff?: BackoffOptions;
}

/** One that is under way. */
interface Running {
	state: JoiningState;
	stop: AbortController;
	done: Promise<void>;
}

/** Another tab has brought it to its end. */
class Elsewhere extends Error {}

export class TeamJoinHost {
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass;
	readonly #o: TeamJoinOptions;
	readonly #running = new Map<string, Running>();
	#watch: ((joinings: Joining[]) => void) | undefined;

	constructor(host: DeviceHost, WebSocket: SocketClass, options: TeamJoinOptions = {}) {
		this.#host = host;
		this.#WebSocket = WebSocket;
		this.#o = options;
	}

	/** Reads a link; asks nobody. */
	async read(text: string): Promise<LinkRead> {
		const link = linkOf(text);
		const id = toHex(link.wsId);
		return {
			role: link.role,
			relay: addressOf(link.relay).host,
			isMember: await this.#isMember(id),
			isAsked: this.#joining.some((each) => each.id === id)
		};
	}

	async ask({ link: text, name, device: called, passphrase }: AskInput): Promise<void> {
		const { parts } = this.#host;
		const link = linkOf(text);
		addressOf(link.relay);
		if (name.trim() === '') throw new Refused({ code: 'invalid', field: 'name', detail: 'missing' });
		if (!parts.device() && (await parts.store().readHeader())) throw new Refused({ code: 'locked' });
		const id = toHex(link.wsId);
		if (await this.#isMember(id)) throw new Refused({ code: 'invalid', field: 'link', detail: 'member' });
		if (!parts.device() && passphrase === undefined) throw new Refused({ code: 'invalid', field: 'passphrase' });
		const known = this.#joining.find((each) => each.id === id);
		// By the same link with the same keys; by another one the first is given up.
		if (known && known.secret === toBase64(link.secret)) return this.resume();
		await this.#end(id);
		const device = parts.device() ?? (await parts.create(passphrase!, newRecoveryCode()));
		if (!parts.device()) await parts.empty();
		const asked: JoiningSecrets = {
			id,
			role: link.role,
			relay: link.relay,
			secret: toBase64(link.secret),
			n: link.n,
			R: toHex(link.R),
			device: toBase64(encodeDeviceSecrets(newDeviceKeys())),
			memberId: toHex(newId16()),
			name: short(name),
			called: short(called)
		};
		await parts.change(device, () => {
			device.secrets.joining = [...(device.secrets.joining ?? []).filter((each) => each.id !== id), asked];
		});
		parts.hold(device);
		this.resume();
	}

	/** Goes on with everything this device has asked for. */
	resume(): void {
		for (const each of this.#joining) if (!this.#running.has(each.id)) this.#run(each);
		this.#tell();
	}

	list(): Joining[] {
		return this.#joining.map((each) => ({
			id: each.id,
			role: each.role,
			relay: addressOf(each.relay).host,
			words: wordsOf(each),
			state: this.#running.get(each.id)?.state ?? 'connecting'
		}));
	}

	watch(watch: (joinings: Joining[]) => void): void {
		this.#watch = watch;
		this.resume();
	}

	async drop(id: string): Promise<void> {
		await this.#end(id);
		const { parts } = this.#host;
		const device = await this.#host.refresh();
		const rest = this.#joining.filter((each) => each.id !== id);
		if (rest.length === 0 && device.secrets.workspaces.length === 0) await parts.startOver();
		else await parts.change(device, () => forget(device.secrets, id));
		this.#tell();
	}

	/** Ends the asking; what is kept is asked for again at the next start. */
	async close(): Promise<void> {
		await Promise.all([...this.#running.keys()].map((id) => this.#end(id)));
	}

	get #joining(): readonly JoiningSecrets[] {
		return this.#host.parts.device()?.secrets.joining ?? [];
	}

	/**
	 * Of books that have not put this device out. One that was away then has nothing of it in its log: its own relay is asked, and not the link's, whose
	 * word must not be enough to give up what this device is in its books.
	 */
	async #isMember(id: string): Promise<boolean> {
		const { parts } = this.#host;
		const device = parts.device();
		const secrets = device?.secrets.workspaces.find((each) => each.id === id);
		if (!device || !secrets) return false;
		const home = parts.homeOf(device, id);
		const head = await readHead(home);
		if (head?.log.membership?.devices.get(toHex(home.keys.device.id))?.active === false) return false;
		if (secrets.relay === undefined) return true;
		try {
			const entered = await enter(addressOf(secrets.relay), this.#WebSocket, home.keys.device, home.keys.wsId);
			entered?.connection.end();
			return true;
		} catch (cause) {
			return !(cause instanceof RecoveryError && cause.why === 'used');
		}
	}

	#run(asked: JoiningSecrets): void {
		const stop = new AbortController();
		const running: Running = { state: 'connecting', stop, done: Promise.resolve() };
		this.#running.set(asked.id, running);
		running.done = this.#ask(asked, running).catch((cause: unknown) => {
			if (stop.signal.aborted) return;
			if (cause instanceof Elsewhere) this.#running.delete(asked.id);
			else running.state = 'failed';
			this.#tell();
		});
	}

	async #ask(asked: JoiningSecrets, running: Running): Promise<void> {
		const device = keysOf(asked);
		const invite = inviteKeys(fromBase64(asked.secret));
		const address = addressOf(asked.relay);
		const { name, called } = asked;
		const joining = {
			wsId: fromHex(asked.id),
			n: asked.n,
			R: fromHex(asked.R),
			invite,
			device,
			memberId: fromHex(asked.memberId),
			introduction: { name, device: called, relayHost: address.host }
		};
		const end = await askToJoin({
			address,
			WebSocket: this.#WebSocket,
			wsId: joining.wsId,
			invite: signerOf(invite),
			device: signerOf(device),
			join: (epoch) => joinEntry(joining, epoch),
			watch: (step) => this.#step(running, step),
			signal: running.stop.signal,
			...(this.#o.backoff && { backoff: this.#o.backoff })
		});
		if (end.end !== 'admitted') return this.#step(running, end.end);
		this.#step(running, 'arriving');
		await this.#arrive(asked, device, end, running);
	}

	/** The last that is cut short leaves it as it was: asked again, the relay answers the same. */
	async #arrive(asked: JoiningSecrets, device: DeviceKeys, { entry }: JoinEnd & { end: 'admitted' }, running: Running): Promise<void> {
		const { parts } = this.#host;
		const { id } = asked;
		const admission = openAdmission(entry, { wsId: fromHex(id), device, memberId: fromHex(asked.memberId) });
		if (!admission) return this.#step(running, 'refused');
		const keys = workspaceKeys(id16(fromHex(id)), device);
		for (const [epoch, key] of admission.keys) keys.learn(epoch, key);
		const own = await this.#host.refresh();
		const isFirst = own.secrets.workspaces.length === 0;
		const isOpen = !isFirst && this.#host.open.id === id;
		const joined: WorkspaceSecrets = {
			id,
			name: '',
			memberId: asked.memberId,
			sample: false,
			device: asked.device,
			relay: asked.relay,
			joined: { n: asked.n, R: asked.R }
		};
		await storeJoined(parts, own, keys, joined, {
			current: isFirst || isOpen,
			also: () => {
				if (!own.secrets.joining?.some((each) => each.id === id && each.device === asked.device)) throw new Elsewhere();
				forget(own.secrets, id);
			}
		});
		if (isFirst || isOpen) await parts.open(own, id);
		this.#running.delete(id);
		this.#o.onJoined?.(isFirst || isOpen);
		this.#tell();
	}

	#step(running: Running, state: JoiningState): void {
		running.state = state;
		this.#tell();
	}

	async #end(id: string): Promise<void> {
		const running = this.#running.get(id);
		this.#running.delete(id);
		running?.stop.abort(new Error('stopped'));
		await running?.done;
	}

	#tell(): void {
		this.#watch?.(this.list());
	}
}

function linkOf(text: string): TeamLink & { role: InvitedRole } {
	const link = readTeamLink(text);
	if (link === 'newer') throw new Refused({ code: 'invalid', field: 'link', detail: 'newer' });
	if (!link) throw new Refused({ code: 'invalid', field: 'link', detail: 'not-a-link' });
	// No link makes an owner.
	return { ...link, role: link.role as InvitedRole };
}

function keysOf({ device }: JoiningSecrets): DeviceKeys {
	const keys = decodeDeviceSecrets(fromBase64(device));
	if (!keys) throw new TypeError('no device keys');
	return keys;
}

function wordsOf(asked: JoiningSecrets): string[] {
	const { sign, box } = keysOf(asked);
	return joinWords({
		role: asked.role,
		wsId: fromHex(asked.id),
		invitePk: inviteKeys(fromBase64(asked.secret)).sign.publicKey,
		memberId: fromHex(asked.memberId),
		signPk: sign.publicKey,
		boxPk: box.publicKey,
		relayHost: addressOf(asked.relay).host
	});
}

function forget(secrets: { joining?: JoiningSecrets[] }, id: string): void {
	const rest = (secrets.joining ?? []).filter((each) => each.id !== id);
	if (rest.length > 0) secrets.joining = rest;
	else delete secrets.joining;
}

function short(name: string): string {
	return [...name.trim()].slice(0, LONGEST_NAME).join('');
}
