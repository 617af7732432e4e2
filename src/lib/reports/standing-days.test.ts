import fc from '../../../tests/support/property.ts';
import { expect, it } from 'vitest';
import type { MoneyFigure, Settlement, TradeFigure, Use } from './figure.ts';
import { standingOnDays } from './standing-days.ts';
import { standingOn } from './standing.ts';

const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`);
const until = fc.option(date, { nil: undefined, freq: 3 });
const id = fc.constantFrom('a', 'b', 'c', 'd');
const amount = fc.bigInt({ min: 1n, max: 4n });
const rated = { currency: 'CAD' };
const settled = fc
	.record({ kind: fc.constantFrom<Settlement['kind']>('payment', 'payment', 'credited', 'written-off'), from: id, date, amount, until })
	.map(({ until: end, ...rest }): Settlement => ({ ...rest, ...(end !== undefined && { until: end }) }));
const used = fc
	.record({ to: id, date, amount, isRefund: fc.boolean(), until })
	.map(({ until: end, ...rest }): Use => ({ ...rest, ...(end !== undefined && { until: end }) }));
const trade = fc
	.record({
		id,
		date,
		owed: fc.bigInt({ min: -4n, max: 4n }),
		settled: fc.array(settled, { maxLength: 3 }),
		used: fc.array(used, { maxLength: 2 })
	})
	.map((given): TradeFigure => {
		const common = { type: 'document', kind: 'invoice', number: '', dueDate: '', partyId: '', name: '', rated } as const;
		return { ...common, ...given, parts: [], later: [], items: [] };
	});
const money = fc.record({ id, date, amount: fc.bigInt({ min: -4n, max: 4n }), until }).map(({ until: end, ...given }): MoneyFigure => {
	const common = { type: 'payment', kind: 'payment', partyId: '', name: '', reference: '', rated } as const;
	return { ...common, ...given, shares: [], ...(end !== undefined && { until: end }) };
});
const byId = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((each) => [each.id, each]));

it('how things stand on several days is how they stand on each', () => {
	fc.assert(
		fc.property(
			fc.array(trade, { maxLength: 5 }),
			fc.array(money, { maxLength: 4 }),
			fc.uniqueArray(date, { minLength: 1, maxLength: 4 }),
			(trades, payments, days) => {
				const figures = { trades: byId(trades), money: byId(payments) };
				const sorted = [...days].sort();
				expect(standingOnDays(figures, sorted)).toEqual(sorted.map((day) => standingOn(figures, day)));
			}
		),
		{ numRuns: 500 }
	);
});
