import { expect, test } from 'vitest';
import type { BankAccount } from '../../../business/business.ts';
import { content, issued, line, vat } from '../fixtures.ts';
import { labelsFor } from '../labels/labels.ts';
import { layoutDocument } from '../layout.ts';
import { documentMetrics } from '../metrics.ts';
import type { CodeBox, TextRun } from '../page.ts';
import { fromIssued } from '../printable.ts';

const account = (more: Partial<BankAccount>): BankAccount => ({ id: 'a', label: '', holder: '', primary: true, ...more });
const swiss = {
	address: { line1: 'Seestrasse 41', city: 'Luzern', postcode: '6004', country: 'CH' },
	bankAccounts: [account({ iban: 'CH9300762011623852957' })]
};
function pages(currency: string, from: object, lines = 1) {
	const body = Array.from({ length: lines }, (_, at) => line(`Beratung ${at}`, '1', '1500', { taxes: [vat('8.1')] }));
	const document = issued(content(body, { currency, language: 'de-CH', dueDate: '' }), {
		paper: 'A4',
		paymentCodes: true,
		footer: '',
		...from
	});
	return layoutDocument(fromIssued(document), documentMetrics, labelsFor('de-CH')).pages;
}
const codes = (page: ReturnType<typeof pages>[number]) => page.filter((item): item is CodeBox => item.kind === 'code');
const texts = (page: ReturnType<typeof pages>[number]) => page.filter((item): item is TextRun => item.kind === 'text');
const MM = 72 / 25.4;

test('a payment in euros has its code below the account, 29 mm wide and alone', () => {
	const [page] = pages('EUR', { bankAccounts: [account({ iban: 'DE89370400440532013000' })] });
	const [code, ...more] = codes(page!);
	expect(more).toEqual([]);
	expect(code!.size / MM).toBeCloseTo(29, 0);
	const quiet = (4 * code!.size) / code!.count;
	const near = texts(page!).filter(
		({ x, y, width, size }) =>
			x + width > code!.x - quiet && x < code!.x + code!.size + quiet && y > code!.y - quiet && y - size < code!.y + code!.size + quiet
	);
	expect(near.map(({ text }) => text)).toEqual([]);
});

test('the Swiss slip takes the lower 105 mm of the last page, and nothing else stands there', () => {
	for (const lines of [1, 2, 5, 14, 24]) {
		const all = pages('CHF', swiss, lines);
		expect(all.slice(0, -1).flatMap(codes)).toEqual([]);
		const last = all.at(-1)!;
		expect(codes(last).map(({ size }) => Math.round(size / MM))).toEqual([46]);
		const top = 841.89 - 105 * MM;
		const below = texts(last).filter(({ y }) => y > top);
		expect(below.every(({ role }) => role.startsWith('slip.'))).toBe(true);
		expect(below.map(({ text }) => text)).toEqual(expect.arrayContaining(['Empfangsschein', 'Zahlteil', 'RF75 F004 2']));
	}
});

test.each(['CHF', 'EUR'])('the slip in %s has the places and sizes of the guidelines', (currency) => {
	const page = pages(currency, { ...swiss, name: 'Seeufer und Söhne, Bau am See, '.repeat(3) }).at(-1)!;
	const top = 841.89 - 105 * MM;
	const sizes = (role: string, receipt: boolean) =>
		new Set(texts(page).flatMap((run) => (run.role === role && run.x < 62 * MM === receipt ? [run.size] : [])));
	expect([sizes('slip.title', true), sizes('slip.title', false)]).toEqual([new Set([11]), new Set([11])]);
	expect([sizes('slip.heading', true), sizes('slip.heading', false)]).toEqual([new Set([6]), new Set([8])]);
	expect([sizes('slip.value', true), sizes('slip.value', false)]).toEqual([new Set([8]), new Set([10])]);
	const [code] = codes(page);
	expect(code!.x).toBeCloseTo(67 * MM, 2);
	expect(code!.y).toBeCloseTo(top + 17 * MM, 2);
	expect(code!.size).toBeCloseTo(46 * MM, 2);
	// Margins of 5 mm on every side of both parts.
	for (const { x, y, width, text } of texts(page).filter(({ role, y }) => role.startsWith('slip.') && y > top)) {
		const [left, right] = x < 62 * MM ? [5, 57] : [67, 205];
		expect(x, text).toBeGreaterThanOrEqual(left * MM - 0.01);
		expect(x + width, text).toBeLessThanOrEqual(right * MM + 0.01);
		expect(y, text).toBeLessThanOrEqual(top + 100 * MM);
	}
	// From a line to the next: 9 points on the receipt, 11 on the payment part.
	const value = texts(page).filter(({ role }) => role === 'slip.value');
	for (const [receipt, leading] of [
		[true, 9],
		[false, 11]
	] as const) {
		const runs = value.filter(({ x }) => x < 62 * MM === receipt);
		const [iban, name] = runs.slice(runs.findIndex(({ text }) => text.startsWith('CH93')));
		expect(name!.y - iban!.y).toBeCloseTo(leading, 2);
	}
	expect(
		texts(page)
			.filter(({ role }) => role === 'slip.separate')
			.map(({ text }) => text)
	).toEqual(['Vor der Einzahlung abzutrennen']);
	expect(value.filter(({ text }) => text === currency)).toHaveLength(2);
});

test('what was issued before there were codes keeps its paper', () => {
	expect(pages('CHF', { ...swiss, paymentCodes: undefined }).flatMap(codes)).toEqual([]);
});
