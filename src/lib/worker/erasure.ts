/** The bin and erasure, on the open workspace. [Note: bin and erasure] [Note: thirty days] */
import type { CommentRow } from '../comments/records.ts';
import { daysLeft, dueOn, withToday } from '../rights/due.ts';
import type { BinnedRecord } from '../rights/api.ts';
import type { LiveType } from '../worker-api.ts';
import { BIN, type BinEntry } from '../workspace/bin.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { NO_CHANGE } from '../workspace/record.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

export class Erasure {
	readonly #workspace: Workspace;
	readonly #home: WorkspaceHome;
	readonly #today: () => Promise<string>;

	constructor(workspace: Workspace, home: WorkspaceHome, today: () => Promise<string>) {
		this.#workspace = workspace;
		this.#home = home;
		this.#today = today;
	}

	/** Newest first. */
	async bin(): Promise<BinnedRecord[]> {
		const today = await this.#today();
		const days = withToday(await this.#days(), today);
		return this.#entries()
			.map(({ id, type, title, on }) => {
				const left = daysLeft(on, today);
				return { id, type: type as LiveType, title, on, due: dueOn(on, days, today), ...(left !== undefined && { left }) };
			})
			.reverse()
			.sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : 0));
	}

	async restore(id: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			const state = await transaction.read(id);
			if (!state?.live) throw new Refused({ code: 'not-found' });
			if (state.removed) await transaction.add(state.type, id, 'put', NO_CHANGE);
		});
	}

	async erase(ids: readonly string[]): Promise<number> {
		const today = await this.#today();
		return this.#erasing(async (transaction) => {
			let erased = 0;
			for (const id of ids) {
				const state = await transaction.read(id);
				if (!state?.removed || state.erased) continue;
				await this.#eraseComments(transaction, id, today);
				await transaction.erase(state.type, id, today);
				erased++;
			}
			return erased;
		});
	}

	/** These records and no others, whether they rest in the bin or not. */
	async eraseAtOnce(ids: readonly string[]): Promise<void> {
		const today = await this.#today();
		await this.#erasing(async (transaction) => {
			for (const id of ids) {
				const state = await transaction.read(id);
				if (!state?.live || state.frozen) continue;
				if (!state.removed) await transaction.remove(state.type, id, today);
				await this.#eraseComments(transaction, id, today);
				await transaction.erase(state.type, id, today);
			}
			return ids.length;
		});
	}

	/** What was said of a document goes with it. */
	async #eraseComments(transaction: Transaction, documentId: string, today: string): Promise<void> {
		for (const { id, documentId: about } of this.#workspace.list('comment').values() as Iterable<CommentRow>) {
			if (about !== documentId) continue;
			await transaction.remove('comment', id, today);
			await transaction.erase('comment', id, today);
		}
	}

	/** Once a day while the books are open: notes the day, and erases what is due without asking. Answers how many that were. */
	async emptyWhenDue(): Promise<number> {
		if (this.#entries().length === 0) return 0;
		const today = await this.#today();
		const days = await this.#days();
		if (days.at(-1) !== today) await this.#keepDays(withToday(days, today));
		const due = (await this.bin()).filter((each) => each.due === 'due');
		return due.length === 0 ? 0 : this.erase(due.map(({ id }) => id));
	}

	/** Lists and their dictionaries could still hold words of what was erased: they are made again without. */
	async #erasing(work: (transaction: Transaction) => Promise<number>): Promise<number> {
		const erased = await this.#workspace.save(work, 'strict');
		if (erased === 0) return 0;
		const days = await this.#days();
		await this.#workspace.makeListsAgain();
		if (days.length > 0) await this.#keepDays(days);
		return erased;
	}

	#entries(): BinEntry[] {
		return [...this.#workspace.list(BIN).values()] as BinEntry[];
	}

	/** Kept on this device alone, sealed: what another device lived through says nothing of this one's clock. */
	async #days(): Promise<string[]> {
		const { store, vault } = this.#home;
		const key = vault.tag('days');
		const row = await store.get('meta', vault.ws, key);
		return (row && vault.openJson<string[]>('meta', key, row)) ?? [];
	}

	async #keepDays(days: string[]): Promise<void> {
		const { store, vault } = this.#home;
		await store.write({ puts: [vault.sealJson('meta', vault.tag('days'), days)] }, 'relaxed');
	}
}
