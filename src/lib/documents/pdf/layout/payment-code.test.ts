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

test('what was issued before there were codes keeps its paper', () => {
	expect(pages('CHF', { ...swiss, paymentCodes: undefined }).flatMap(codes)).toEqual([]);
});
