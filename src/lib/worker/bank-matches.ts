/**
 * What the lines of statements probably pay, from the lists of the open books: worked out when first asked for, and after a change only where it can
 * matter. Rows are taken over a few at a time, so that other commands have their turn.
 */
import type { MatchWatch } from '../bank/api.ts';
import type { LoosePayment, MatchLine, OpenItem, Proposal } from '../bank/match/items.ts';
import { KeptMatches, type StatedLine } from '../bank/match/kept.ts';
import type { BankLineRow } from '../bank/rows.ts';
import { parseAmount } from '../money/amount.ts';
import { mergedIn, partyOf } from '../parties/merged.ts';
import type { DocumentRow, ExpenseRow, PaymentRow } from '../worker-api.ts';
import type { PackedList } from '../workspace/lists/list.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Milliseconds of work before others get their turn. */
const TURN = 12;
const OUT: readonly PaymentRow['kind'][] = ['refund', 'supplier-payment'];

type Name = 'bank-line' | 'document' | 'expense' | 'payment';
const NAMES: readonly Name[] = ['document', 'expense', 'payment', 'bank-line'];

/** How far a list was taken over. */
interface Taken {
	list: PackedList;
	version: number;
	/** Record id by slot. */
	ids: Map<number, string>;
}

export class BankMatches {
	readonly #workspace: Workspace;
	#kept = new KeptMatches();
	readonly #taken = new Map<Name, Taken>();
	/** Which list a document came from. */
	readonly #kinds = new Map<string, Name>();
	/** Whose change means that everything may be otherwise: merged parties, and the names of all. */
	#merged: unknown;
	#names: { list: PackedList; version: number } | undefined;
	#running: Promise<unknown> = Promise.resolve();
	readonly #pause: () => Promise<void>;
	#isHalted = false;

	/** @param pause lets others have their turn where it is time; called after each small piece of work */
	constructor(workspace: Workspace, pause = turns()) {
		this.#workspace = workspace;
		this.#pause = pause;
	}

	/**
	 * By line. `watch` hears how many lines of how many are looked at, and answers false to stop; then only what was looked at is known, and the `first`
	 * of each that asks, until somebody asks with a `watch` again.
	 */
	all({ first = [], watch }: { first?: readonly string[]; watch?: MatchWatch | undefined } = {}): Promise<ReadonlyMap<string, Proposal>> {
		return this.#inTurn(async () => {
			await this.#takeOver();
			if (watch) this.#isHalted = false;
			if (this.#isHalted) return this.#kept.known(this.#pause, first);
			let isRunning = true;
			const told = (done: number, all: number) => {
				void Promise.resolve(watch?.(done, all)).then((goOn) => (this.#isHalted ||= isRunning && goOn === false));
				return !this.#isHalted;
			};
			const found = await this.#kept.settled(this.#pause, told, first);
			isRunning = false;
			return found;
		});
	}

	/** Lines that were left when it was stopped. */
	get waiting(): number {
		return this.#isHalted ? this.#kept.waiting : 0;
	}

	/** Payments recorded by hand that stand on no statement. */
	loosePayments(): Promise<LoosePayment[]> {
		return this.#inTurn(async () => {
			await this.#takeOver();
			return this.#kept.payments;
		});
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#running.then(work);
		// What failed is tried again from the beginning.
		this.#running = turn.catch(() => this.#forget());
		return turn;
	}

	#forget(): void {
		this.#kept = new KeptMatches();
		this.#taken.clear();
	}

	async #takeOver(): Promise<void> {
		const merged = mergedIn(this.#workspace.ledger);
		if (merged !== this.#merged && JSON.stringify(merged) !== JSON.stringify(this.#merged ?? {})) this.#forget();
		this.#merged = merged;
		const parties = this.#workspace.list('party');
		const isRenamed = this.#names?.list !== parties || this.#names.version !== parties.version;
		this.#names = { list: parties, version: parties.version };
		for (const name of NAMES) {
			if (isRenamed && (name === 'document' || name === 'expense')) this.#taken.delete(name);
			await this.#follow(name);
		}
	}

	async #follow(name: Name): Promise<void> {
		const list = this.#workspace.list(name);
		const taken = this.#taken.get(name);
		const slots = taken?.list === list ? list.changedSince(taken.version) : undefined;
		const next: Taken = { list, version: list.version, ids: taken?.list === list ? taken.ids : new Map<number, string>() };
		this.#taken.set(name, next);
		if (!slots) {
			const gone = new Set(this.#ids(name));
			for (let slot = 0; slot < list.slots; slot++) {
				await this.#pause();
				const id = this.#take(name, next, slot);
				if (id) gone.delete(id);
			}
			for (const id of gone) this.#put(name, id, undefined);
			return;
		}
		for (const slot of slots) {
			await this.#pause();
			this.#take(name, next, slot);
		}
	}

	/** Answers whose row it is. */
	#take(name: Name, { list, ids }: Taken, slot: number): string | undefined {
		const row = list.aliveAt(slot) ? (list.rowAt(slot) as { id: string }) : undefined;
		const before = ids.get(slot);
		if (before && before !== row?.id) this.#put(name, before, undefined);
		if (row) {
			ids.set(slot, row.id);
			this.#put(name, row.id, row);
		} else ids.delete(slot);
		return row?.id;
	}

	#ids(name: Name): Iterable<string> {
		if (name === 'bank-line') return this.#kept.lineIds();
		if (name === 'payment') return this.#kept.paymentIds();
		return [...this.#kept.itemIds()].filter((id) => this.#kinds.get(id) === name);
	}

	#put(name: Name, id: string, row: object | undefined): void {
		if (row && (name === 'document' || name === 'expense')) this.#kinds.set(id, name);
		switch (name) {
			case 'document':
				return this.#kept.putItem(id, row && this.#invoice(row as DocumentRow));
			case 'expense':
				return this.#kept.putItem(id, row && this.#bill(row as ExpenseRow));
			case 'payment':
				return this.#kept.putPayment(id, row && this.#payment(row as PaymentRow));
			case 'bank-line':
				return this.#kept.putLine(id, row && this.#line(row as BankLineRow));
		}
	}

	#invoice(row: DocumentRow): OpenItem | undefined {
		const { id, issued, number, partyId, partyName, currency, balance, issueDate, dueDate } = row;
		if (!issued || balance <= 0n) return undefined;
		const name = partyName || this.#nameOf(partyId);
		return { id, number, direction: 'in', partyId: this.#party(partyId), partyName: name, currency, balance, issueDate, dueDate };
	}

	#bill(row: ExpenseRow): OpenItem | undefined {
		const { id, kind, booked, number, supplierId, supplierName, currency, balance, date, dueDate } = row;
		if (kind !== 'bill' || !booked || balance <= 0n) return undefined;
		const partyName = supplierName || this.#nameOf(supplierId);
		return { id, number, direction: 'out', partyId: this.#party(supplierId), partyName, currency, balance, issueDate: date, dueDate };
	}

	#payment(row: PaymentRow): LoosePayment | undefined {
		const { id, kind, reversed, partyId, partyName, currency, amount, date, reference, documents } = row;
		if (reversed) return undefined;
		const direction = OUT.includes(kind) ? 'out' : 'in';
		return { id, direction, partyId: this.#party(partyId), partyName, currency, amount, date, reference, documents };
	}

	#line(row: BankLineRow): StatedLine {
		const { account, currency, date, amount, status, counterAccount, parties, payments, format } = row;
		return {
			...{ date, counterAccount, payments, format, likeness: `${account} ${currency} ${date} ${amount}` },
			parties: parties.map((party) => this.#party(party)),
			...((status === 'open' || status === 'partly-booked') && { open: matchLine(row) })
		};
	}

	#party(id: string): string {
		return partyOf(this.#workspace.ledger, id);
	}

	#nameOf(id: string): string {
		return (this.#workspace.list('party').get(id) as { name?: string } | undefined)?.name ?? '';
	}
}

/** Others have their turn where what was done since the last one took long enough. */
function turns(): () => Promise<void> {
	let since = -Infinity;
	return async () => {
		if (performance.now() - since < TURN) return;
		await new Promise<void>((resolve) => setTimeout(resolve));
		since = performance.now();
	};
}

function matchLine(row: BankLineRow): MatchLine {
	const { id, date, account, currency, amount, left, name, counterAccount, text, references, original, statement } = row;
	const [other = '', ordered = ''] = original.split(' ');
	const read = original ? parseAmount(other, ordered) : undefined;
	return {
		...{ id, date, account, currency, amount, left, name, counterAccount, statement },
		said: [text, references, name].filter(Boolean).join('\n'),
		...(read?.ok && { original: { currency: other, amount: read.value.minor } })
	};
}
