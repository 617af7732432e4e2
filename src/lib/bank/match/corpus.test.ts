// Lines as payers and banks write them, what each should come to, and how often the proposals are wrong.
import { expect, it } from 'vitest';
import type { Level, MatchLine, OpenItem } from './items.ts';
import { Matcher } from './propose.ts';

const PARTIES = {
	acme: 'Acme Sägewerk GmbH',
	dupont: 'Boulangerie Dupont & Fils SARL',
	jean: 'Jean Dupont',
	lopez: 'Talleres López Hermanos S.L.',
	nord: 'Nordlicht Software UG (haftungsbeschränkt)',
	sud: 'Südlicht Software GmbH',
	wood: 'Wood & Co'
};
const open = (partyId: keyof typeof PARTIES, number: string, balance: bigint, changes: Partial<OpenItem> = {}): OpenItem => ({
	...{ id: number, number, direction: 'in', partyId, partyName: PARTIES[partyId], currency: 'EUR', balance },
	...{ issueDate: '2026-02-01', dueDate: '2026-03-01', ...changes }
});
const ITEMS = [
	open('acme', 'F2026-0042', 119000n),
	open('acme', 'F2026-0051', 23800n),
	open('dupont', 'F2026-0043', 48000n),
	open('jean', 'F2026-0044', 48000n),
	open('lopez', 'F2026-0045', 75000n),
	open('nord', 'F2026-0046', 9900n),
	open('sud', 'F2026-0047', 9900n),
	open('sud', 'F2026-0052', 9900n),
	open('nord', '2026/17', 250000n, { currency: 'USD' }),
	open('wood', 'W-778812', 30000n, { direction: 'out' }),
	open('wood', 'W-778813', 12000n, { direction: 'out' })
];

type Expected = [level: Level, ...numbers: string[]] | 'nothing';
/** What it is, the amount in cents, the name, what is said, and what should come of it. */
const CASES: [what: string, amount: bigint, name: string, said: string, expected: Expected, changes?: Partial<MatchLine>][] = [
	['number and amount', 119000n, 'ACME SAEGEWERK GMBH', 'RECHNUNG F2026-0042', ['sure', 'F2026-0042']],
	['number with blanks', 119000n, 'ACME', 'Rg. F 2026 - 00 42 danke', ['sure', 'F2026-0042']],
	['number without its dash, small', 119000n, '', 'f20260042', ['sure', 'F2026-0042']],
	['number torn by the bank', 119000n, 'ACME', 'RECHNUNGSNUMMER F2026-\n0042 VOM 1.2.', ['sure', 'F2026-0042']],
	['a digit wrong, amount and whole name right', 119000n, 'Acme Sägewerk', 'F2026-0142', ['sure', 'F2026-0042']],
	['two digits swapped, nobody named', 119000n, '', 'F2026-0024', ['possible', 'F2026-0042']],
	['two invoices in one payment, both numbers', 142800n, 'ACME', 'F2026-0042 + F2026-0051', ['sure', 'F2026-0042', 'F2026-0051']],
	['two invoices in one payment, no number', 142800n, 'ACME SAGEWERK', 'Zahlung', ['likely', 'F2026-0042', 'F2026-0051']],
	['a fee of the bank taken off', 118500n, 'ACME SAEGEWERK', 'F2026-0042 CHARGES EUR 5,00', ['likely', 'F2026-0042']],
	['a discount taken off', 116620n, 'Acme Saegewerk', 'F2026-0042 abzgl. 2% Skonto', ['likely', 'F2026-0042']],
	['more than is open', 120000n, 'Acme', 'F2026-0042', ['likely', 'F2026-0042']],
	['the name alone, cut short', 75000n, 'TALLERES LOPEZ HERMAN', 'pago', ['sure', 'F2026-0045']],
	['the name abbreviated', 75000n, 'TALL LOPEZ HNOS', 'PAGO FACTURA', ['likely', 'F2026-0045']],
	['two clients of one name and amount', 48000n, 'DUPONT', 'virement', ['likely', 'F2026-0044']],
	['the same, with the whole name of one', 48000n, 'M JEAN DUPONT', 'virement', ['likely', 'F2026-0044']],
	['the same, with the number', 48000n, 'DUPONT', 'facture F2026-0043', ['sure', 'F2026-0043']],
	['a name half like two', 9900n, 'LICHT SOFTWARE', 'Abo', ['likely', 'F2026-0047']],
	['two of one client with that amount', 9900n, 'SUEDLICHT SOFTWARE', 'Abo', ['likely', 'F2026-0047']],
	['nobody and nothing, an amount that fits one', 75000n, '', 'transfer', ['possible', 'F2026-0045']],
	['an amount that fits nothing', 4711n, 'UNKNOWN PERSON', 'gift', 'nothing'],
	['creditor reference (RF)', 119000n, 'X', 'RF8820260042', ['sure', 'F2026-0042']],
	['creditor reference in groups', 119000n, 'X', 'RF88 2026 0042 THANKS', ['sure', 'F2026-0042']],
	['creditor reference with a wrong digit', 119000n, 'X', 'RF8920260042', ['possible', 'F2026-0042']],
	['Swiss QR reference', 119000n, 'X', '000000000000000000202600427', ['sure', 'F2026-0042']],
	['Swiss QR reference in groups', 119000n, 'X', '00 00000 00000 00000 02026 00427', ['sure', 'F2026-0042']],
	['Swiss QR reference with a number of the client in front', 119000n, 'X', '000000000012345000202600425', ['sure', 'F2026-0042']],
	['Belgian structured communication', 119000n, 'X', '+++002/0260/04240+++', ['sure', 'F2026-0042']],
	['Belgian structured communication, wrong', 119000n, 'X', '+++002/0260/04241+++', ['possible', 'F2026-0042']],
	['a bill, by the number of the supplier', -30000n, 'WOOD AND CO', 'W-778812', ['sure', 'W-778812']],
	['two bills together', -42000n, 'WOOD & CO LTD', 'W 778812 W 778813', ['sure', 'W-778812', 'W-778813']],
	['money in is no bill', 30000n, 'WOOD AND CO', 'W-778812 refund', 'nothing'],
	['money out is no invoice', -119000n, 'ACME', 'F2026-0042', 'nothing'],
	[
		'another currency, ordered in it',
		231500n,
		'Nordlicht Software UG',
		'2026/17',
		['sure', '2026/17'],
		{ original: { currency: 'USD', amount: 250000n } }
	],
	['another currency, not said', 231500n, 'Nordlicht', 'danke', 'nothing'],
	['paid before it was issued', 119000n, 'ACME', 'F2026-0042', ['likely', 'F2026-0042'], { date: '2026-01-15' }],
	['a number within a longer one', 119000n, '', 'KD F2026-00421', ['possible', 'F2026-0042']],
	['the year and a short number only', 48000n, '', '2026 43', ['possible', 'F2026-0043']]
];

const line = (amount: bigint, name: string, said: string, changes: Partial<MatchLine> = {}): MatchLine => ({
	...{ id: 'l', date: '2026-03-05', account: 'A', currency: 'EUR', amount, left: amount < 0n ? -amount : amount },
	...{ name, counterAccount: '', said: `${said}\n${name}`, statement: 's', ...changes }
});

/** Whose invoice it was is known: a proposal of another one is false. */
const SEEN: Record<string, string> = { 'two clients of one name and amount': 'F2026-0043', 'a name half like two': 'F2026-0046' };

const matcher = new Matcher({ items: ITEMS, payments: [], accounts: new Map(), twins: new Set() });

it.each(CASES)('%s', (_, amount, name, said, expected, changes) => {
	const found = matcher.propose(line(amount, name, said, changes));
	expect(found ? [found.level, ...found.shares.map(({ number }) => number)] : 'nothing').toEqual(expected);
});

it('what is sure is never false; of what is likely, two are', () => {
	const wrong = CASES.flatMap(([what, amount, name, said, expected, changes]) => {
		const found = matcher.propose(line(amount, name, said, changes));
		const truth = SEEN[what] ?? (expected === 'nothing' ? undefined : expected[1]);
		return found && found.shares[0]?.number !== truth ? [{ what, level: found.level }] : [];
	});
	expect(wrong).toEqual([
		{ what: 'two clients of one name and amount', level: 'likely' },
		{ what: 'a name half like two', level: 'likely' }
	]);
});
