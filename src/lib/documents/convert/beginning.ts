/** What a draft made from an issued document has of its own: its dates and texts, in the document's language. */
import type { Business } from '../../business/business.ts';
import { addDays } from '../dates.ts';
import { templateFor, textsOf } from '../defaults.ts';
import type { DocumentType, IssuedDocument } from '../document.ts';
import { isInvoice, kindOf } from '../kinds.ts';
import { documentFormat } from '../pdf/format.ts';
import { documentMetrics } from '../pdf/metrics.ts';
import { labelsFor } from '../pdf/labels/labels.ts';
import type { Beginning } from './content.ts';

/** @param termsDays of the client, where he has his own */
export function beginningOf(
	business: Business,
	{ content }: Pick<IssuedDocument, 'content'>,
	type: DocumentType,
	today: string,
	seriesId: string | undefined,
	termsDays = business.termsDays
): Beginning {
	const texts = textsOf(business, type, content.language);
	const own = business.looks?.find(({ id }) => id === type)?.days;
	const days = isInvoice(type) ? termsDays : (own ?? (kindOf(type).until ? 30 : undefined));
	const usual = isInvoice(type) ? business : { terms: '', notes: '' };
	return {
		type,
		...(seriesId && { seriesId }),
		issueDate: today,
		dueDate: days === undefined ? '' : addDays(today, days),
		terms: texts?.terms || usual.terms,
		notes: texts?.notes || usual.notes,
		template: templateFor(business, type)
	};
}

/** "Deposit invoice A2026-0001 of 3 November 2026". */
export function deductionName({ number, content }: IssuedDocument): string {
	const format = documentFormat(content.language, documentMetrics);
	return labelsFor(content.language).deducted(number, format.date(content.issueDate));
}

/** "Deposit of 30 % on estimate E2026-0001 of 3 November 2026". */
export function depositName({ number, content }: IssuedDocument, percent: string | undefined): string {
	const labels = labelsFor(content.language);
	const format = documentFormat(content.language, documentMetrics);
	return labels.depositOn(
		percent === undefined ? '' : format.percent(percent),
		labels.titles[content.type],
		number,
		format.date(content.issueDate)
	);
}
