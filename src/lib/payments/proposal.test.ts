import { describe, expect, it } from 'vitest';
import { drawCredit, proposeShares, type OpenDocument } from './proposal.ts';

const open = (id: string, dueDate: string, balance: bigint): OpenDocument => ({
	id,
	number: id,
	issueDate: '2026-01-01',
	dueDate,
	balance
});
const three = [open('new', '2026-05-01', 300n), open('old', '2026-03-01', 100n), open('mid', '2026-04-01', 200n)];

describe('the shares proposed', () => {
	it.each<[bigint, string | undefined, [string, bigint][]]>([
		[50n, undefined, [['old', 50n]]],
		[
			250n,
			undefined,
			[
				['old', 100n],
				['mid', 150n]
			]
		],
		[
			900n,
			undefined,
			[
				['old', 100n],
				['mid', 200n],
				['new', 300n]
			]
		],
		[
			350n,
			'new',
			[
				['new', 300n],
				['old', 50n]
			]
		],
		[0n, undefined, []],
		[-5n, undefined, []]
	])('of %s, %s first', (amount, first, shares) => {
		expect([...proposeShares(three, amount, first)]).toEqual(shares);
	});

	it('take what is due at no day by its issue', () => {
		expect([...proposeShares([open('later', '2026-02-01', 5n), open('never', '', 5n)], 5n)]).toEqual([['never', 5n]]);
	});
});

it('uses up the oldest credit first, and never more than there is', () => {
	const sources = [
		{ id: 'b', date: '2026-02-01', amount: 80n },
		{ id: 'a', date: '2026-01-01', amount: 50n }
	];
	expect(
		drawCredit(sources, [
			['F1', 60n],
			['F2', 500n]
		])
	).toEqual([
		{ from: 'a', to: 'F1', amount: 50n },
		{ from: 'b', to: 'F1', amount: 10n },
		{ from: 'b', to: 'F2', amount: 70n }
	]);
	expect(sources[0]!.amount).toBe(80n);
});
