/** Members read statements and book their lines apart from each other, on a real relay. */
import fc from '../support/property.ts';
import { afterEach, expect, it } from 'vitest';
import { exportBooks } from '#lib/exchange/json/export-books.ts';
import type { ReadStatement } from '#lib/bank/statement.ts';
import type { BankLineRow } from '#lib/bank/rows.ts';
import { amount as money, amountString } from '#lib/money/amount.ts';
import { BankCommands } from '#lib/worker/bank-commands.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import type { DocumentRow, PaymentRow } from '#lib/worker-api.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { exportText, importText } from '../support/json-books.ts';
import { comes } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const id = (letter: string) => letter.repeat(32);
const [PARTY, SERIES, F1, F2] = [id('a'), id('b'), id('1'), id('2')];
const PAYABLE = '735.84';

interface Hand {
	device: Device;
	bank: BankCommands;
	books: BookCommands;
}
function handOf(device: Device): Hand {
	const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
	return { device, books, bank: new BankCommands(device.workspace, books) };
}

const statement = (texts: readonly string[]): ReadStatement => ({
	format: 'camt.053',
	account: 'DE89370400440532013000',
	...{ bank: '', holder: '', number: texts.join(), from: '2026-11-01', to: '2026-11-30' },
	currency: 'CAD',
	lines: texts.map((text, index) => ({
		...{ date: '2026-11-20', amount: PAYABLE, currency: 'CAD', bankReference: `B${index}`, name: 'Someone', counterAccount: '' },
		...{ text, references: [] }
	}))
});

/** Two invoices of one client, and a statement of one line that both members have read without hearing of each other. */
async function team(text: string) {
	const scene = await setup(['alice']);
	const alice = handOf(scene.alice);
	await scene.alice.workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(toHex(scene.alice.home.keys.wsId)), aBusiness());
		await transaction.putLive('party', PARTY, aParty());
		await transaction.putLive('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F2026-{0000}', start: 1, yearly: false });
	});
	await scene.alice.level();
	for (const draft of [F1, F2]) {
		const content = anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30', lines: [aLine()] });
		await alice.books.save('draft', draft, content);
		await alice.books.issue(draft);
	}
	await scene.alice.level();
	const bob = handOf(await comes(scene, scene.alice, 'Bob', 'w'));
	await scene.converge(alice.device, bob.device);
	for (const { device } of [alice, bob]) await device.session.stop();
	for (const { bank } of [alice, bob]) await bank.import([{ statement: statement([text]), skipTwins: true, onlyIn: false }]);
	const meet = async () => {
		for (const { device } of [alice, bob]) await device.reconnect();
		await scene.converge(alice.device, bob.device);
	};
	return { alice, bob, meet };
}

const rows = <R>({ device }: Hand, list: string) => [...device.workspace.list(list).values()] as R[];
const line = (hand: Hand) => rows<BankLineRow>(hand, 'bank-line')[0]!;
const balance = ({ device }: Hand, document: string) => (device.workspace.list('document').get(document) as DocumentRow).balance;
const refusals = ({ device }: Hand) => device.workspace.refusals.map(({ reason }) => reason).sort();
const byHand = (document: string) => ({
	...{ kind: 'payment' as const, partyId: PARTY, partyName: 'Client', currency: 'CAD', amount: PAYABLE, taken: PAYABLE },
	shares: [{ id: document, amount: PAYABLE }]
});

it('a statement that both have read is there once', async () => {
	const { alice, bob, meet } = await team('nothing');
	expect(line(alice).id).toBe(line(bob).id);
	await meet();
	for (const hand of [alice, bob]) {
		expect(rows(hand, 'bank-line')).toHaveLength(1);
		expect(rows(hand, 'bank-statement')).toHaveLength(1);
		expect(refusals(hand)).toEqual([]);
	}
});

it('a line that both have accepted is one payment, and nobody is told of anything', async () => {
	const { alice, bob, meet } = await team('F2026-0001');
	for (const { bank } of [alice, bob]) expect(await bank.acceptSure()).toEqual({ booked: 1, left: 0 });
	await meet();
	for (const hand of [alice, bob]) {
		expect(rows(hand, 'payment')).toHaveLength(1);
		expect(balance(hand, F1)).toBe(0n);
		expect(line(hand)).toMatchObject({ status: 'booked', left: 0n });
		expect(line(hand).payments).toHaveLength(1);
		expect(refusals(hand)).toEqual([]);
	}
	// A file of the books says it once, and is taken back.
	let text = '';
	const { workspace, home } = bob.device;
	await exportBooks({ workspace, home, businessId: businessId(toHex(home.keys.wsId)) }, '2026-11-22', (part) => {
		text += part;
		return true;
	});
	const copy = await importText(text);
	try {
		expect([...copy.workspace.list('bank-line').values()]).toMatchObject([{ id: line(bob).id, status: 'booked' }]);
		expect((await exportText(copy.device, copy.workspace)).text).toBe(text);
	} finally {
		copy.device.end();
	}
});

it('a line that the two have booked differently is one payment: the first in the log stands, and the second is said', async () => {
	const { alice, bob, meet } = await team('unclear');
	await alice.bank.book(line(alice).id, byHand(F1));
	await bob.bank.book(line(bob).id, { ...byHand(F2), partyName: 'The client' });
	await meet();
	const [first] = rows<PaymentRow>(alice, 'payment');
	for (const hand of [alice, bob]) {
		expect(rows(hand, 'payment')).toEqual([first]);
		expect([balance(hand, F1), balance(hand, F2)].filter((open) => open === 0n)).toHaveLength(1);
		expect(line(hand)).toMatchObject({ status: 'booked', payments: [first!.id] });
		expect(refusals(hand)).toEqual(['already-issued', 'more-than-left']);
	}
});

it('a line that one has booked and the other found for a payment of his own moves money once', async () => {
	const { alice, bob, meet } = await team('F2026-0001');
	const recorded = await bob.books.payments.record(
		{ kind: 'payment', partyId: PARTY, partyName: 'Client', date: '2026-11-20', amount: PAYABLE, currency: 'CAD', method: 'transfer' },
		[{ id: F1, amount: PAYABLE }]
	);
	await bob.bank.find(line(bob).id, recorded.id);
	await alice.bank.acceptSure();
	await meet();
	for (const hand of [alice, bob]) {
		expect(line(hand).payments).toHaveLength(1);
		expect(line(hand).left).toBe(0n);
		// Whoever was second is told: Bob's payment stands and is on no line, or Alice's was not taken.
		expect(refusals(hand)[0]).toBe('line-booked');
	}
	expect(line(alice)).toEqual(line(bob));
});

it('a viewer books nothing', async () => {
	const scene = await setup(['alice']);
	const alice = handOf(scene.alice);
	await scene.alice.workspace.save((transaction) =>
		transaction.putLive('business', businessId(toHex(scene.alice.home.keys.wsId)), aBusiness())
	);
	await scene.alice.level();
	const bob = handOf(await comes(scene, scene.alice, 'Bob', 'r'));
	await alice.bank.import([{ statement: statement(['x']), skipTwins: true, onlyIn: false }]);
	await scene.converge(alice.device, bob.device);
	expect(line(bob).status).toBe('open');
	const tries = [
		() => bob.bank.import([{ statement: statement(['x', 'y']), skipTwins: true, onlyIn: false }]),
		() => bob.bank.setAside([line(bob).id], true, '2026-11-21T10:00:00.000Z'),
		() => bob.bank.book(line(bob).id, byHand(F1))
	];
	for (const attempt of tries) await expect(attempt()).rejects.toBeInstanceOf(WorkspaceError);
	expect(line(bob).status).toBe('open');
});

/** What a member does while nothing is heard of the other. */
const DEEDS = ['read the statement', 'read a part', 'accept', 'by hand', 'in parts', 'recorded', 'set aside', 'take back'] as const;
type Deed = (typeof DEEDS)[number];

const least = (a: bigint, b: bigint) => (a < b ? a : b);
const major = (minor: bigint) => amountString(money('CAD', minor));

async function does(hand: Hand, deed: Deed, which: number): Promise<void> {
	const { bank } = hand;
	const take = (texts: string[]) => bank.import([{ statement: statement(texts), skipTwins: true, onlyIn: false }]);
	const lines = rows<BankLineRow>(hand, 'bank-line').sort((a, b) => (a.bankReference < b.bankReference ? -1 : 1));
	const chosen = lines[which % Math.max(1, lines.length)];
	const document = which % 2 ? F1 : F2;
	switch (deed) {
		case 'read the statement':
			return void (await take(['F2026-0001', 'F2026-0002', 'unclear']));
		case 'read a part':
			return void (await take(['F2026-0001', 'F2026-0002']));
		case 'accept':
			return void (await bank.acceptSure());
		case 'by hand':
		case 'in parts': {
			if (!chosen || chosen.left === 0n || chosen.status === 'set-aside') return;
			// All that is left, or a part of it: then more is booked on the same line later.
			const amount = major(deed === 'by hand' ? chosen.left : least(chosen.left, 100_00n));
			const shares = [{ id: document, amount: major(least(chosen.left, 100_00n)) }];
			return bank.book(chosen.id, { ...byHand(document), amount, taken: amount, shares });
		}
		case 'recorded': {
			if (!chosen || chosen.left === 0n || chosen.status === 'set-aside') return;
			const paid = { date: '2026-11-20', amount: major(chosen.left), currency: 'CAD', method: 'transfer' } as const;
			const { id: payment } = await hand.books.payments.record({ kind: 'payment', partyId: PARTY, partyName: 'Client', ...paid }, []);
			return bank.find(chosen.id, payment);
		}
		case 'set aside':
			return chosen && bank.setAside([chosen.id], chosen.status !== 'set-aside', '2026-11-21T10:00:00.000Z');
		case 'take back':
			if (chosen?.payments[0]) await bank.free(chosen.id, chosen.payments[0], '2026-11-21T10:00:00.000Z', 'wrong');
	}
}

/** One books it in parts while the other books all of it: whoever is first in the log, what is left decides on the second part. */
const [PARTS, WHOLE]: [Deed, number][][] = [
	[
		['in parts', 0],
		['in parts', 0]
	],
	[['by hand', 0]]
];
const APART: [[Deed, number][], [Deed, number][], [Deed, number][]][] = [
	[PARTS!, WHOLE!, [['accept', 0]]],
	[WHOLE!, PARTS!, [['accept', 0]]]
];

it('whatever the two read and book apart from each other, both have the same lines, each once and none booked beyond its amount', async () => {
	const deed = fc.tuple(fc.constantFrom(...DEEDS), fc.nat(5));
	const deeds = fc.array(deed, { minLength: 1, maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(deeds, deeds, deeds, async (first, second, after) => {
			const { alice, bob, meet } = await team('F2026-0001');
			for (const [what, which] of first) await does(alice, what, which);
			for (const [what, which] of second) await does(bob, what, which);
			await meet();
			// One goes on while the other is there too.
			for (const [index, [what, which]] of after.entries()) await does(index % 2 ? bob : alice, what, which);
			await meet();
			const seen = (hand: Hand) => rows<BankLineRow>(hand, 'bank-line').sort((a, b) => (a.id < b.id ? -1 : 1));
			expect(seen(alice)).toEqual(seen(bob));
			expect(rows<PaymentRow>(alice, 'payment').sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
				rows<PaymentRow>(bob, 'payment').sort((a, b) => (a.id < b.id ? -1 : 1))
			);
			const lines = seen(alice);
			expect(new Set(lines.map(({ bankReference, text }) => `${bankReference} ${text}`)).size).toBe(lines.length);
			const payments = new Map(rows<PaymentRow>(alice, 'payment').map((row) => [row.id, row]));
			for (const each of lines) {
				expect(each.left >= 0n).toBe(true);
				const booked = each.payments.reduce((sum, payment) => sum + (payments.get(payment)?.amount ?? 0n), 0n);
				if (each.status !== 'set-aside') expect(booked + each.left).toBe(each.amount);
			}
			for (const document of [F1, F2]) expect(balance(alice, document)).toBe(balance(bob, document));
			await endAll();
		}),
		{ numRuns: 8, examples: APART }
	);
}, 600_000);
