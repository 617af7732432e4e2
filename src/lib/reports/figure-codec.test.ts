import { expect, it } from 'vitest';
import type { Figure } from './figure.ts';
import { decodeFigures, encodeFigures } from './figure-codec.ts';
import { FigureMaker } from './figure-of.ts';
import type { Rated } from '../rates/difference.ts';

const rated: Rated = { currency: 'USD', exchangeRate: '0.92', baseCurrency: 'EUR' };

/** Each field that a figure can have, in one or the other; amounts at, and beyond, what a double holds. */
const figures: Figure[] = [
	{
		...({ type: 'expense', id: 'e1', kind: 'bill', number: 'R-1', date: '2026-03-02', dueDate: '2026-04-01' } as const),
		...{ partyId: 'p1', name: 'Größe & Söhne', rated, owed: 9_007_199_254_740_993n },
		parts: [
			{ role: 'cost', amount: -1n, category: { id: 'office', name: 'Office' } },
			{ role: 'input-tax', amount: 19n, taxable: 100n, tax: { name: 'USt', rate: '19', category: '', supply: 'acquisition' } },
			{ role: 'input-tax', amount: 0n, taxable: 0n, tax: { name: 'USt', rate: '19', category: '' } }
		],
		later: [{ date: '2026-05-01', parts: [{ role: 'bank', amount: -(2n ** 60n) }] }],
		settled: [{ kind: 'payment', from: 'm1', date: '2026-03-09', amount: 119n, until: '2026-03-12' }],
		used: [{ to: 'e2', date: '2026-03-10', amount: 3n, isRefund: true }],
		items: [{ key: 'i1', name: 'Paper', amount: 100n }],
		due: [{ date: '2026-04-01', amount: 119n }]
	},
	{
		...({ type: 'document', id: 'd1', kind: 'invoice', number: 'F-1', date: '2026-01-31', dueDate: '2026-03-02' } as const),
		...{ partyId: '', name: '', rated: { currency: 'EUR' }, owed: 0n },
		...{ parts: undefined, leftOut: 'no-rate' as const, later: [], settled: [], used: [], items: [] }
	},
	{
		...({ type: 'payment', id: 'm1', kind: 'payment', date: '2026-03-09', partyId: 'p1', name: 'Größe & Söhne', reference: '' } as const),
		...{ rated, amount: -5n, until: '2026-03-12', shares: [{ to: 'e1', date: '2026-03-09', amount: 119n }] }
	}
];

it('reads of kept figures what was written, every field of them, and which records have none', () => {
	const written = new Map<string, Figure | undefined>([...figures.map((figure) => [figure.id, figure] as const), ['none', undefined]]);
	const read = decodeFigures(encodeFigures(written), new FigureMaker('EUR'));
	expect(read.get('none')).toBeUndefined();
	expect([...read.keys()].sort()).toEqual([...written.keys()].sort());
	for (const figure of figures) expect(read.get(figure.id)).toStrictEqual(figure);
});
