/** Queries by a party, where others went into it. [Note: merged parties] */
import { mergedIn, partiesOf } from '../parties/merged.ts';
import type { ListQuery, RowType } from '../worker-api.ts';
import type { Ledger } from '../workspace/registry.ts';

/** Columns of lists that hold the id of a party. */
const BY_PARTY = ['partyId', 'supplierId', 'clientId'] as const;

/** Asked for a party, a list answers for all that went into it too. */
export function withMergedParties<T extends RowType>(ledger: Ledger, query: ListQuery<T>): ListQuery<T> {
	if (Object.keys(mergedIn(ledger)).length === 0) return query;
	const where: Record<string, unknown> = { ...query.where };
	const filters: Record<string, { anyOf?: readonly unknown[] } | undefined> = { ...query.filters };
	for (const column of BY_PARTY) {
		const wanted = where[column];
		const several = filters[column]?.anyOf;
		const all = (id: unknown) => (typeof id === 'string' && id !== '' ? partiesOf(ledger, id) : [id]);
		if (wanted !== undefined) {
			delete where[column];
			const ids = all(wanted);
			filters[column] = { ...filters[column], anyOf: several ? several.filter((id) => ids.includes(id as string)) : ids };
		} else if (several) filters[column] = { ...filters[column], anyOf: [...new Set(several.flatMap(all))] };
	}
	return { ...query, where, filters } as ListQuery<T>;
}
