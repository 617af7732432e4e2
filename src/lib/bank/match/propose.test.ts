import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import type { MatchLine, OpenItem, Proposal } from './items.ts';
import { likeness, nameWords } from './names.ts';
import { NumberIndex } from './numbers.ts';
import { Matcher, settle, type MatchBooks } from './propose.ts';

const invoice = (number: string, balance: bigint, changes: Partial<OpenItem> = {}): OpenItem => ({
	id: `id-${number}`,
	number,
	direction: 'in',
	partyId: 'acme',
	partyName: 'Acme Sägewerk GmbH',
	currency: 'EUR',
	balance,
	issueDate: '2026-02-01',
	dueDate: '2026-03-01',
	...changes
});
const bill = (number: string, balance: bigint, changes: Partial<OpenItem> = {}) =>
	invoice(number, balance, { direction: 'out', partyId: 'wood', partyName: 'Wood & Co', ...changes });
const line = (amount: bigint, changes: Partial<MatchLine> = {}): MatchLine => ({
	id: 'l1',
	date: '2026-03-05',
	account: 'A',
	currency: 'EUR',
	amount,
	left: amount < 0n ? -amount : amount,
	name: '',
	counterAccount: '',
	said: '',
	statement: 's1',
	...changes
});
const matcher = (items: OpenItem[], books: Partial<MatchBooks> = {}) =>
	new Matcher({ items, payments: [], accounts: new Map(), twins: new Set(), ...books });
const brief = (proposal: Proposal | undefined) =>
	proposal && {
		level: proposal.level,
		party: proposal.partyId,
		shares: proposal.shares.map(({ number, amount }) => `${number} ${amount}`),
		why: proposal.reasons.map(({ kind }) => kind).join(' ')
	};

describe('numbers in what a payer wrote', () => {
	const index = new NumberIndex(['F2026-0042', 'F2026-004', '2026/17', 'RE 1001'].map((number) => ({ id: number, number })));
	it.each([
		['Rechnung F2026-0042', ['F2026-0042']],
		['rechnung f2026 0042 vom 5.3.', ['F2026-0042']],
		['F20260042', ['F2026-0042']],
		['INVOICEF2026-0042', []],
		['RGNR F2026-00 42 DANKE', ['F2026-0042']],
		['F2026-004', ['F2026-004']],
		['F2026-00421', []],
		['F2026-0042/F2026-004', ['F2026-0042', 'F2026-004']],
		['2026/17', ['2026/17']],
		['Kd 42026 17', []],
		['RE1001 RE-1001', ['RE 1001']],
		['IBAN DE12 3456 10010', []]
	])('%s', (text, found) => {
		expect(index.find(text).map(({ number }) => number)).toEqual(found);
	});
});

describe('names', () => {
	const like = (client: string, said: string) => Math.round(likeness(nameWords(client), nameWords(said)) * 100) / 100;
	it.each([
		['Acme Sägewerk GmbH', 'ACME SAEGEWERK', 1],
		['Acme Sägewerk GmbH', 'Acme Sagewe', 1],
		['Müller & Söhne', 'MUELLER UND SOEHNE OHG', 1],
		['Jean Dupont', 'M. DUPONT JEAN OU MME', 1],
		['Jean Dupont', 'Marie Dupont', 0.6],
		['SARL Léa', 'S.A.R.L. LEA', 1],
		['Acme', 'Beta', 0],
		['', 'Beta', 0]
	])('%s in %s', (client, said, expected) => {
		expect(like(client, said)).toBe(expected);
	});
});

describe('proposals', () => {
	it('number and amount agree: sure', () => {
		const found = matcher([invoice('F2026-0042', 119_000n), invoice('F2026-0043', 119_000n)]).propose(
			line(119_000n, { said: 'RE F2026-0042' })
		);
		expect(brief(found)).toEqual({ level: 'sure', party: 'acme', shares: ['F2026-0042 119000'], why: 'number amount' });
	});

	it('a line of which nothing is left pays nothing more, whatever it says', () => {
		const books = matcher([invoice('F2026-0042', 119_000n)], { accounts: new Map([['NL91', new Set(['acme'])]]) });
		expect(
			books.propose(line(119_000n, { left: 0n, said: 'RE F2026-0042', name: 'Acme Sägewerk', counterAccount: 'NL91' }))
		).toBeUndefined();
	});

	it('several numbers whose sum it is: sure', () => {
		const items = [invoice('F2026-0042', 100n), invoice('F2026-0043', 250n), invoice('F2026-0044', 50n)];
		const found = matcher(items).propose(line(350n, { said: 'F2026-0042, F2026-0043' }));
		expect(brief(found)).toEqual({ level: 'sure', party: 'acme', shares: ['F2026-0042 100', 'F2026-0043 250'], why: 'number number sum' });
	});

	it('a number and less, or more: likely, and what is over is nobody’s', () => {
		const books = matcher([invoice('F2026-0042', 1000n)]);
		expect(brief(books.propose(line(400n, { said: 'F2026-0042' })))).toMatchObject({ level: 'likely', shares: ['F2026-0042 400'] });
		const over = books.propose(line(1500n, { said: 'F2026-0042' }))!;
		expect(brief(over)).toMatchObject({ level: 'likely', shares: ['F2026-0042 1000'] });
		expect(over.amount).toBe(1500n);
	});

	it('an account that this client paid from, and an amount only one of his has: sure', () => {
		const accounts = new Map([['DE1', new Set(['acme'])]]);
		const books = matcher([invoice('F1001', 1000n), invoice('F1002', 2000n)], { accounts });
		expect(brief(books.propose(line(2000n, { counterAccount: 'DE1', name: 'Someone' })))).toMatchObject({
			level: 'sure',
			shares: ['F1002 2000']
		});
		expect(brief(books.propose(line(3000n, { counterAccount: 'DE1' })))).toMatchObject({
			level: 'likely',
			shares: ['F1001 1000', 'F1002 2000']
		});
		expect(brief(books.propose(line(500n, { counterAccount: 'DE1' })))).toMatchObject({ level: 'possible', shares: ['F1001 500'] });
		const twice = matcher([invoice('F1001', 1000n), invoice('F1002', 1000n)], { accounts });
		expect(brief(twice.propose(line(1000n, { counterAccount: 'DE1' })))).toMatchObject({ level: 'likely', shares: ['F1001 1000'] });
		const shared = matcher([invoice('F1001', 1000n)], { accounts: new Map([['DE1', new Set(['acme', 'other'])]]) });
		expect(brief(shared.propose(line(1000n, { counterAccount: 'DE1' })))?.level).toBe('possible');
	});

	it('his whole name and the only open amount: sure; a part of it, or another of that amount: likely', () => {
		const one = matcher([invoice('F1001', 1000n), invoice('F1002', 2000n)]);
		expect(brief(one.propose(line(1000n, { name: 'ACME SAEGEWERK' })))).toMatchObject({ level: 'sure', why: 'amount only name' });
		expect(brief(one.propose(line(1000n, { name: 'Sägewerk Nord' })))?.level).toBe('likely');
		const two = matcher([invoice('F1001', 1000n), invoice('F1002', 1000n)]);
		expect(brief(two.propose(line(1000n, { name: 'Acme Sägewerk' })))).toMatchObject({
			level: 'likely',
			shares: ['F1001 1000'],
			why: 'amount several name'
		});
	});

	it('the amount alone is only possible, and of many it is nothing', () => {
		expect(brief(matcher([invoice('F1001', 1000n)]).propose(line(1000n, { name: 'Nobody' })))).toMatchObject({
			level: 'possible',
			why: 'amount only'
		});
		const many = ['1', '2', '3', '4'].map((last) => invoice(`F100${last}`, 1000n));
		expect(matcher(many).propose(line(1000n, { name: 'Nobody' }))).toBeUndefined();
		expect(matcher([invoice('F1001', 1000n)]).propose(line(999n, { name: 'Nobody' }))).toBeUndefined();
	});

	it('what went out pays bills, by the supplier’s number', () => {
		const books = matcher([bill('A-7781', 5000n), invoice('F1001', 5000n)]);
		expect(brief(books.propose(line(-5000n, { said: 'Rg A-7781' })))).toMatchObject({
			level: 'sure',
			party: 'wood',
			shares: ['A-7781 5000']
		});
		expect(brief(books.propose(line(5000n, { said: 'A-7781' })))).toMatchObject({ level: 'possible', party: 'acme' });
	});

	it('of another currency only what was ordered in it', () => {
		const books = matcher([invoice('F2026-0042', 130_000n, { currency: 'USD' })]);
		expect(books.propose(line(130_000n, { said: 'F2026-0042' }))).toBeUndefined();
		const found = books.propose(line(119_000n, { said: 'F2026-0042', original: { currency: 'USD', amount: 130_000n } }))!;
		expect(brief(found)).toMatchObject({ level: 'sure', why: 'number amount exchanged' });
		expect(found).toMatchObject({ currency: 'USD', amount: 130_000n, taken: 119_000n });
	});

	it('a payment that was recorded by hand is found, and nothing new proposed', () => {
		const payments = [
			{
				id: 'p1',
				direction: 'in',
				partyId: 'acme',
				partyName: 'Acme Sägewerk GmbH',
				currency: 'EUR',
				amount: 1000n,
				date: '2026-03-03',
				reference: '',
				documents: 'F1001'
			}
		] as const;
		const books = matcher([invoice('F1002', 1000n)], { payments });
		expect(books.propose(line(1000n, { name: 'ACME SAEGEWERK' }))).toMatchObject({ level: 'sure', paymentId: 'p1', shares: [] });
		expect(books.propose(line(1000n, { said: 'F1001' }))).toMatchObject({ level: 'sure', paymentId: 'p1' });
		expect(books.propose(line(1000n))).toMatchObject({ level: 'likely', paymentId: 'p1' });
		expect(books.propose(line(1000n, { date: '2026-05-05' }))?.paymentId).toBeUndefined();
		expect(books.propose(line(-1000n))).toBeUndefined();
	});

	it('what speaks against it takes the sureness away', () => {
		const items = [invoice('F2026-0042', 1000n)];
		const said = { said: 'F2026-0042' };
		expect(brief(matcher(items).propose(line(1000n, { ...said, date: '2026-01-05' })))).toMatchObject({
			level: 'likely',
			why: 'number amount early'
		});
		expect(brief(matcher(items, { twins: new Set(['l1']) }).propose(line(1000n, said)))).toMatchObject({
			level: 'possible',
			why: 'number amount twin'
		});
		const both = settle(
			[line(1000n, said), line(1000n, { ...said, id: 'l2', date: '2026-03-06' })].flatMap((each) => matcher(items).propose(each) ?? [])
		);
		expect(brief(both.get('l1'))?.level).toBe('sure');
		expect(brief(both.get('l2'))).toMatchObject({ level: 'possible', why: 'number amount claimed' });
	});

	it('never gives a document more than is open, nor more than the line has', () => {
		const items = fc
			.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.bigInt({ min: 1n, max: 500n })), { maxLength: 8 })
			.map((all) =>
				all.map(([party, balance], index) =>
					invoice(`F2026-00${10 + index}`, balance, { partyId: `p${party}`, partyName: `Name${party} Works` })
				)
			);
		const lines = fc.record({
			amount: fc.bigInt({ min: -600n, max: 600n }).filter((amount) => amount !== 0n),
			name: fc.constantFrom('', 'Name1 Works', 'NAME2', 'works'),
			said: fc.constantFrom('', 'F2026-0010', 'F2026-0010 F2026-0011 F2026-0012', 'F2026-001')
		});
		fc.assert(
			fc.property(items, lines, (open, { amount, ...rest }) => {
				const found = matcher(open).propose(line(amount, rest));
				if (!found) return;
				const sum = found.shares.reduce((total, share) => total + share.amount, 0n);
				expect(sum <= found.amount).toBe(true);
				expect(found.taken).toBe(amount < 0n ? -amount : amount);
				for (const share of found.shares) {
					const item = open.find(({ id }) => id === share.id)!;
					expect(share.amount > 0n && share.amount <= item.balance).toBe(true);
					expect(item.partyId).toBe(found.partyId);
				}
				if (found.level === 'sure') expect(sum).toBe(found.amount);
			}),
			{ numRuns: 500 }
		);
	});
});
