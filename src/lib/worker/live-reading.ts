/** A record that is looked at and takes no changes, or none from here: who looks at it is seen by the others who have it open, and sees them. */
import type { OtherForm } from '../editing/live-api.ts';
import { openLive, type Here, type Live, type LiveRoom, type Other } from '../sync/live.ts';
import { LiveDocument, since, vectorOf } from '../workspace/live-document.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { othersIn } from './live-others.ts';

/** Nothing is written in it, and nothing of the record comes out of it. */
class ReadingRoom implements LiveRoom {
	readonly id: string;
	readonly say: (here: Here) => void;
	readonly #heard = new Set<(other: Other) => void>();

	constructor(id: string, say: (here: Here) => void) {
		[this.id, this.say] = [id, say];
	}

	async since(vector: Uint8Array): Promise<{ update: Uint8Array; vector: Uint8Array }> {
		return { update: since(undefined, vector), vector: vectorOf(undefined) };
	}

	async store(): Promise<void> {}

	onStored(): () => void {
		return () => {};
	}

	onHeard(listener: (other: Other) => void): () => void {
		this.#heard.add(listener);
		return () => this.#heard.delete(listener);
	}

	hear(other: Other): void {
		for (const listener of this.#heard) listener(other);
	}
}

export class Reading {
	readonly workspace: Workspace;
	readonly room: ReadingRoom;
	readonly #hear: (others: OtherForm[]) => unknown;
	#live: Live | undefined;

	constructor(workspace: Workspace, id: string, say: (here: Here) => void, hear: (others: OtherForm[]) => unknown) {
		[this.workspace, this.room, this.#hear] = [workspace, new ReadingRoom(id, say), hear];
	}

	async open(author: number): Promise<void> {
		const { doc } = new LiveDocument({ texts: [], keyed: [] }, author);
		this.#live = await openLive(doc, this.room, { others: () => void this.#tell(), closed: () => {} });
		void this.#tell();
	}

	point(field: string | undefined): void {
		this.#live?.point(field);
	}

	/** What it looks at is read again by its page. */
	changed(): void {}

	async close(): Promise<void> {
		this.#live?.close();
		this.#live = undefined;
	}

	async #tell(): Promise<void> {
		const others = this.#live ? await othersIn(this.workspace, this.#live) : [];
		try {
			await this.#hear(others);
		} catch {
			// The page is gone.
		}
	}
}
