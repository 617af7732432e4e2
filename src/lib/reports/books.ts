/** What a report is made from, beside the figures of records. */
import type { Decimal } from '../money/decimal.ts';
import type { TimeRow } from '../time/rows.ts';
import type { Figures, TradeFigure, MoneyFigure, Figure } from './figure.ts';
import type { SourceOf } from './tally.ts';

export interface ReportBooks extends Figures {
	/** Of the business: ISO 3166-1, or with its subdivision ("CA-QC"). */
	preset: string;
	/** What part of tax on purchases comes back in that year ("2026"), in percent; undefined where all of it does. */
	deductible?(year: string): Decimal | undefined;
	/** The party it is now, where two became one. */
	partyOf(id: string): string;
	/** What a party is called now; undefined where there is none. */
	partyName(id: string): string | undefined;
	/** Members who look after it. */
	assigned(partyId: string): readonly string[];
	memberName(id: string): string;
	projectName(id: string): string;
	time: Iterable<TimeRow>;
}

export function sourceOf(of: Figure): SourceOf {
	const number = of.type === 'payment' ? of.reference : of.number;
	return { type: of.type, id: of.id, kind: of.kind, date: of.date, number, name: of.name };
}

export function isMoney(of: Figure): of is MoneyFigure {
	return of.type === 'payment';
}

/** Whose it is, by the name he has now. What has no record goes by its words. */
export function partyPlace(books: ReportBooks, { partyId, name }: Pick<TradeFigure, 'partyId' | 'name'>) {
	if (partyId === '') return { row: `name ${name}`, label: { text: name } };
	const party = books.partyOf(partyId);
	return { row: party, label: { text: books.partyName(party) ?? name }, partyId: party };
}
