import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { BookCommands } from '../worker/book-commands.ts';
import { businessId } from '../worker/registry.ts';
import type { Payment, PaymentFact } from '../payments/payment.ts';
import { encodeFact } from '../documents/records.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import { hashHex } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { lineId, type BankLine } from './line.ts';
import { encodeBankEvent, encodeLine } from './records.ts';
import type { BankLineRow } from './rows.ts';

const ALICE = 'a'.repeat(32);
const P1 = '1'.repeat(32);
const P2 = '2'.repeat(32);
const P3 = '3'.repeat(32);

let device: TestWorkspace;
afterEach(() => device?.end());

function aLine(changes: Partial<BankLine> = {}): BankLine {
	return {
		account: 'DE89370400440532013000',
		statement: 'd'.repeat(32),
		format: 'camt.053',
		date: '2026-03-05',
		amount: '100.00',
		currency: 'CAD',
		bankReference: 'B-1',
		name: 'Alice',
		counterAccount: '',
		text: 'F2026-0001',
		references: [],
		copy: 0,
		round: 0,
		...changes
	};
}
const idOf = (line: BankLine) => lineId(line, hashHex);

async function books() {
	device = await foundOnFile();
	const id = toHex(device.founded.wsId);
	const workspace = await device.open();
	const commands = new BookCommands(workspace, device.home, id);
	await commands.save('business', businessId(id), aBusiness());
	await commands.save('party', ALICE, aParty({ name: 'Alice' }));
	return workspace;
}

function payment(changes: Partial<Payment> = {}): Payment {
	const base = { kind: 'payment', partyId: ALICE, partyName: 'Alice', date: '2026-03-05', currency: 'CAD', method: 'transfer' } as const;
	return { ...base, amount: '100.00', ...changes };
}
const read = (workspace: Workspace, line: BankLine) => workspace.save((t) => t.add('bank-line', idOf(line), 'put', encodeLine(line)));
const pay = (workspace: Workspace, id: string, value: Payment) => workspace.save((t) => t.add('payment', id, 'put', encodeJson(value)));
const say = (workspace: Workspace, id: string, fact: PaymentFact) => workspace.save((t) => t.add('fact', id, 'put', encodeFact(fact)));
const takeBack = (workspace: Workspace, id: string, factId = id) =>
	say(workspace, id, { kind: 'reversed', documentId: id, factId, at: '2026-03-06T00:00:00.000Z', reason: 'wrong' });
const row = (workspace: Workspace, line: BankLine) => workspace.list('bank-line').get(idOf(line)) as BankLineRow | undefined;
const refused = (detail: string) => expect.objectContaining({ detail }) as Error;

describe('a line of a statement', () => {
	it('is one record however often it is read', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		await read(workspace, aLine({ text: 'Another reading', statement: 'e'.repeat(32) }));
		expect(workspace.list('bank-line').size).toBe(1);
		expect(row(workspace, aLine())).toMatchObject({ status: 'open', left: 10_000n, text: 'F2026-0001' });
		expect(workspace.refusals).toEqual([]);
	});

	it('lies only under the id that follows from what it says', async () => {
		const workspace = await books();
		const other = idOf(aLine({ amount: '1.00' }));
		await expect(workspace.save((t) => t.add('bank-line', other, 'put', encodeLine(aLine())))).rejects.toEqual(refused('unreadable'));
	});

	it.each([
		['an amount that is none', { amount: '1,00' }],
		['a day that is none', { date: '2026-02-30' }],
		['an unknown currency', { currency: 'XXX' }],
		['a format of its own', { format: 'pdf' as 'csv' }],
		['references without end', { references: Array.from({ length: 50 }, () => 'x') }]
	])('is refused with %s', async (_, changes) => {
		const workspace = await books();
		const line = aLine(changes as Partial<BankLine>);
		await expect(workspace.save((t) => t.add('bank-line', idOf(line), 'put', encodeLine(line)))).rejects.toEqual(refused('unreadable'));
	});

	it('of the other direction, of nothing, or of another amount books nothing', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		const line = (amount: string) => ({ line: { id: idOf(aLine()), amount } });
		await expect(pay(workspace, P1, payment({ kind: 'refund', ...line('100.00') }))).rejects.toEqual(refused('no-source'));
		await expect(pay(workspace, P1, payment(line('0.00')))).rejects.toEqual(refused('not-positive'));
		await expect(pay(workspace, P1, payment(line('60.00')))).rejects.toEqual(refused('unreadable'));
		await expect(pay(workspace, P1, payment({ amount: '100.01', ...line('100.01') }))).rejects.toEqual(refused('line-booked'));
		await expect(pay(workspace, P1, payment({ line: { id: P2, amount: '1.00' } }))).rejects.toEqual(refused('no-source'));
		expect(row(workspace, aLine())).toMatchObject({ status: 'open', left: 10_000n });
	});

	it('is booked in parts, never beyond its amount, and is free again when a payment is taken back', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		const on = (amount: string) => payment({ amount, line: { id: idOf(aLine()), amount } });
		await pay(workspace, P1, on('60.00'));
		expect(row(workspace, aLine())).toMatchObject({ status: 'partly-booked', left: 4_000n, parties: [ALICE], payments: [P1] });
		await expect(pay(workspace, P2, on('40.01'))).rejects.toEqual(refused('line-booked'));
		await pay(workspace, P2, on('40.00'));
		expect(row(workspace, aLine())).toMatchObject({ status: 'booked', left: 0n });
		await takeBack(workspace, P1);
		expect(row(workspace, aLine())).toMatchObject({ status: 'partly-booked', left: 6_000n, payments: [P2] });
		await pay(workspace, P3, on('60.00'));
		expect(row(workspace, aLine())).toMatchObject({ status: 'booked', left: 0n });
	});

	it('pays what is booked in another currency, by what it takes of the line', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		await pay(workspace, P1, payment({ amount: '71.30', currency: 'EUR', line: { id: idOf(aLine()), amount: '100.00' } }));
		expect(row(workspace, aLine())).toMatchObject({ status: 'booked', left: 0n });
	});

	it('is found for a payment recorded by hand, once, and let go again', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		await pay(workspace, P1, payment());
		await pay(workspace, P2, payment());
		const found: PaymentFact = { kind: 'on-line', documentId: P1, line: idOf(aLine()), amount: '100.00' };
		await say(workspace, P1, found);
		expect(row(workspace, aLine())).toMatchObject({ status: 'booked', payments: [P1] });
		await expect(say(workspace, P1, found)).rejects.toEqual(refused('line-booked'));
		await expect(say(workspace, P2, { ...found, documentId: P2 })).rejects.toEqual(refused('line-booked'));
		const state = (await workspace.read(P1))!;
		await takeBack(workspace, P1, state.facts[0]!.opId);
		expect(row(workspace, aLine())).toMatchObject({ status: 'open', payments: [] });
		expect((workspace.list('payment').get(P1) as { reversed: boolean }).reversed).toBe(false);
		await say(workspace, P2, { ...found, documentId: P2 });
		expect(row(workspace, aLine())).toMatchObject({ status: 'booked', payments: [P2] });
	});

	it('is not found for a payment that moved on another, nor for one that was taken back', async () => {
		const workspace = await books();
		const other = aLine({ bankReference: 'B-2' });
		for (const line of [aLine(), other]) await read(workspace, line);
		const on = (id: string, line: BankLine): PaymentFact => ({ kind: 'on-line', documentId: id, line: idOf(line), amount: '100.00' });
		await pay(workspace, P1, payment());
		await say(workspace, P1, on(P1, aLine()));
		await expect(say(workspace, P1, on(P1, other))).rejects.toEqual(refused('line-booked'));
		await pay(workspace, P2, payment());
		await takeBack(workspace, P2);
		await expect(say(workspace, P2, on(P2, other))).rejects.toEqual(refused('source-reversed'));
		await pay(workspace, P3, payment({ line: { id: idOf(other), amount: '100.00' } }));
		await takeBack(workspace, P3);
		await expect(say(workspace, P3, on(P3, other))).rejects.toEqual(refused('source-reversed'));
		expect([row(workspace, aLine()), row(workspace, other)]).toMatchObject([{ status: 'booked', payments: [P1] }, { status: 'open' }]);
	});

	it('is set aside and taken up again; what is booked of it counts all the same', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		const event = (kind: 'set-aside' | 'taken-up') =>
			workspace.save((t) => t.add('bank-event', idOf(aLine()), 'put', encodeBankEvent({ kind, at: '2026-03-06T00:00:00.000Z' })));
		await event('set-aside');
		expect(row(workspace, aLine())).toMatchObject({ status: 'set-aside', left: 0n });
		await event('set-aside');
		await event('taken-up');
		expect(row(workspace, aLine())).toMatchObject({ status: 'open', left: 10_000n });
		await event('set-aside');
		await pay(workspace, P1, payment({ line: { id: idOf(aLine()), amount: '100.00' } }));
		expect(row(workspace, aLine())).toMatchObject({ status: 'booked', left: 0n });
	});

	it('is erased while nothing rests on it, and can be read again as the next of its kind', async () => {
		const workspace = await books();
		await read(workspace, aLine());
		await pay(workspace, P1, payment({ line: { id: idOf(aLine()), amount: '100.00' } }));
		const erase = async (line: BankLine) =>
			workspace.save(async (t) => {
				await t.remove('bank-line', idOf(line), '2026-03-06');
				await t.erase('bank-line', idOf(line), '2026-03-06');
			});
		await expect(erase(aLine())).rejects.toEqual(refused('line-booked'));
		await takeBack(workspace, P1);
		await erase(aLine());
		expect(row(workspace, aLine())).toBeUndefined();
		await expect(read(workspace, aLine())).rejects.toEqual(refused('erased'));
		await read(workspace, aLine({ round: 1 }));
		expect(row(workspace, aLine({ round: 1 }))).toMatchObject({ status: 'open' });
	});
});
