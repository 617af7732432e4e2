/** Events as the rows of a report on paper. */
import type { Business } from '../business/business.ts';
import type { Report, ReportRow } from '../documents/pdf/layout/report.ts';
import { sellerSnapshot } from '../documents/snapshots.ts';
import { locale } from '../ui/i18n.svelte.ts';
import { actText, recordText, type Known } from './event-text.ts';
import type { Gathered } from './gather.ts';
import { shownDifferences } from './shown.ts';
import { momentText } from './when.ts';
import { t } from './words.ts';

/** Longer ones are cut on paper, where a row is never longer than its page; the other file has them whole. */
const LONGEST = 60;
const MOST_FIELDS = 12;

/** @param shown what the list was narrowed to, in words; @param date calendar date */
export function activityReport(business: Business, rows: ReportRow[], shown: string[], date: string): Report {
	return {
		title: t('title'),
		language: locale.current,
		date,
		seller: sellerSnapshot(business),
		facts: [{ name: t('pdfShown'), value: shown.join(', ') || t('pdfEverything') }],
		columns: [
			{ role: 'when', head: t('pdfWhen'), align: 'left' },
			{ role: 'who', head: t('pdfWho'), align: 'left' },
			{ role: 'what', head: t('pdfWhat'), align: 'left', wide: true },
			{ role: 'entry', head: t('pdfEntry'), align: 'right' }
		],
		rows,
		note: t('how')
	};
}

export function reportRow({ event, details }: Gathered, known: Known): ReportRow {
	const { at, standing, by, first, last, record, refused } = event;
	const who = known.people.author(by);
	const what = [actText(event, known, details), ...(record ? [recordText(record)] : []), ...(refused ? [t('refused')] : [])].join(' · ');
	const fields = record && details ? shownDifferences(record.type, details, known.names) : [];
	const told = fields.slice(0, MOST_FIELDS).map(({ label, before, after }) => {
		if (before === undefined) return label;
		return `${label}: ${before ? `${short(before)} → ` : ''}${short(after ?? '') || t('empty')}`;
	});
	if (fields.length > MOST_FIELDS) told.push('…');
	return {
		cells: [
			{ text: at === undefined ? t('noTime') : momentText(at) },
			{ text: standing === 'void' ? t('claimed', { who }) : who },
			{ text: what, ...(told.length > 0 && { detail: told.join('\n') }) },
			{ text: first === last ? String(first) : `${first}–${last}` }
		]
	};
}

function short(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
