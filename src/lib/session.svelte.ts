/**
 * What is open now, on the page's side. Keys and opened records live in the worker; locking ends it. Only routes import this file.
 */
import type { Books } from './books.svelte.ts';
import type { JoinInput, JoinStep, Recovered, RecoverInput, RecoverStep } from './devices/api.ts';
import { IdleLock } from './idle-lock.ts';
import { askToPersist } from './persistence.ts';
import { sameOriginScript } from './trusted-url.ts';
import { remembered } from './ui/remembered.ts';
import type { BackupContents, BackupSecret, RestoreInput, Restored } from './exchange/backup/api.ts';
import type { PasskeyAnswer, Proof } from './identity/api.ts';
import type { PeriodHead } from './sharing/period-parts.ts';
import type { Change, CreateInput, DeviceStatus, Progress, Result, WorkerApi } from './worker-api.ts';
import { connect } from './worker-calls.ts';
import workerUrl from './worker.ts?worker&url';

const IDLE_KEY = 'wb1.idle';
const PRESENT_KEY = 'wb1.present';
const DEFAULT_IDLE_MINUTES = 15;
/** How long a lock waits for what is being typed to be saved, in milliseconds. */
const SAVE_PATIENCE = 10_000;
/** In which the others are told that its forms are left: without it they see that some seconds later. */
const LEAVE_PATIENCE = 1000;

type LockReason = 'idle' | 'user' | 'lost';

class Session {
	status = $state.raw<DeviceStatus | 'starting'>('starting');
	/** Set while a workspace is open. */
	books = $state.raw<Books | undefined>();
	/** Why the workspace was closed by itself, until the next unlock. */
	lockedBy = $state<LockReason | undefined>();
	/** Something typed could not be saved before it was locked. */
	lostText = $state(false);
	/** The browser remembers books that are no longer in it. */
	booksMissing = $state(false);
	#idleMinutes = $state(readIdle());
	#idle = new IdleLock(readIdle(), () => this.lock('idle'));
	/** The worker keeps nothing: it holds books that somebody shares. */
	#isShown = false;
	#worker: Worker | undefined;
	#api: WorkerApi | undefined;
	#listeners = new Set<(change: Change) => void>();
	#closers = new Set<() => Promise<boolean>>();

	/** A guess before the worker has answered, so that the right form is drawn at once. */
	get probablyUsed(): boolean {
		return remembered.get(PRESENT_KEY) === '1';
	}

	get idleMinutes(): number {
		return this.#idleMinutes;
	}
	set idleMinutes(minutes: number) {
		this.#idleMinutes = minutes;
		remembered.set(IDLE_KEY, String(minutes));
		this.#idle.minutes = minutes;
	}

	/** Starts the worker once; further calls wait for the same start. */
	async start(): Promise<void> {
		if (this.#worker) return;
		this.#worker = new Worker(sameOriginScript(workerUrl), { type: 'module', ...(this.#isShown && { name: 'shown' }) });
		const failed = new Promise<DeviceStatus>((resolve) => {
			this.#worker!.addEventListener('error', () => resolve({ state: 'broken', error: { code: 'unexpected', detail: 'worker' } }), {
				once: true
			});
		});
		this.#api = connect(this.#worker);
		this.#settle(await Promise.race([this.#api.status(), failed]));
	}

	/** What was said of the books that are open, where somebody else shares them. */
	get shown(): PeriodHead | undefined {
		return this.status !== 'starting' && this.status.state === 'open' ? this.status.shown : undefined;
	}

	/** Opens a period that somebody shares, in a worker that keeps nothing. Books of one's own that are open are locked first. */
	async openShared(link: string, watch: (fraction: number) => boolean): Promise<Result<void>> {
		if (this.#worker) await this.#saveTyping();
		this.#end();
		this.#isShown = true;
		const result = await (await this.#ready()).openShared(link, watch);
		if (result.ok) await this.refresh();
		else {
			this.#end();
			this.#isShown = false;
			this.status = 'starting';
		}
		return result;
	}

	async create(input: CreateInput): Promise<Result<{ recoveryCode: string }>> {
		const result = await (await this.#ready()).create(input);
		if (result.ok) {
			// The browser may ask its user: not waited for.
			void askToPersist();
			await this.refresh();
		}
		return result;
	}

	async generatePassphrase(): Promise<string> {
		return (await this.#ready()).generatePassphrase();
	}

	/** The recovery code while it was never typed back. */
	async pendingKit(): Promise<Result<string | undefined>> {
		return (await this.#ready()).pendingKit();
	}

	async confirmRecovery(code: string): Promise<Result<boolean>> {
		return (await this.#ready()).confirmRecovery(code);
	}

	async unlock(passphrase: string): Promise<Result<DeviceStatus>> {
		return this.#opened(await (await this.#ready()).unlock(passphrase));
	}

	async unlockWithRecovery(code: string): Promise<Result<DeviceStatus>> {
		return this.#opened(await (await this.#ready()).unlockWithRecovery(code));
	}

	async unlockWithPasskey(answer: PasskeyAnswer, passphrase?: string): Promise<Result<DeviceStatus>> {
		return this.#opened(await (await this.#ready()).unlockWithPasskey(answer, passphrase));
	}

	/** Changes what opens the device. */
	async changePassphrase(proof: Proof, next: string): Promise<Result<void>> {
		return (await this.#ready()).changePassphrase(proof, next);
	}

	/** What is inside a backup file; writes nothing. */
	async lookIntoBackup(file: Blob, secret: BackupSecret): Promise<Result<BackupContents>> {
		return (await this.#ready()).lookIntoBackup(file, secret);
	}

	/** Brings books back; on an empty device the device is made. They are open afterwards. */
	async restoreBackup(input: RestoreInput, progress: Progress): Promise<Result<Restored>> {
		const result = await (await this.#ready()).restoreBackup(input, progress);
		if (result.ok) {
			void askToPersist();
			await this.refresh();
		}
		return result;
	}

	/** Deletes the workspace for good; with the last one the device is empty again. */
	async deleteWorkspace(id: string): Promise<Result<void>> {
		const last = this.status !== 'starting' && this.status.state === 'open' && this.status.workspaces.length === 1;
		// Before it happens: another tab that finds nothing must not take it for a loss.
		if (last) this.forgetMissing();
		const result = await (await this.#ready()).deleteWorkspace(id);
		if (result.ok) await this.refresh();
		else if (last) remembered.set(PRESENT_KEY, '1');
		return result;
	}

	async addWorkspace(input: Omit<CreateInput, 'passphrase'>): Promise<Result<string>> {
		const result = await (await this.#ready()).addWorkspace(input);
		if (result.ok) await this.refresh();
		return result;
	}

	/** This browser becomes a device of books that another one offers; they are open afterwards. */
	async joinBooks(input: JoinInput, watch: (step: JoinStep) => void): Promise<Result<void>> {
		const result = await (await this.#ready()).joinBooks(input, watch);
		if (result.ok) {
			void askToPersist();
			await this.refresh();
		}
		return result;
	}

	async answerWords(same: boolean): Promise<void> {
		await (await this.#ready()).answerWords(same);
	}

	async choosePassphrase(passphrase: string): Promise<void> {
		await (await this.#ready()).choosePassphrase(passphrase);
	}

	async cancelPairing(): Promise<void> {
		await (await this.#ready()).cancelPairing();
	}

	/** All books of a recovery code, from a relay to an empty device; they are open afterwards. */
	async recoverBooks(input: RecoverInput, watch: (step: RecoverStep) => void): Promise<Result<Recovered>> {
		const result = await (await this.#ready()).recoverBooks(input, watch);
		if (result.ok) {
			void askToPersist();
			await this.refresh();
		}
		return result;
	}

	/** Every stored byte as it lies there, whether or not anything can be opened. */
	async rawCopy(): Promise<Result<Blob>> {
		return (await this.#ready()).rawCopy();
	}

	/** Nothing is expected to be here any more. */
	forgetMissing(): void {
		remembered.forget(PRESENT_KEY);
		this.booksMissing = false;
	}

	async openWorkspace(id: string): Promise<Result<void>> {
		const result = await (await this.#ready()).openWorkspace(id);
		if (result.ok) await this.refresh();
		return result;
	}

	/**
	 * Saves what is being typed, then ends the worker: no key is left in memory. Where something cannot be saved, `leave` is asked; nobody can
	 * be asked when it locks by itself, so the unlock form says it.
	 */
	async lock(by: LockReason = 'user', leave: () => boolean = () => true): Promise<void> {
		const saved = await this.#saveTyping();
		if (!saved && !leave()) return;
		await within(LEAVE_PATIENCE, this.#api?.takeLeave());
		this.#end();
		this.#isShown = false;
		this.lockedBy = by;
		this.lostText = !saved && by !== 'user';
		this.status = 'starting';
		await this.start();
	}

	/** False when something typed is not durable. A save that never ends does not keep the keys in memory. */
	async #saveTyping(): Promise<boolean> {
		const closing = Promise.allSettled([...this.#closers].map((close) => close()));
		const closed = await within(SAVE_PATIENCE, closing);
		return closed?.every((result) => result.status === 'fulfilled' && result.value) ?? false;
	}

	async refresh(): Promise<void> {
		this.#settle(await (await this.#ready()).status());
	}

	/** For screens that ask it before books are open. */
	worker(): Promise<WorkerApi> {
		return this.#ready();
	}

	async #ready(): Promise<WorkerApi> {
		await this.start();
		return this.#api!;
	}

	#opened(result: Result<DeviceStatus>): Result<DeviceStatus> {
		if (result.ok) this.#settle(result.value);
		return result;
	}

	#settle(status: DeviceStatus): void {
		const api = this.#api!;
		if (status.state === 'open' && (this.status === 'starting' || this.status.state !== 'open' || this.status.current !== status.current)) {
			this.lockedBy = undefined;
			this.lostText = false;
			this.books = {
				api,
				onChange: (listener) => {
					this.#listeners.add(listener);
					return () => this.#listeners.delete(listener);
				},
				beforeClose: (save) => {
					this.#closers.add(save);
					return () => this.#closers.delete(save);
				}
			};
			void api.subscribe((change) => {
				if (change.lost) void this.lock('lost');
				else if (change.status) void this.refresh();
				else this.#listeners.forEach((listener) => listener(change));
			});
			this.#idle.arm();
			this.#watch();
		}
		// Its keys are in memory while it waits, too. Unlocked again it goes on asking.
		if (status.state === 'joining' && (this.status === 'starting' || this.status.state !== 'joining')) {
			this.lockedBy = undefined;
			this.#idle.arm();
			this.#watch();
		}
		if (status.state !== 'open') this.books = undefined;
		this.status = status;
		// What is only looked at says nothing of what is in this browser.
		if (this.#isShown) return;
		this.booksMissing = status.state === 'empty' && this.probablyUsed;
		if (status.state !== 'empty' && status.state !== 'broken') remembered.set(PRESENT_KEY, '1');
	}

	#end(): void {
		this.#worker?.terminate();
		this.#worker = undefined;
		this.#api = undefined;
		this.books = undefined;
		this.#listeners.clear();
		this.#closers.clear();
		this.#idle.disarm();
	}

	#watching = false;
	#watch(): void {
		if (!this.#watching) this.#idle.watch(window);
		this.#watching = true;
	}
}

/** Undefined where it takes longer than so many milliseconds, or fails. */
async function within<T>(patience: number, work: Promise<T> | undefined): Promise<T | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const end = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), patience)));
	const done = await Promise.race([work?.catch(() => undefined), end]);
	clearTimeout(timer);
	return done;
}

function readIdle(): number {
	const stored = Number(remembered.get(IDLE_KEY));
	return stored >= 1 && stored <= 240 ? stored : DEFAULT_IDLE_MINUTES;
}

export const session = new Session();
