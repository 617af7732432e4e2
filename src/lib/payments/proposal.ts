/** What is proposed when money is put against documents: the oldest first. Amounts in minor units. */

export interface OpenDocument {
	id: string;
	number: string;
	issueDate: string;
	/** Empty when it is due at no day. */
	dueDate: string;
	/** Above zero. */
	balance: bigint;
}

export interface CreditSource {
	id: string;
	/** Calendar date it came to be. */
	date: string;
	/** What is left of it. */
	amount: bigint;
}

/** Oldest due first; what is due at no day by its issue. */
export function oldestFirst<D extends Pick<OpenDocument, 'dueDate' | 'issueDate' | 'number'>>(documents: readonly D[]): D[] {
	const day = ({ dueDate, issueDate }: D) => dueDate || issueDate;
	return [...documents].sort((a, b) => order(day(a), day(b)) || order(a.issueDate, b.issueDate) || order(a.number, b.number));
}

/** Shares by document id. The one named `first` comes before all, then the oldest. What is over is nobody's: it stays credit. */
export function proposeShares(documents: readonly OpenDocument[], amount: bigint, first?: string): Map<string, bigint> {
	const sorted = oldestFirst(documents);
	const shares = new Map<string, bigint>();
	let left = amount;
	for (const { id, balance } of [...sorted.filter(({ id }) => id === first), ...sorted.filter(({ id }) => id !== first)]) {
		if (left <= 0n) break;
		const share = balance < left ? balance : left;
		shares.set(id, share);
		left -= share;
	}
	return shares;
}

/** From which credit each share comes: the oldest is used up first. Shares beyond all credit get what there is. */
export function drawCredit(
	sources: readonly CreditSource[],
	shares: Iterable<readonly [to: string, amount: bigint]>
): { from: string; to: string; amount: bigint }[] {
	const left = [...sources].sort((a, b) => order(a.date, b.date) || order(a.id, b.id)).map((source) => ({ ...source }));
	const draws: { from: string; to: string; amount: bigint }[] = [];
	for (const [to, wanted] of shares) {
		let open = wanted;
		for (const source of left) {
			const amount = source.amount < open ? source.amount : open;
			if (amount <= 0n) continue;
			draws.push({ from: source.id, to, amount });
			source.amount -= amount;
			open -= amount;
		}
	}
	return draws;
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
