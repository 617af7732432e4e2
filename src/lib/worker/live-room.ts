/** The stored record behind an open form: what a `SealedSocket` stands on. Operations are the only way in and the only way out. */
import { RecordClosed, type Here, type LiveRoom, type Other } from '../sync/live.ts';
import type { LiveType } from '../worker-api.ts';
import { newIn, since, vectorOf } from '../workspace/live-document.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { refuseRestricted } from './restricted.ts';

export class RecordRoom implements LiveRoom {
	readonly id: string;
	readonly say: (here: Here) => void;
	readonly #workspace: Workspace;
	readonly #type: LiveType;
	readonly #stored = new Set<() => void>();
	readonly #heard = new Set<(other: Other) => void>();

	constructor(workspace: Workspace, type: LiveType, id: string, say: (here: Here) => void) {
		this.#workspace = workspace;
		this.#type = type;
		this.id = id;
		this.say = say;
	}

	/** Yjs state; undefined while nothing was written. */
	async state(): Promise<Uint8Array | undefined> {
		return this.#live(await this.#workspace.read(this.id));
	}

	async since(vector: Uint8Array): Promise<{ update: Uint8Array; vector: Uint8Array }> {
		const state = await this.state();
		return { update: since(state, vector), vector: vectorOf(state) };
	}

	async store(updates: readonly Uint8Array[]): Promise<void> {
		// Most of what a provider tells when it comes back is known: that takes no lock.
		if (newIn(await this.state(), updates).length === 0) return;
		await this.#workspace.save(async (transaction) => {
			await refuseRestricted(transaction, this.#type, this.id);
			const stored = this.#live(await transaction.read(this.id));
			for (const update of newIn(stored, updates)) await transaction.add(this.#type, this.id, 'put', update);
		});
	}

	onStored(listener: () => void): () => void {
		this.#stored.add(listener);
		return () => this.#stored.delete(listener);
	}

	onHeard(listener: (other: Other) => void): () => void {
		this.#heard.add(listener);
		return () => this.#heard.delete(listener);
	}

	/** The workspace is another than before; this record may be. */
	changed(): void {
		for (const listener of this.#stored) listener();
	}

	hear(other: Other): void {
		for (const listener of this.#heard) listener(other);
	}

	#live(state: RecordState | undefined): Uint8Array | undefined {
		if (state && (state.frozen || state.erased || state.type !== this.#type)) throw new RecordClosed();
		return state?.live;
	}
}
