/** Conversions into the currency of the books. Figures share what they say of a rate, so each is read once for a report. */
import { conversionOf, type Conversion } from '../accounting/conversion.ts';
import type { LeftOut } from '../accounting/entry.ts';
import type { Rated } from '../rates/difference.ts';
import type { MoneyFigure, TradeFigure } from './figure.ts';

export function ratesInto(base: string): (rated: Rated) => Conversion | { leftOut: LeftOut } {
	const known = new Map<Rated, Conversion | { leftOut: LeftOut }>();
	return (rated) => {
		let found = known.get(rated);
		if (!found) known.set(rated, (found = conversionOf(rated, base)));
		return found;
	};
}

/** The rate noted with a payment; where none is, that of what it paid first. */
export function ratedBy({ rated }: MoneyFigure, paid: TradeFigure | undefined): Rated {
	return rated.exchangeRate || paid?.rated.currency !== rated.currency ? rated : paid.rated;
}
