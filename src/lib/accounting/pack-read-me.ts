/** What lies in the pack, for whoever opens it without Waxbill. */
import type { LeftOutOfJournal } from './api.ts';
import type { ChartName } from './charts.ts';
import type { FiscalYear } from './years.ts';

export interface PackSummary {
	name: string;
	from: string;
	to: string;
	chart: ChartName;
	entries: number;
	years: readonly FiscalYear[];
	leftOut: readonly LeftOutOfJournal[];
}

const CHART_NAMES: Record<ChartName, string> = { pcg: 'plan comptable général', skr03: 'DATEV SKR 03', plain: 'a plain chart' };

export function packReadMe({ name, from, to, chart, entries, years, leftOut }: PackSummary): string {
	const cut = years.filter((year) => year.from !== year.start || year.to !== year.closing);
	const lines = [
		`${name}, ${from} to ${to}`,
		'',
		'journal.csv       every entry in double form, in the order of its dates; debits and credits of each entry are equal',
		'accounts.csv      what moved on each account',
		'tax-summary.csv   taxes charged and paid, by name and rate',
		...(chart === 'pcg' ? ['…FEC….txt         fichier des écritures comptables, article A. 47 A-1 LPF, one for each fiscal year'] : []),
		...(chart === 'skr03' ? ['EXTF_….csv        DATEV Buchungsstapel, one for each fiscal year'] : []),
		'documents/        the documents behind the entries',
		'receipts/         receipts of costs',
		'',
		`${entries} entries, by ${CHART_NAMES[chart]}. They follow from documents, payments and costs by date of issue, and by the day money moved;`,
		'sales and costs without an account of their own stand on a general one. Opening balances, depreciation, wages and',
		'whatever was never written down in Waxbill are not in it, nor lines of bank statements that nothing was booked for.',
		'A debt written off stands with its tax: what the tax office gives back of it is for the accountant to book.',
		...(cut.length > 0
			? ['', `This is a part of a fiscal year (${cut.map(({ start, closing }) => `${start} to ${closing}`).join(', ')}).`]
			: []),
		...(leftOut.length > 0
			? [
					'',
					'Without an entry, because no rate into the currency of the books was noted:',
					...leftOut.map(({ type, number }) => `  ${type} ${number || '(no number)'}`)
				]
			: [])
	];
	return `${lines.join('\r\n')}\r\n`;
}
