/** What a client still owes and has to his credit, as the dialogs about money need it: read once when they open. */
import { useBooks } from '../books.svelte.ts';
import type { AppError, DocumentRow, PaymentRow } from '../worker-api.ts';
import type { CreditSource, OpenDocument } from './proposal.ts';

/** More open documents than anybody works through in a dialog. */
const MOST = 500;

export class ClientMoney {
	documents = $state.raw<(OpenDocument & { currency: string })[]>([]);
	sources = $state.raw<(CreditSource & { currency: string })[]>([]);
	error = $state.raw<AppError | undefined>();
	loaded = $state(false);
	readonly #api = useBooks().api;
	#turn = 0;

	async load(partyId: string): Promise<void> {
		const turn = ++this.#turn;
		this.loaded = false;
		const where = { partyId, issued: true };
		const [owed, credited, paid] = await Promise.all([
			this.#api.list('document', { where, filters: { balance: { from: 1n } }, sort: { by: 'issueDate' }, limit: MOST }),
			this.#api.list('document', { where, filters: { balance: { to: -1n } }, sort: { by: 'issueDate' }, limit: MOST }),
			this.#api.list('payment', {
				where: { partyId, reversed: false },
				filters: { credit: { from: 1n } },
				sort: { by: 'date' },
				limit: MOST
			})
		]);
		if (turn !== this.#turn) return;
		const failed = [owed, credited, paid].find((result) => !result.ok);
		this.error = failed && !failed.ok ? failed.error : undefined;
		this.documents = owed.ok ? owed.value.rows : [];
		this.sources = [
			...(credited.ok ? credited.value.rows.filter(isCreditor).map(sourceOfDocument) : []),
			...(paid.ok ? paid.value.rows.map(sourceOfPayment) : [])
		];
		this.loaded = true;
	}

	openIn(currency: string): OpenDocument[] {
		return this.documents.filter((document) => document.currency === currency);
	}

	creditIn(currency: string): CreditSource[] {
		return this.sources.filter((source) => source.currency === currency);
	}
}

/** An invoice that was paid too much gives nothing until its share is taken off it. */
function isCreditor({ type, payable }: DocumentRow): boolean {
	return type === 'credit-note' || payable < 0n;
}

function sourceOfDocument({ id, issueDate, balance, currency }: DocumentRow) {
	return { id, date: issueDate, amount: -balance, currency };
}

function sourceOfPayment({ id, date, credit, currency }: PaymentRow) {
	return { id, date, amount: credit, currency };
}
