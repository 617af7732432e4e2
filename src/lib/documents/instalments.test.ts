import { expect, it } from 'vitest';
import type { Instalment } from './document.ts';
import { dueNow, instalmentsOf } from './instalments.ts';

const content = (instalments: Instalment[], currency = 'EUR') => ({ instalments, currency, dueDate: '2026-12-31' });
const part = (id: string, date: string, more: Partial<Instalment> = {}): Instalment => ({ id, date, ...more });
const thirds = [part('c', '2026-12-01'), part('a', '2026-10-01', { percent: '33.3333' }), part('b', '2026-11-01', { percent: '33.3333' })];

it('the parts go by their days, and come to the whole in every currency', () => {
	expect(instalmentsOf(content(thirds), 10_000n).map(({ id, amount }) => [id, amount])).toEqual([
		['a', 3333n],
		['b', 3333n],
		['c', 3334n]
	]);
	expect(instalmentsOf(content(thirds, 'JPY'), 100n).map(({ amount }) => amount)).toEqual([33n, 33n, 34n]);
	expect(instalmentsOf(content([part('a', '2026-10-01', { amount: '1.234' }), part('b', '2026-11-01')], 'TND'), 5000n)[1]!.amount).toBe(
		3766n
	);
});

it('what is due next is the first part that is not settled', () => {
	const due = (balance: bigint) => dueNow(content(thirds), 10_000n, balance);
	expect(due(10_000n)).toBe('2026-10-01');
	expect(due(6_668n)).toBe('2026-10-01');
	expect(due(6_667n)).toBe('2026-11-01');
	expect(due(1n)).toBe('2026-12-01');
	expect(dueNow(content([]), 10_000n, 10_000n)).toBe('2026-12-31');
});
