// What is kept through changes is what would be worked out from nothing.
import fc from '../../../../tests/support/property.ts';
import { expect, it } from 'vitest';
import type { LoosePayment, MatchLine, OpenItem } from './items.ts';
import { KeptMatches, type StatedLine } from './kept.ts';

const NAMES = ['Acme Sägewerk', 'Acme Nord', 'Nord Bau', 'Zoé', 'Bau Nord Süd'];
const item = fc.record({
	kind: fc.constant('item' as const),
	at: fc.nat(7),
	gone: fc.boolean(),
	party: fc.nat(4),
	balance: fc.bigInt(1n, 4n),
	out: fc.boolean()
});
const payment = fc.record({
	kind: fc.constant('payment' as const),
	at: fc.nat(3),
	gone: fc.boolean(),
	party: fc.nat(4),
	amount: fc.bigInt(1n, 4n)
});
const line = fc.record({
	kind: fc.constant('line' as const),
	at: fc.nat(7),
	gone: fc.boolean(),
	amount: fc.bigInt(1n, 6n),
	out: fc.boolean(),
	name: fc.constantFrom('', ...NAMES, 'ACME', 'NORD'),
	number: fc.option(fc.nat(7)),
	account: fc.constantFrom('', 'X1', 'X2'),
	bookedFor: fc.option(fc.nat(4)),
	paidBy: fc.option(fc.nat(3)),
	format: fc.constantFrom('ofx', 'csv'),
	day: fc.integer({ min: 1, max: 9 })
});
const step = fc.oneof(item, payment, line);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function apply(kept: KeptMatches, change: Step): void {
	const id = `${change.kind}${change.at}`;
	if (change.kind === 'item') {
		const { party, balance, out } = change;
		const next: OpenItem = {
			...{ id, number: `F2026-000${change.at}`, direction: out ? 'out' : 'in', partyId: `p${party}`, partyName: NAMES[party]! },
			...{ currency: 'EUR', balance, issueDate: `2026-01-0${change.at + 1}`, dueDate: '' }
		};
		kept.putItem(id, change.gone ? undefined : next);
	} else if (change.kind === 'payment') {
		const { party, amount } = change;
		const next: LoosePayment = {
			...{ id, direction: 'in', partyId: `p${party}`, partyName: NAMES[party]!, currency: 'EUR', amount, date: '2026-03-03' },
			...{ reference: '', documents: '' }
		};
		kept.putPayment(id, change.gone ? undefined : next);
	} else {
		const { name, number, account, bookedFor, paidBy, format, day, amount, out } = change;
		const date = `2026-03-0${day}`;
		const open: MatchLine = {
			...{
				id,
				date,
				account: 'A',
				currency: 'EUR',
				amount: out ? -amount : amount,
				left: amount,
				name,
				counterAccount: account,
				statement: 's'
			},
			said: `${number === null ? 'thanks' : `F2026-000${number}`} ${name}`
		};
		const next: StatedLine = {
			...{ date, counterAccount: account, format, likeness: `${day} ${amount}` },
			parties: bookedFor === null ? [] : [`p${bookedFor}`],
			payments: paidBy === null ? [] : [`payment${paidBy}`],
			...(bookedFor === null && { open })
		};
		kept.putLine(id, change.gone ? undefined : next);
	}
}

const soon = () => Promise.resolve();

it('after each change it is what it would be from nothing', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), fc.func(fc.boolean()), async (steps, asked) => {
			const kept = new KeptMatches();
			const last = new Map<string, Step>();
			for (const [index, change] of steps.entries()) {
				apply(kept, change);
				last.delete(`${change.kind}${change.at}`);
				last.set(`${change.kind}${change.at}`, change);
				if (!asked(index) && index < steps.length - 1) continue;
				const anew = new KeptMatches();
				for (const each of last.values()) apply(anew, each);
				const byId = (all: ReadonlyMap<string, unknown>) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));
				expect(byId(await kept.settled(soon))).toEqual(byId(await anew.settled(soon)));
			}
		}),
		{ numRuns: 300 }
	);
});

it('a change works out only what looks at it', async () => {
	const kept = new KeptMatches();
	for (let at = 0; at < 400; at++) {
		const id = `l${at}`;
		const open: MatchLine = {
			...{
				id,
				date: '2026-03-05',
				account: 'A',
				currency: 'EUR',
				amount: BigInt(at + 1),
				left: BigInt(at + 1),
				name: `client${at}x`,
				counterAccount: ''
			},
			...{ said: `F2026-${1000 + at}`, statement: 's' }
		};
		kept.putLine(id, { open, date: open.date, counterAccount: '', parties: [], payments: [], likeness: id, format: 'ofx' });
	}
	await kept.settled(soon);
	const told: number[] = [];
	const invoice: OpenItem = {
		...{ id: 'i', number: 'F2026-1007', direction: 'in', partyId: 'p', partyName: 'Nobody', currency: 'EUR', balance: 8n },
		...{ issueDate: '2026-03-01', dueDate: '' }
	};
	kept.putItem('i', invoice);
	const found = await kept.settled(soon, (fraction) => told.push(fraction));
	// Fewer than are looked at in one go: nobody was told.
	expect(told).toEqual([]);
	expect([...found.values()]).toMatchObject([{ lineId: 'l7', level: 'sure' }]);
});

it('what changes while it is worked out counts when it is next asked', async () => {
	const line = (id: string, date: string, number = id): StatedLine => {
		const open: MatchLine = {
			...{ id, date, account: 'A', currency: 'EUR', amount: 9n, left: 9n, name: '', counterAccount: '' },
			...{ said: `F2026-100${number}`, statement: 's' }
		};
		return { open, date, counterAccount: '', parties: [], payments: [], likeness: id, format: 'ofx' };
	};
	const filled = () => {
		const kept = new KeptMatches();
		for (const n of ['1', '2', '3']) {
			kept.putLine(n, line(n, '2026-03-05'));
			kept.putItem(n, {
				...{ id: n, number: `F2026-100${n}`, direction: 'in', partyId: n, partyName: `Client ${n}`, currency: 'EUR', balance: 9n },
				...{ issueDate: '2026-03-01', dueDate: '' }
			});
		}
		return kept;
	};
	const { open: _, ...booked } = line('1', '2026-03-05');
	const changes: ((kept: KeptMatches) => void)[] = [
		(kept) => kept.putLine('1', booked),
		(kept) => kept.putItem('2', undefined),
		(kept) => kept.putLine('4', line('4', '2026-03-04', '3')),
		(kept) => kept.putLine('3', line('3', '2026-03-01'))
	];
	for (const change of changes) {
		const expected = filled();
		change(expected);
		const wanted = [...(await expected.settled(soon))];
		for (let at = 0, reached = true; reached; at++) {
			const kept = filled();
			let turn = 0;
			reached = false;
			await kept.settled(async () => {
				if (turn++ !== at) return;
				reached = true;
				change(kept);
			});
			if (reached) expect([...(await kept.settled(soon))], `turn ${at}`).toEqual(wanted);
		}
	}
});

it('a sum that a second document makes up is seen by a line that says half of the name', async () => {
	const kept = new KeptMatches();
	const open: MatchLine = {
		...{ id: 'l', date: '2026-03-05', account: 'A', currency: 'EUR', amount: 9n, left: 9n, name: 'NORD', counterAccount: '' },
		...{ said: 'thanks', statement: 's' }
	};
	kept.putLine('l', { open, date: open.date, counterAccount: '', parties: [], payments: [], likeness: 'l', format: 'ofx' });
	const put = (id: string, balance: bigint) =>
		kept.putItem(id, {
			...{ id, number: id, direction: 'in', partyId: 'p', partyName: 'Acme Nord', currency: 'EUR', balance },
			...{ issueDate: '2026-03-01', dueDate: '' }
		});
	put('a', 4n);
	expect([...(await kept.settled(soon)).values()]).toEqual([]);
	put('b', 5n);
	expect([...(await kept.settled(soon)).values()]).toMatchObject([{ level: 'possible', reasons: [{ kind: 'sum' }, { kind: 'name' }] }]);
	put('b', 6n);
	expect([...(await kept.settled(soon)).values()]).toEqual([]);
});
