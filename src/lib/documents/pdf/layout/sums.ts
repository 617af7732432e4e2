/** The rows of the totals block, each sum as the engine gave it: nothing is added up here. */
import type { TaxId } from '../../../business/business.ts';
import type { TaxTotal } from '../../document.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import type { PrintableDocument } from '../printable.ts';

export interface SumRow {
	role: string;
	label: string;
	value: string;
	/** Smaller, under the label: the seller's number for that tax. */
	detail?: string;
	strong?: boolean;
}

export function sumRows(document: PrintableDocument, labels: DocumentLabels, format: DocumentFormat): SumRow[] {
	const { totals } = document;
	const money = (minor: bigint) => format.amount(minor, totals.currency);
	const rows: SumRow[] = [];
	const row = (role: string, label: string, minor: bigint, more: Partial<SumRow> = {}) =>
		rows.push({ role: `total.${role}`, label, value: money(minor), ...more });

	if (totals.allowances.length > 0) {
		row('sumLines', labels.sumLines, totals.sumLines);
		rows.push(...allowanceRows(document, labels, format));
	}
	const settled = totals.stampDuty || totals.withheld || totals.prepaid || totals.rounding;
	if (totals.taxes.length > 0 || rows.length > 0 || settled) row('taxExclusive', labels.taxExclusive, totals.taxExclusive);
	for (const tax of printedTaxes(document)) {
		row('tax', taxLabel(tax, labels, format, money), tax.tax, detailOf(taxNumber(tax.name, document.seller.taxIds)));
	}
	if (new Set(totals.taxes.map((tax) => tax.name)).size < totals.taxes.length) row('taxTotal', labels.taxTotal, totals.taxTotal);
	if (settled) row('taxInclusive', labels.taxInclusive, totals.taxInclusive, { strong: true });
	if (totals.stampDuty) row('stampDuty', document.content.stampDuty?.name ?? '', totals.stampDuty);
	for (const { name, rate, base, amount } of totals.withholdings) {
		row('withholding', labels.withholding(name, format.percent(rate), money(base)), -amount);
	}
	if (totals.prepaid) row('prepaid', labels.prepaid, -totals.prepaid);
	if (totals.rounding) row('rounding', labels.rounding, totals.rounding);
	return rows;
}

/** The engine's rows, those that stand first on the lines before those that stand second: TPS before TVQ, whatever their rates. */
function printedTaxes({ content, totals }: PrintableDocument): TaxTotal[] {
	const place = (row: TaxTotal) => {
		const places = content.lines.map(({ taxes }) => taxes.findIndex((tax) => tax.name === row.name && tax.rate === row.rate));
		return Math.min(...places.filter((at) => at >= 0), 99);
	};
	return [...totals.taxes].sort((a, b) => place(a) - place(b));
}

/** What follows the amount due when the document has an exchange rate (BT-111). */
export function baseRows(document: PrintableDocument, labels: DocumentLabels, format: DocumentFormat): SumRow[] {
	const { base, currency } = document.totals;
	if (!base) return [];
	const { exchangeRate = '', exchangeRateDate = '', exchangeRateSource = '' } = document.content;
	const origin = [exchangeRateSource.trim(), format.date(exchangeRateDate)].filter(Boolean).join(', ');
	const rate = labels.exchangeRate(currency, format.decimal(exchangeRate), base.currency) + (origin && ` (${origin})`);
	return [
		{ role: 'base.taxTotal', label: labels.taxInBase(base.currency), value: format.amount(base.taxTotal, base.currency), detail: rate },
		{ role: 'base.payable', label: labels.payableInBase(base.currency), value: format.amount(base.payable, base.currency) }
	];
}

/**
 * Net prices: one row each. Gross prices: their effects are known in gross terms only, the rows above and below are net, so the net
 * sums stand here with the reasons in the label.
 */
function allowanceRows({ content, totals }: PrintableDocument, labels: DocumentLabels, format: DocumentFormat): SumRow[] {
	const money = (minor: bigint) => format.amount(minor, totals.currency);
	const words = { allowance: labels.allowance, charge: labels.charge };
	if (content.prices === 'net') {
		return totals.allowances.map(({ id, kind, reason, amount }) => {
			const typed = content.allowances.find((entry) => entry.id === id);
			const percent = typed?.percent ? ` ${format.percent(typed.percent)}` : '';
			return { role: `total.${kind}`, label: (reason || words[kind]) + percent, value: money(kind === 'allowance' ? -amount : amount) };
		});
	}
	const reasons = (kind: 'allowance' | 'charge') =>
		[...new Set(totals.allowances.filter((entry) => entry.kind === kind && entry.reason).map((entry) => entry.reason))].join(', ');
	const labelled = (label: string, why: string) => (why ? `${label} (${why})` : label);
	const rows: SumRow[] = [];
	if (totals.sumAllowances) {
		const label = labelled(labels.allowancesNet, reasons('allowance'));
		rows.push({ role: 'total.allowance', label, value: money(-totals.sumAllowances) });
	}
	if (totals.sumCharges) {
		rows.push({ role: 'total.charge', label: labelled(labels.chargesNet, reasons('charge')), value: money(totals.sumCharges) });
	}
	return rows;
}

function taxLabel(tax: TaxTotal, labels: DocumentLabels, format: DocumentFormat, money: (minor: bigint) => string): string {
	const rate = tax.category === 'O' ? '' : format.percent(tax.rate) + (tax.compound ? ` (${labels.compound})` : '');
	return labels.taxOn(tax.name, rate, money(tax.taxable)).replace(/ {2,}/, ' ');
}

/** Words a tax and its number go by in Canada and India, where each tax has a registration of its own. */
const SYNONYMS: Record<string, string[]> = {
	gst: ['GST', 'HST', 'TPS', 'TVH', 'GST/HST', 'TPS/TVH'],
	qst: ['QST', 'TVQ'],
	pst: ['PST', 'TVP', 'RST']
};

/** The seller's registration for a tax, where the law has one for each tax; a VAT number belongs to the whole document. */
function taxNumber(tax: string, ids: TaxId[]): TaxId | undefined {
	return ids.find(({ kind, value }) => value.trim() !== '' && (SYNONYMS[kind] ?? []).includes(tax.trim().toUpperCase()));
}

function detailOf(id: TaxId | undefined): Partial<SumRow> {
	return id ? { detail: `${id.label} ${id.value}` } : {};
}

/** Legal texts that categories without tax oblige to print; where there are several, each says which amount it is about. */
export function taxNotes(document: PrintableDocument, labels: DocumentLabels, format: DocumentFormat): string[] {
	const { totals } = document;
	const fallback = (tax: TaxTotal) => (tax.category === 'AE' ? labels.reverseCharge : (tax.exemptionCode ?? ''));
	const notes = printedTaxes(document)
		.filter((tax) => tax.category !== 'S')
		.map((tax) => ({ tax, text: tax.exemptionReason?.trim() || fallback(tax) }))
		.filter(({ text }) => text !== '');
	if (new Set(notes.map(({ text }) => text)).size <= 1) return notes.slice(0, 1).map(({ text }) => text);
	const about = (tax: TaxTotal) => taxLabel(tax, labels, format, (minor) => format.amount(minor, totals.currency));
	return notes.map(({ tax, text }) => `${about(tax)}: ${text}`);
}
