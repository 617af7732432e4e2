/** Billing records of Spain for the tax agency's schema to judge: invented invoices and annulments of two devices, with every trait a record can have. */
import { computeTotals, freezeTotals, thawTotals } from '#lib/documents/totals.ts';
import type { BuyerSnapshot, DocumentContent, IssuedDocument, LineTax } from '#lib/documents/document.ts';
import { chained, type Linked } from '#lib/spain/chain.ts';
import { iva, line, recargo, spanishBuyer, spanishInvoice } from './spanish-invoices.ts';
import { recordOf } from '#lib/spain/of-document.ts';
import type { BillingRecord } from '#lib/spain/record.ts';
import { MOST_RECORDS, xmlHead, xmlRecord, XML_END } from '#lib/spain/xml.ts';

const untaxed = (category: LineTax['category'], exemptionReason: string, name = 'IVA'): LineTax[] => [
	{ name, category, rate: '0', exemptionReason }
];
const from = (country: string, kind: BuyerSnapshot['kind'], value = ''): BuyerSnapshot => ({
	...spanishBuyer,
	name: 'Café «Ñandú» & Söhne <Lda.>',
	kind,
	address: { ...spanishBuyer.address, country },
	taxIds: value ? [{ kind: 'vat', country, label: 'VAT', value }] : []
});

const TAXES: LineTax[][] = [
	[iva('21')],
	[iva('10')],
	[iva('4')],
	[iva('0')],
	[iva('21'), recargo('5.2')],
	[iva('10'), recargo('1.4')],
	[iva('4'), recargo('0.5')],
	[{ name: 'IGIC', category: 'L', rate: '9.5' }],
	[{ name: 'IPSI', category: 'M', rate: '4' }],
	untaxed('E', 'Operación exenta, art. 20 Ley 37/1992'),
	untaxed('E', 'Exento de IGIC, régimen especial del pequeño empresario', 'IGIC'),
	untaxed('G', 'Exportación exenta, art. 21 Ley 37/1992'),
	untaxed('O', 'No sujeta, art. 69 Ley 37/1992')
];
const WITH_VAT: LineTax[][] = [untaxed('AE', 'Inversión del sujeto pasivo'), untaxed('K', 'Entrega intracomunitaria exenta, art. 25')];

/** Pseudo-random, the same each time. */
function random(seed: number): (most: number) => number {
	let state = seed;
	return (most) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * most);
	};
}

/** Issued by turns; every seventh is a credit note, every eleventh is annulled at once. */
function spanishDocuments(count: number): IssuedDocument[] {
	const pick = random(7);
	const at = Date.parse('2026-01-02T08:00:00Z');
	return Array.from({ length: count }, (_, index) => {
		const buyers = [spanishBuyer, from('DE', 'business', 'DE129273398'), from('US', 'business', '98-7654321'), from('ES', 'individual')];
		const buyer = buyers[pick(buyers.length)]!;
		const taxes = buyer === buyers[1] ? [...TAXES, ...WITH_VAT] : TAXES;
		const lines = Array.from({ length: 1 + pick(5) }, (_, row) =>
			line(`Servicio ${row} «ñ» & <más>`, `${pick(900_000) / 100}`, taxes[pick(taxes.length)]!, `${1 + pick(9)}`)
		);
		const issuedAt = new Date(at + index * 3_700_000).toISOString();
		const credits = index % 7 === 6;
		const more: Partial<DocumentContent> = {
			issueDate: issuedAt.slice(0, 10),
			...(pick(3) === 0 && { supplyDate: '2025-12-30' }),
			...(pick(4) === 0 && { currency: 'USD', exchangeRate: '0.9137', baseCurrency: 'EUR' }),
			...(pick(3) === 0 && { withholdings: [{ name: 'IRPF', rate: '15' }] }),
			...(credits && { type: 'credit-note', preceding: { documentId: 'x', number: 'F/25 7', issueDate: '2025-12-01' } })
		};
		const document = spanishInvoice(lines, more, { number: `${credits ? 'R' : 'F'}/26 ${index + 1}`, issuedAt, buyer });
		const totals = computeTotals(document.content);
		return totals.ok ? { ...document, totals: freezeTotals(totals.value) } : document;
	});
}

/** Chains of two devices. */
async function spanishChains(count: number): Promise<Map<string, Linked[]>> {
	const chains = new Map<string, BillingRecord[]>();
	for (const [index, document] of spanishDocuments(count).entries()) {
		const made = recordOf({ ...document, totals: thawTotals(document.totals) });
		if (!made.ok) throw new Error(`${document.number}: ${JSON.stringify(made.refusal)}`);
		const device = index % 3 === 2 ? 'b'.repeat(32) : 'a'.repeat(32);
		const records = chains.get(device) ?? [];
		chains.set(device, records);
		const { id, issuer, at, version } = made.record;
		records.push(made.record, ...(index % 11 === 10 ? [{ kind: 'annulment', id, issuer, at, version } as const] : []));
	}
	const linked = new Map<string, Linked[]>();
	for (const [device, records] of chains) {
		const links: Linked[] = [];
		for await (const each of chained(records)) links.push(each);
		linked.set(device, links);
	}
	return linked;
}

/** One chain. */
export async function spanishLinks(count: number): Promise<Linked[]> {
	return [...(await spanishChains(count)).values()][0]!;
}

/** @returns files of a chain by their names */
export async function spanishFiles(count: number): Promise<Map<string, string[]>> {
	const files = new Map<string, string[]>();
	for (const [device, links] of await spanishChains(count)) {
		const texts: string[] = [];
		for (let first = 0; first < links.length; first += MOST_RECORDS) {
			const some = links.slice(first, first + MOST_RECORDS);
			const { issuer, id } = some[0]!.record;
			texts.push([xmlHead({ issuer, nif: id.nif }), ...some.map((each) => xmlRecord(each, { device })), XML_END].join(''));
		}
		files.set(device.slice(0, 8), texts);
	}
	return files;
}
