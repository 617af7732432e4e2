/** The draft of one period. It follows from the profile alone, so that two devices that make it make the same. */
import { addDays } from '../documents/dates.ts';
import type { DocumentContent, DocumentLine } from '../documents/document.ts';
import { dropRate } from '../documents/rate.ts';
import type { InvoiceProfile } from './invoice-profile.ts';
import { fillPlaceholders } from './placeholders.ts';
import { dateBefore, occurrence, type Period } from './schedule.ts';

/** What of a document is repeated: nothing that belonged to that one deal, and no number of its own. */
export function templateOf(content: DocumentContent): DocumentContent {
	const template: DocumentContent = { ...content, type: 'invoice', issueDate: '', dueDate: '', lines: content.lines.map(lineOf) };
	for (const field of OF_ONE_DEAL) delete template[field];
	dropRate(template);
	return template;
}

const OF_ONE_DEAL = [
	'seriesId',
	'preceding',
	'origins',
	'receipt',
	'supplyDate',
	'periodStart',
	'periodEnd',
	'prepaid',
	'rounding',
	'instalments',
	'attachments',
	'recurring',
	'lateFee'
] as const satisfies readonly (keyof DocumentContent)[];

function lineOf(line: DocumentLine): DocumentLine {
	const { from: _from, expense: _expense, time: _time, periodStart: _start, periodEnd: _end, ...kept } = line;
	return kept;
}

export function periodContent(profileId: string, profile: InvoiceProfile, { period, date }: Period): DocumentContent {
	const { language } = profile.template;
	const filled = (text: string) => fillPlaceholders(text, date, language);
	const template = templateOf(profile.template);
	return {
		...template,
		issueDate: date,
		dueDate: profile.dueDays === undefined ? '' : addDays(date, profile.dueDays),
		...periodBilled(profile, period, date),
		lines: template.lines.map((line) => ({ ...line, name: filled(line.name), description: filled(line.description) })),
		notes: filled(template.notes),
		terms: filled(template.terms),
		privateNotes: filled(template.privateNotes),
		...(template.project && { project: filled(template.project) }),
		customFields: template.customFields.map((field) => ({ ...field, value: filled(field.value) })),
		recurring: { profileId, period }
	};
}

/** BG-14. The period that ended is as long as the one before would be, also where there was none. */
function periodBilled(
	{ billed, schedule }: InvoiceProfile,
	period: number,
	date: string
): Pick<DocumentContent, 'periodStart' | 'periodEnd'> {
	const { end: _end, count: _count, ...open } = schedule;
	if (billed === 'none') return {};
	if (billed === 'ahead') {
		const next = occurrence(open, period + 1);
		return next === undefined ? {} : { periodStart: date, periodEnd: addDays(next, -1) };
	}
	const before = period > 0 ? occurrence(open, period - 1) : dateBefore(open);
	return before === undefined ? {} : { periodStart: before, periodEnd: addDays(date, -1) };
}
