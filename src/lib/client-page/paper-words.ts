/** The words and figures of a document in its own language, as on paper; the browser's fonts have every character. */
import { accountsFor } from '../documents/pdf/layout/accounts.ts';
import { buyerLabel, factsOf, payableLabel, titleOf, type Fact } from '../documents/pdf/layout/facts.ts';
import { documentFormat, type DocumentFormat } from '../documents/pdf/format.ts';
import { swissLabelsFor } from '../documents/pdf/labels/swiss.ts';
import { labelsFor, type DocumentLabels } from '../documents/pdf/labels/labels.ts';
import type { FontMetrics } from '../documents/pdf/metrics.ts';
import { spacedReference } from '../documents/payment-code/references.ts';
import type { ReadDocument } from '../documents/read-shared-document.ts';
import type { BankAccount } from '../business/business.ts';

const EVERY_CHARACTER: FontMetrics = { has: () => true, advance: () => 0 };
/** As on paper: longer ones follow the notes. */
const SHORT = 60;

export interface PaperWords {
	document: ReadDocument['paper'];
	labels: DocumentLabels;
	format: DocumentFormat;
	title: string;
	buyerLabel: string;
	facts: Fact[];
	longFields: { name: string; value: string }[];
	/** Prices and sums are on it. */
	priced: boolean;
	due: { label: string; value: string };
	accounts: BankAccount[];
	/** What a payer writes, by which his payment is known: the Swiss slip's own where there is one. */
	reference: { label: string; value: string };
	direction: 'ltr' | 'rtl';
}

export function wordsOf({ paper, code }: Pick<ReadDocument, 'paper' | 'code'>): PaperWords {
	const { content, totals, seller } = paper;
	const labels = labelsFor(content.language);
	const format = documentFormat(content.language, EVERY_CHARACTER);
	const fits = ({ value }: { value: string }) => value.length <= SHORT && !value.includes('\n');
	return {
		document: paper,
		labels,
		format,
		title: titleOf(content.type, labels),
		buyerLabel: buyerLabel(content.type, labels),
		// The sum stands by itself, in large.
		facts: factsOf(paper, labels, format, content.customFields.filter(fits)).filter(({ role }) => role !== 'due'),
		longFields: content.customFields.filter((field) => !fits(field)),
		priced: content.type !== 'delivery-note',
		due: { label: payableLabel(content.type, totals.payable, labels), value: format.money(totals.payable, totals.currency) },
		accounts: accountsFor(seller.bankAccounts, content.currency),
		reference: slipReference(code, format.language) ?? { label: labels.reference, value: paper.number },
		direction: directionOf(content.language)
	};
}

/** Lines of a Swiss code's content: kind of reference, and reference (Implementation Guidelines QR-bill 2.3, 4.2.2). A QR-IBAN takes no payment without it. */
const [KIND, REFERENCE] = [27, 28];

function slipReference(code: ReadDocument['code'], language: string): { label: string; value: string } | undefined {
	if (code?.kind !== 'swiss') return undefined;
	const lines = code.payload.split(/\r?\n/);
	const value = lines[REFERENCE];
	return value && lines[KIND] !== 'NON' ? { label: swissLabelsFor(language).reference, value: spacedReference(value) } : undefined;
}

/** Languages whose usual script runs from right to left. */
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

function directionOf(language: string): 'ltr' | 'rtl' {
	return RIGHT_TO_LEFT.has(language.toLowerCase().split('-')[0]!) ? 'rtl' : 'ltr';
}
