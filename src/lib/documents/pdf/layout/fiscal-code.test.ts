import { expect, test } from 'vitest';
import { iva, line, spanishBuyer, spanishInvoice, spanishSeller } from '../../../../../tests/support/spanish-invoices.ts';
import { CODE_CAPTION } from '../../../spain/qr.ts';
import { qrModules } from '../../../ui/qr-modules.ts';
import type { DocumentContent, SellerSnapshot } from '../../document.ts';
import { labelsFor } from '../labels/labels.ts';
import { layoutDocument } from '../layout.ts';
import { documentMetrics } from '../metrics.ts';
import type { CodeBox, Primitive, TextRun } from '../page.ts';
import { fromIssued } from '../printable.ts';

const MM = 72 / 25.4;
const account = { id: 'a', label: '', holder: '', iban: 'ES9121000418450200051332', primary: true };

function pages(more: Partial<DocumentContent> = {}, from: Partial<SellerSnapshot> = {}) {
	const seller: SellerSnapshot = { ...spanishSeller, tradeName: 'Consultoría Benlloch y Asociados del Levante', ...from };
	const lines = Array.from({ length: 40 }, (_, at) => line(`Jornada ${at}`, '400', [iva('21')]));
	const buyer = { ...spanishBuyer, name: 'Suministros Industriales del Levante y Turia Asociados, S.L.' };
	const document = spanishInvoice(lines, more, { seller: { ...seller, paymentCodes: true, bankAccounts: [account] }, buyer });
	return layoutDocument(fromIssued(document), documentMetrics, labelsFor('es-ES')).pages;
}
const codes = (page: Primitive[]) => page.filter((item): item is CodeBox => item.kind === 'code');

test.each(['classic', 'letter', 'band'].flatMap((template) => (['A4', 'Letter'] as const).map((paper) => [template, paper] as const)))(
	'%s on %s: the first code of the first page, 30 to 40 mm, with its caption above and nothing in its quiet zone',
	(template, paper) => {
		const [first, ...others] = pages({ template }, { paper });
		const [code, ...more] = codes(first!);
		expect(more).toEqual([]);
		expect(others.flatMap(codes)).toHaveLength(1);
		const address =
			'https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQRNoVerifactu?nif=89890001K&numserie=F2026-0001&fecha=23-11-2026&importe=19360.00';
		expect({ count: code!.count, runs: code!.runs }).toEqual(qrModules(address));
		expect(code!.size / MM).toBeGreaterThanOrEqual(30);
		expect(code!.size / MM).toBeLessThanOrEqual(40);
		const texts = first!.filter((item): item is TextRun => item.kind === 'text');
		const caption = texts.find(({ text }) => text === CODE_CAPTION)!;
		expect(caption.y).toBeLessThan(code!.y - 2 * MM + 0.01);
		expect(Math.abs(caption.x + caption.width / 2 - code!.x - code!.size / 2)).toBeLessThan(0.1);
		expect(caption.size).toBeGreaterThanOrEqual(Math.max(...texts.filter(({ role }) => role.startsWith('line.')).map(({ size }) => size)));
		const quiet = 2 * MM;
		const near = texts.filter(
			({ x, y, width, size }) =>
				x + width > code!.x - quiet && x < code!.x + code!.size + quiet && y > code!.y - quiet && y - size < code!.y + code!.size + quiet
		);
		expect(near.map(({ text }) => text)).toEqual([]);
	}
);

test('no code without the setting, on a draft’s number, or on what is no invoice', () => {
	const none = (...of: Parameters<typeof pages>) =>
		pages(...of)
			.flat()
			.some((item) => item.kind === 'text' && item.role === 'fiscal.caption');
	expect(none({}, {})).toBe(true);
	expect(none({}, { billingRecords: undefined } as Partial<SellerSnapshot>)).toBe(false);
	expect(none({ type: 'estimate' })).toBe(false);
});

test('nothing on the page names the mode in which records are sent', () => {
	const words = pages()
		.flat()
		.flatMap((item) => (item.kind === 'text' ? item.text : []));
	expect(words.join(' ')).not.toMatch(/veri\W*factu|verificable/i);
});
