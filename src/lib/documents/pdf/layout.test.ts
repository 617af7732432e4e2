import fc from '../../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { TEMPLATES } from '../../business/templates.ts';
import type { DocumentContent } from '../document.ts';
import { buyer, content, issued, line, tps, tvq, vat } from './fixtures.ts';
import { documentFormat } from './format.ts';
import { labelsFor } from './labels/labels.ts';
import { layoutDocument } from './layout.ts';
import { MARGIN } from './layout/paper.ts';
import { contrastOf } from './colour.ts';
import { documentMetrics } from './metrics.ts';
import type { PageLayout, TextRun } from './page.ts';
import { fromDraft, fromIssued, missingGlyphs, type PrintableDocument } from './printable.ts';
import { widthOf } from './text.ts';

const set = (document: PrintableDocument) => layoutDocument(document, documentMetrics, labelsFor(document.content.language));
const setIssued = (...parts: Parameters<typeof issued>) => set(fromIssued(issued(...parts)));
const runs = (layout: PageLayout) => layout.pages.flatMap((page) => page.filter((item): item is TextRun => item.kind === 'text'));
const withRole = (layout: PageLayout, role: string) => runs(layout).filter((run) => run.role === role);
const said = (layout: PageLayout, role: string) => withRole(layout, role).map(({ text }) => text);

/** Margins hold, no two texts overlap, and each run is as wide as its letters. */
function expectSound(layout: PageLayout): void {
	for (const page of layout.pages) {
		const texts = page.filter((item): item is TextRun => item.kind === 'text');
		for (const run of texts) {
			expect(run.width).toBeCloseTo(widthOf(run.text, run.weight, run.size, documentMetrics), 6);
			expect(run.x).toBeGreaterThanOrEqual(MARGIN.side - 0.01);
			expect(run.x + run.width).toBeLessThanOrEqual(layout.width - MARGIN.side + 0.01);
			expect(run.y - run.size).toBeGreaterThanOrEqual(MARGIN.top - 12);
			expect(run.y).toBeLessThanOrEqual(layout.height - MARGIN.bottom);
		}
		expect(overlaps(texts)).toEqual([]);
	}
}

function overlaps(texts: TextRun[]): string[] {
	const boxes = texts
		.map((run) => ({ run, left: run.x, right: run.x + run.width, top: run.y - run.size * 0.66, bottom: run.y }))
		.sort((a, b) => a.top - b.top);
	const found: string[] = [];
	boxes.forEach((a, i) => {
		for (let j = i + 1; j < boxes.length && boxes[j]!.top < a.bottom - 0.01; j++) {
			const b = boxes[j]!;
			if (a.left < b.right - 0.01 && b.left < a.right - 0.01) found.push(`${a.run.text} | ${b.run.text}`);
		}
	});
	return found;
}

const words = 'Entwurf, Prüfung und Übergabe der Unterlagen nach Absprache mit allen Beteiligten. ';
const numbered = (count: number, description = '') =>
	Array.from({ length: count }, (_, i) => line(`Line number ${i + 1}`, '2', '9.99', { description }));

describe('pages', () => {
	test('a short invoice takes one, on either paper', () => {
		for (const paper of ['A4', 'Letter'] as const) {
			const layout = setIssued(content(numbered(3)), { paper });
			expect(layout.pages).toHaveLength(1);
			expectSound(layout);
		}
	});
	test('grow with the lines, and every line is printed once and in order', () => {
		let pages = 0;
		for (const count of [1, 20, 60, 200]) {
			const layout = setIssued(content(numbered(count), { language: 'en' }));
			expect(said(layout, 'line.name')).toEqual(Array.from({ length: count }, (_, i) => `Line number ${i + 1}`));
			expect(said(layout, 'line.amount')).toHaveLength(count);
			expect(layout.pages.length).toBeGreaterThanOrEqual(pages);
			pages = layout.pages.length;
			expectSound(layout);
		}
		expect(pages).toBeGreaterThan(5);
	});
	test('are numbered, and repeat the head of the table and the title', () => {
		const layout = setIssued(content(numbered(60), { language: 'en' }));
		const last = layout.pages.length;
		expect(said(layout, 'page')).toEqual(layout.pages.map((_, i) => `Page ${i + 1} of ${last}`));
		const withLines = layout.pages.filter((page) => page.some((item) => item.kind === 'text' && item.role === 'line.name'));
		expect(said(layout, 'table.head').filter((text) => text === 'Description')).toHaveLength(withLines.length);
		expect(said(layout, 'running.title')).toEqual(Array(last - 1).fill('Invoice F-0042'));
	});
	test('the amount due never stands without a line above it', () => {
		for (let count = 1; count < 40; count++) {
			const layout = setIssued(content(numbered(count)));
			const page = layout.pages.find((items) => items.some((item) => item.kind === 'text' && item.role === 'total.payable'))!;
			expect(page.some((item) => item.kind === 'text' && item.role === 'line.name')).toBe(true);
		}
	});
	test('a description longer than a page runs over pages without losing a word', () => {
		const layout = setIssued(content([line('Long', '1', '1', { description: words.repeat(150) }), line('After', '1', '1')]));
		expect(layout.pages.length).toBeGreaterThan(3);
		expect(said(layout, 'line.description').join(' ')).toBe(words.repeat(150).trim());
		expect(said(layout, 'line.name')).toEqual(['Long', 'After']);
		expectSound(layout);
	});
	test('long notes, terms and footer do too', () => {
		const layout = setIssued(content(numbered(1), { notes: words.repeat(120), terms: words.repeat(60) }), { footer: words.repeat(20) });
		expect(said(layout, 'notes').join(' ')).toBe(words.repeat(120).trim());
		expect(said(layout, 'terms').join(' ')).toBe(words.repeat(60).trim());
		expect(said(layout, 'footer').join(' ')).toBe(words.repeat(20).trim());
		expectSound(layout);
	});
});

describe('anything that can be typed', () => {
	const text = fc.string({ unit: fc.constantFrom(...'aW é.Ωж-/\n😀\u00a00123456789'), maxLength: 120 });
	const number = (whole: number) => fc.bigInt({ min: 0n, max: 10n ** BigInt(whole) }).map((digits) => `${digits / 100n}.${digits % 100n}`);
	const taxes = fc.subarray([tps, tvq, vat('19'), vat('7')], { maxLength: 3 });
	const lines = fc.array(
		fc
			.record({ name: text, description: text, quantity: number(7), price: number(9), taxes })
			.map(({ name, quantity, price, ...more }) => line(name, quantity, price, more)),
		{ maxLength: 12 }
	);
	const bodies: fc.Arbitrary<Partial<DocumentContent>> = fc.record({
		orderNumber: text,
		project: text,
		notes: text,
		terms: text,
		prices: fc.constantFrom('net', 'gross'),
		language: fc.constantFrom('en', 'fr-CA', 'es', 'de', 'nl'),
		template: fc.constantFrom('classic', 'letter', 'band'),
		customFields: fc.array(fc.record({ id: text, name: text, value: text, printed: fc.boolean() }), { maxLength: 5 })
	});
	test('stays inside the margins and off other text', () => {
		fc.assert(
			fc.property(lines, bodies, text, fc.constantFrom('A4' as const, 'Letter' as const), (typed, body, name, paper) => {
				expectSound(setIssued(content(typed, body), { name, tradeName: name, paper, footer: name }, { name, number: name }, name));
			}),
			{ numRuns: 120 }
		);
	});
});

describe('sums', () => {
	const format = documentFormat('fr-CA', documentMetrics);
	test('are those of the engine, to the cent', () => {
		const document = fromIssued(issued(content([line('a', '1', '8180.00'), line('b', '3', '45', { taxes: [tps] })], { prepaid: '100' })));
		const layout = set(document);
		const { totals } = document;
		const money = (minor: bigint) => format.amount(minor, 'CAD');
		expect(said(layout, 'line.amount')).toEqual(totals.lines.map((each) => money(each.shown)));
		expect(said(layout, 'total.taxExclusive')).toEqual([money(totals.taxExclusive)]);
		expect(said(layout, 'total.tax').sort()).toEqual(totals.taxes.map((tax) => money(tax.tax)).sort());
		expect(said(layout, 'total.taxInclusive')).toEqual([money(totals.taxInclusive)]);
		expect(said(layout, 'total.prepaid')).toEqual([money(-totals.prepaid)]);
		expect(said(layout, 'total.payable')).toEqual([format.money(totals.payable, 'CAD')]);
	});
	test('TPS comes before TVQ, each with its number', () => {
		const layout = setIssued(content([line('a', '1', '100')]));
		expect(said(layout, 'total.tax.name').map((text) => text.split(/\s/)[0])).toEqual(['TPS', 'TVQ']);
		expect(said(layout, 'total.tax.detail')).toEqual(['N° TPS 123456789 RT0001', 'N° TVQ 1234567890 TQ0001']);
	});
	test('document discounts and surcharges stand between subtotal and total', () => {
		const allowances: DocumentContent['allowances'] = [
			{ id: 'd', kind: 'allowance', percent: '10', reason: 'Fidélité' },
			{ id: 'c', kind: 'charge', amount: '15', reason: 'Transport' }
		];
		const net = setIssued(content([line('a', '1', '200')], { allowances }));
		expect(said(net, 'total.sumLines')).toEqual(['200,00']);
		expect(said(net, 'total.allowance')).toEqual(['−20,00']);
		expect(said(net, 'total.charge')).toEqual(['15,00']);
		const gross = fromIssued(issued(content([line('a', '1', '200')], { allowances, prices: 'gross' })));
		expect(said(set(gross), 'total.allowance')).toEqual([format.amount(-gross.totals.sumAllowances, 'CAD')]);
	});
	test('withholding, stamp duty and rounding are shown below the total', () => {
		const layout = setIssued(
			content([line('a', '1', '1393.50', { taxes: [{ name: 'IVA', category: 'S', rate: '21' }] })], {
				language: 'en',
				currency: 'EUR',
				withholdings: [{ name: 'IRPF', rate: '15' }],
				stampDuty: { name: 'Timbre', amount: '2' },
				cashRounding: '0.05'
			})
		);
		expect(said(layout, 'total.withholding.name')).toEqual(['Withheld: IRPF 15% on 1,393.50']);
		expect(said(layout, 'total.withholding')).toEqual(['−209.03']);
		expect(said(layout, 'total.stampDuty')).toEqual(['2.00']);
		expect(said(layout, 'total.rounding')).toEqual(['−0.01']);
		expect(said(layout, 'total.payable')).toEqual(['€1,479.10']);
	});
	test('a foreign currency carries the rate and the tax in the base currency', () => {
		const document = fromIssued(
			issued(content([line('a', '1', '100')], { currency: 'USD', exchangeRate: '1.3712', baseCurrency: 'CAD', language: 'en' }))
		);
		const layout = set(document);
		expect(said(layout, 'base.taxTotal')).toEqual([documentFormat('en', documentMetrics).amount(document.totals.base!.taxTotal, 'CAD')]);
		expect(said(layout, 'base.taxTotal.detail')).toEqual(['1 USD = 1.3712 CAD']);
	});
	test('categories without tax print their legal text', () => {
		const reverse = { name: 'TVA', category: 'AE', rate: '0', exemptionReason: 'Autoliquidation, article 283-2 du CGI' } as const;
		expect(said(setIssued(content([line('a', '1', '10', { taxes: [reverse] })])), 'tax.note')).toEqual([reverse.exemptionReason]);
	});
	test('an amount below zero is named as what it is', () => {
		const layout = setIssued(content([line('a', '-1', '10', { taxes: [] })], { language: 'en' }));
		expect(said(layout, 'total.payable.name')).toEqual(['In your favour']);
		expect(withRole(layout, 'payment.account')).toEqual([]);
	});
});

describe.each(TEMPLATES)('in the look %s, fields', (template) => {
	test('of the document, the parties and the payment are all printed', () => {
		const layout = setIssued(
			content([line('a', '1', '10', { periodStart: '2026-11-01', periodEnd: '2026-11-30', priceBase: '100', unit: 'KGM' })], {
				language: 'en-GB',
				template,
				orderNumber: 'PO 7',
				buyerReference: 'Ref 8',
				contractReference: 'V 9',
				project: 'Mill',
				supplyDate: '2026-11-12',
				customFields: [
					{ id: 'p', name: 'Site', value: 'Quay 4', printed: true },
					{ id: 'q', name: 'Margin', value: 'Secret', printed: false }
				]
			}),
			{ bankAccounts: [{ id: 'b', label: 'Main', holder: 'Nordet', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', primary: true }] },
			{
				deliveryAddress: { line1: 'Quay 4', city: 'Matane', postcode: 'G4W 1A1', subdivision: 'QC', country: 'CA' },
				taxIds: [{ kind: 'gst', country: 'CA', label: 'GST', value: '987654321 RT0001' }],
				customFields: [{ id: 'r', name: 'Dock', value: 'North', printed: true }]
			}
		);
		const text = runs(layout).map((run) => run.text);
		for (const part of ['PO 7', 'Ref 8', 'V 9', 'Mill', 'Quay 4', '12 November 2026', '10.00 per 100', '1 kg', 'Matane QC  G4W 1A1']) {
			expect(text).toContain(part);
		}
		for (const part of [
			'GST 987654321 RT0001',
			'Dock: North',
			'Client no. C-0017',
			'COBADEFFXXX',
			'DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000'
		]) {
			expect(text).toContain(part);
		}
		expect(text.join(' ')).not.toMatch(/Secret|Margin|Never printed/);
		const all = text.join(' ');
		for (const part of ['Atelier Nordet inc.', 'maude@nordet.example', 'N° TPS 123456789 RT0001', 'H2J', 'Coopérative Les Grands Vents'])
			expect(all).toContain(part);
		expectSound(layout);
	});
	test('take one page where there are few, and long books of lines as many as it takes', () => {
		expect(setIssued(content(numbered(3), { template })).pages).toHaveLength(1);
		const layout = setIssued(content(numbered(80), { template, language: 'en' }));
		expect(said(layout, 'line.name')).toHaveLength(80);
		expect(said(layout, 'page').at(-1)).toBe(`Page ${layout.pages.length} of ${layout.pages.length}`);
		expectSound(layout);
	});
	test('the client’s name stands in the window of the envelope', () => {
		const [name] = withRole(setIssued(content(numbered(1), { template }), { paper: 'A4' }), 'buyer.name');
		expect(name!.y).toBeGreaterThan(127);
		expect(name!.y).toBeLessThan(200);
	});
	test('what is written on areas of colour can be read, whatever the colour', () => {
		for (const colour of ['#1f4e5f', '#ffe14d', '#808080', '#787878', '#6f8f2a', '#000000', '#ffffff', '#e4572e']) {
			const layout = setIssued(content(numbered(2), { template, language: 'en' }), { colour });
			for (const page of layout.pages) {
				const areas = page.filter((item) => item.kind === 'rectangle');
				for (const run of page.filter((item): item is TextRun => item.kind === 'text')) {
					const under = areas.findLast(
						(area) => run.x >= area.x && run.x + run.width <= area.x + area.width && run.y > area.y && run.y <= area.y + area.height
					);
					expect(contrastOf(run.colour, under?.colour ?? '#ffffff'), `${run.role} on ${under?.colour}`).toBeGreaterThanOrEqual(4.5);
				}
			}
		}
	});
	test('a draft says so', () => {
		const body = content(numbered(1), { template, language: 'en', issueDate: '' });
		const { seller, totals } = fromIssued(issued(body));
		const layout = set(fromDraft(body, seller, undefined, totals));
		expect(said(layout, 'draft')).toEqual(['Draft']);
		expectSound(layout);
	});
	test('a letter whose sender has more particulars than a foot holds has them in its head', () => {
		const taxIds = Array.from({ length: 9 }, (_, at) => ({ kind: 'x', country: 'MA', label: `No. ${at}`, value: '1234567' }));
		const layout = setIssued(content(numbered(2), { template }), { taxIds });
		expect(said(layout, 'seller.taxId')).toHaveLength(9);
		for (const { y } of withRole(layout, 'seller.taxId')) expect(y).toBeLessThan(layout.height / 2);
		const few = setIssued(content(numbered(2), { template }));
		for (const { y } of withRole(few, 'seller.taxId')) expect(y > few.height * 0.8).toBe(template === 'letter');
		expectSound(layout);
	});
});

describe('fields', () => {
	test('a line shows each allowance with its effect', () => {
		const allowances: DocumentContent['allowances'] = [{ id: 'a', kind: 'allowance', percent: '10', reason: 'Volume' }];
		const layout = setIssued(content([line('a', '40', '18.75', { allowances })], { language: 'en' }));
		expect(said(layout, 'line.allowance')).toEqual(['Volume 10%: −75.00']);
		expect(said(layout, 'line.amount')).toEqual(['675.00']);
	});
	test('the country is named where the letter crosses a border, and only there', () => {
		const abroad = setIssued(content(numbered(1), { language: 'en' }), {}, { address: { ...buyer.address, country: 'FR' } });
		expect(said(abroad, 'buyer.country')).toEqual(['FRANCE']);
		expect(said(setIssued(content(numbered(1))), 'buyer.country')).toEqual([]);
	});
	test('a draft says so, has no number, and may lack its client', () => {
		const body = content(numbered(1), { language: 'en', issueDate: '' });
		const { seller, totals } = fromIssued(issued(body));
		const layout = set(fromDraft(body, seller, undefined, totals));
		expect(said(layout, 'draft')).toEqual(['Draft']);
		expect(said(layout, 'number')).toEqual([]);
		expectSound(layout);
	});
	test('characters the face lacks are reported, those not printed are not', () => {
		const body = content([line('नमस्ते', '1', '1')], { privateNotes: '漢', notes: 'ok Ωж' });
		const missing = missingGlyphs(fromIssued(issued(body)));
		expect(missing.join('')).toBe('नमस्ते');
		expect(missing).not.toContain('漢');
	});
	test('each language has its own words', () => {
		const titles = ['en', 'fr-CA', 'es', 'de-AT', 'pt'].map((language) => said(setIssued(content(numbered(1), { language })), 'title')[0]);
		expect(titles).toEqual(['Invoice', 'Facture', 'Factura', 'Rechnung', 'Invoice']);
	});
});

describe('a credit note', () => {
	const preceding = { documentId: 'i', number: 'F-0007', issueDate: '2026-10-02' };
	const note = (language: string) =>
		setIssued(content([line('Site', '1', '100')], { type: 'credit-note', preceding, language }), {}, {}, 'CN-0001');
	test.each([
		['en', 'Credit note', 'For invoice', 'Amount credited'],
		['fr-CA', 'Avoir', 'Pour la facture', 'Montant crédité'],
		['de', 'Rechnungskorrektur', 'Zur Rechnung', 'Gutgeschriebener Betrag'],
		['es', 'Factura rectificativa', 'Rectifica la factura', 'Importe abonado'],
		['pt', 'Credit note', 'For invoice', 'Amount credited']
	])('in %s is titled "%s", names its invoice and asks for nothing', (language, title, caption, due) => {
		const layout = note(language);
		expect(layout.title).toBe(`${title} CN-0001`);
		expect(said(layout, 'title')).toEqual([title]);
		expect(runs(layout).map(({ text }) => text)).toContain(caption);
		expect(said(layout, 'total.payable.name')).toEqual([due]);
		expect(runs(layout).some(({ text }) => text.startsWith('F-0007, '))).toBe(true);
		expect(said(layout, 'payment.caption')).toEqual([]);
		expectSound(layout);
	});
});

describe('the other side signs', () => {
	const signed = (type: DocumentContent['type'], language: string, lines = 3) =>
		setIssued(content(numbered(lines), { type, language }), {}, {}, 'X-1');
	test.each([
		['estimate', 'en', 'Accepted as offered'],
		['estimate', 'fr-CA', 'Bon pour accord'],
		['delivery-note', 'de', 'Vollständig und in gutem Zustand erhalten'],
		['delivery-note', 'es', 'Recibido completo y en buen estado']
	] as const)('%s in %s: "%s", over two lines', (type, language, words) => {
		const layout = signed(type, language);
		expect(said(layout, 'signature.caption')).toEqual([words]);
		expect(withRole(layout, 'signature.name')).toHaveLength(2);
		expectSound(layout);
	});
	test('nothing else', () => {
		for (const type of ['invoice', 'proforma', 'purchase-order', 'receipt'] as const)
			expect(said(signed(type, 'en'), 'signature.caption')).toEqual([]);
	});
	test('on one page, wherever the lines end', () => {
		for (let lines = 1; lines < 40; lines++) {
			const layout = signed('estimate', 'en', lines);
			const pages = layout.pages.filter((page) => page.some((item) => item.kind === 'text' && item.role.startsWith('signature.')));
			expect(pages).toHaveLength(1);
			expectSound(layout);
		}
	});
});

describe('paid in parts', () => {
	const instalments = [
		{ id: 'a', date: '2026-12-01', percent: '40' },
		{ id: 'b', date: '2027-01-01', percent: '30' },
		{ id: 'c', date: '2027-02-01' }
	];
	test('the figures stand under each other, beside their days', () => {
		for (const template of TEMPLATES) {
			const layout = setIssued(content([line('Site', '1', '1000', { taxes: [] })], { language: 'en', template, instalments }));
			const parts = withRole(layout, 'payment.instalment');
			expect(parts.map(({ text }) => text)).toEqual(['$400.00', '$300.00', '$300.00']);
			for (const { x, width } of parts) expect(x + width).toBeCloseTo(parts[0]!.x + parts[0]!.width, 6);
			expect(said(layout, 'payment.instalment.name')).toEqual(['December 1, 2026', 'January 1, 2027', 'February 1, 2027']);
			expect(said(layout, 'payment.caption')).toEqual(['Instalments']);
			expectSound(layout);
		}
	});
	test('nor does a sum too long for its column leave the page', () => {
		expectSound(setIssued(content([line('Site', '1', '99999999999999.99', { taxes: [] })], { language: 'en', instalments })));
	});
});

test('a long description begins where it is and goes on with the sums; the page before it is not left empty', () => {
	const layout = setIssued(content([...numbered(7), line('Long', '1', '10', { description: words.repeat(22) })], { language: 'en' }));
	expect(layout.pages[0]!.some((item) => item.kind === 'text' && item.role === 'line.name' && item.text === 'Long')).toBe(true);
	expectSound(layout);
});

test('five short facts share a row, so that the amount does not stand alone; long ones keep to four', () => {
	const rowsOf = (orderNumber: string) => {
		const layout = setIssued(content([line('A', '1', '10')], { supplyDate: '2026-11-20', orderNumber, template: 'classic' }));
		expectSound(layout);
		return new Set(withRole(layout, 'fact.name').map(({ y }) => y)).size;
	};
	expect(rowsOf('PO-7741')).toBe(1);
	expect(rowsOf('PO-7741 of the department of works, second floor')).toBe(2);
});
