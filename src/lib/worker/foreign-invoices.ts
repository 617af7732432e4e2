/** What invoices of another program's export do to the books: those still owed come in as issued elsewhere. Writes nothing. [Note: issued elsewhere] */
import type { Business } from '../business/business.ts';
import { randomBytes } from '../crypto/random.ts';
import { documentFromThere } from '../documents/elsewhere-content.ts';
import type { ForeignRowProblem, ForeignWish } from '../exchange/foreign/api.ts';
import { PROGRAM_NAMES } from '../exchange/foreign/names.ts';
import type { Plan, PlannedInvoice } from '../exchange/foreign/plan.ts';
import type { Party } from '../parties/party.ts';
import type { DocumentRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WrittenInvoice } from './import-step.ts';

export type InvoiceVerdict =
	{ kind: 'write'; step: WrittenInvoice; isSameNumber: boolean } | { kind: 'here' } | { kind: 'refused'; why: ForeignRowProblem };

export class ForeignInvoices {
	readonly #program: string;
	readonly #wish: ForeignWish;
	readonly #business: Business;
	/** How many of each are here already. */
	readonly #here = new Map<string, number>();
	/** Numbers that documents of these books have. */
	readonly #own = new Set<string>();

	constructor(workspace: Workspace, business: Business, { program }: Plan, wish: ForeignWish) {
		this.#program = PROGRAM_NAMES[program];
		this.#wish = wish;
		this.#business = business;
		for (const { elsewhere, number, issueDate, currency, issued } of workspace.list('document').values() as Iterable<DocumentRow>) {
			if (!issued) continue;
			if (elsewhere === undefined) this.#own.add(number);
			else this.#count(keyOf(elsewhere, number, issueDate, currency), 1);
		}
	}

	/** @param importedAt instant, ISO 8601 */
	judge(invoice: PlannedInvoice, partyId: string, party: Party, importedAt: string): InvoiceVerdict {
		const { number, date: issueDate, dueDate, currency, total, open } = invoice;
		const there = { program: this.#program, number, issueDate, dueDate, currency, total, open };
		const made = documentFromThere(there, this.#business, party, partyId, this.#fill(this.#wish.owedLine, number), importedAt);
		if (!made.ok) return { kind: 'refused', why: made.why };
		const { document } = made;
		const key = keyOf(this.#program, document.number, issueDate, currency);
		if ((this.#here.get(key) ?? 0) > 0) {
			this.#count(key, -1);
			return { kind: 'here' };
		}
		const step: WrittenInvoice = { kind: 'issue', id: toHex(randomBytes(16)), document };
		return { kind: 'write', step, isSameNumber: this.#own.has(document.number) };
	}

	#count(key: string, by: number): void {
		this.#here.set(key, (this.#here.get(key) ?? 0) + by);
	}

	#fill(line: string, number: string): string {
		const words: Record<string, string> = { number, program: this.#program };
		return line.replace(/\{(\w+)\}/g, (found, word: string) => words[word] ?? found);
	}
}

/** Without what is open, or was: it is paid there on, and its total corrected. */
function keyOf(...parts: readonly string[]): string {
	return parts.join('\n');
}
