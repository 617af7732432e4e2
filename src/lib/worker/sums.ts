/** Sums of a list of documents, in minor units: what is issued, still open, and overdue. Credit notes take away. */
import { readParts } from '../documents/ageing.ts';
import { isInvoice } from '../documents/kinds.ts';
import { inBase } from '../rates/base.ts';
import type { BaseSums, CurrencySums, DocumentRow } from '../worker-api.ts';
import type { Selection } from '../workspace/lists/selection.ts';

/** The currency of most documents first. */
export function sumsByCurrency(documents: Selection): CurrencySums[] {
	const groups = documents.sums('currency', {
		issued: { column: 'payable', where: { issued: true } },
		creditNotes: { column: 'payable', where: { issued: true, type: 'credit-note' } },
		annulled: { column: 'payable', where: { issued: true, type: 'invoice', status: 'voided' } },
		annulledDeposits: { column: 'payable', where: { issued: true, type: 'deposit-invoice', status: 'voided' } },
		balance: { column: 'balance', where: { issued: true } },
		overdue: { column: 'balance', where: { issued: true, status: 'overdue' } }
	});
	const notDue = new Map<string, bigint>();
	for (const row of documents.having('parts') as unknown as DocumentRow[])
		if (row.status === 'overdue')
			notDue.set(row.currency, (notDue.get(row.currency) ?? 0n) + row.balance - lateOf(row, documents.view.today));
	return [...groups]
		.map(([currency, { count, sums }]) => ({
			currency: String(currency),
			payable: sums.issued - 2n * sums.creditNotes - sums.annulled - sums.annulledDeposits,
			balance: sums.balance,
			overdue: sums.overdue - (notDue.get(String(currency)) ?? 0n),
			count
		}))
		.sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
}

/** Undefined where all is in the base currency. Each document is converted by itself, so that the sum is that of its documents. */
export function sumsInBase(documents: Selection, sums: readonly CurrencySums[], home: string): BaseSums | undefined {
	const foreign = sums.filter(({ currency, payable, balance }) => currency !== home && (payable !== 0n || balance !== 0n));
	if (foreign.length === 0) return undefined;
	const own = sums.find(({ currency }) => currency === home);
	const total: BaseSums = {
		currency: home,
		payable: own?.payable ?? 0n,
		balance: own?.balance ?? 0n,
		overdue: own?.overdue ?? 0n,
		unrated: []
	};
	const unrated = new Map(foreign.map(({ currency, payable, balance }) => [currency, { currency, payable, balance }]));
	for (const row of documents.having('base') as unknown as DocumentRow[]) {
		const left = unrated.get(row.currency);
		const at = (minor: bigint) => inBase(minor, row.currency, row.base, home);
		const payable = row.type === 'credit-note' ? -row.payable : isAnnulled(row) ? 0n : row.payable;
		const [inHome, open] = [at(payable), at(row.balance)];
		if (!row.issued || !left || inHome === undefined || open === undefined) continue;
		total.payable += inHome;
		total.balance += open;
		total.overdue += at(lateOf(row, documents.view.today))!;
		left.payable -= payable;
		left.balance -= row.balance;
	}
	total.unrated = [...unrated.values()].filter(({ payable, balance }) => payable !== 0n || balance !== 0n);
	return total;
}

function isAnnulled({ type, status }: DocumentRow): boolean {
	return isInvoice(type) && status === 'voided';
}

/** Of what is paid by instalments, those whose day is past. */
function lateOf({ status, balance, parts }: DocumentRow, today: string): bigint {
	if (status !== 'overdue') return 0n;
	if (!parts) return balance;
	return readParts(parts).reduce((sum, { date, amount }) => (date < today ? sum + amount : sum), 0n);
}
