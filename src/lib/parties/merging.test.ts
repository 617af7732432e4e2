import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { leadsTo, mergedIn, partiesOf, partyOf, withMerged } from './merged.ts';
import { givenBy, withGiven, withoutGiven } from './merging.ts';
import type { Party } from './party.ts';

const contact = (id: string, name: string, primary = false) => ({ id, name, email: `${id}@example.org`, primary });

describe('what a party is given', () => {
	const gone = aParty({
		name: 'Maple Bks',
		number: '7',
		roles: ['supplier'],
		contacts: [contact('c1', 'Alice', true), contact('c2', 'Bob')],
		taxIds: [{ kind: 'vat', country: 'FR', label: 'TVA', value: 'FR1' }],
		tags: ['print', 'vip'],
		notes: 'Rings twice.',
		termsDays: 0
	});
	const kept = aParty({ number: '', notes: '', tags: ['vip'], contacts: [contact('c9', 'Bob', true)] });

	it('is what it lacks, and nothing it says itself', () => {
		const next = withGiven(kept, givenBy(gone, kept));
		expect(next).toMatchObject({ name: kept.name, number: '7', notes: 'Rings twice.', termsDays: 0, tags: ['vip', 'print'] });
		expect(next.roles).toEqual(['client', 'supplier']);
		expect(next.contacts.map(({ name, primary }) => [name, primary])).toEqual([
			['Bob', true],
			['Alice', false],
			['Bob', false]
		]);
		expect(next.address).toEqual(kept.address);
		expect(givenBy(kept, kept)).toEqual({});
	});

	it('goes again, but for what was changed since', () => {
		const given = givenBy(gone, kept);
		const changed: Party = { ...withGiven(kept, given), notes: 'Rings once.', tags: ['vip', 'print', 'new'] };
		expect(withoutGiven(changed, given)).toEqual({ ...kept, notes: 'Rings once.', tags: ['vip', 'new'] });
	});

	it('given and taken away leaves the party as it was', () => {
		const word = fc.constantFrom('', 'a', 'b');
		const party = fc
			.record({
				number: word,
				notes: word,
				buyerReference: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
				language: fc.option(fc.constantFrom('en', 'fr'), { nil: undefined }),
				termsDays: fc.option(fc.nat(3), { nil: undefined }),
				roles: fc.constantFrom<Party['roles']>(['client'], ['supplier'], ['client', 'supplier']),
				tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
				ids: fc.uniqueArray(fc.constantFrom('c1', 'c2', 'c3'))
			})
			.map(({ ids, ...rest }) => {
				const made = aParty({ ...(rest as Partial<Party>), contacts: ids.map((id) => contact(id, id)) });
				return JSON.parse(JSON.stringify(made)) as Party;
			});
		fc.assert(
			fc.property(party, party, (one, other) => {
				const given = givenBy(one, other);
				expect(withoutGiven(withGiven(other, given), given)).toEqual(other);
			})
		);
	});
});

describe('which party it is now', () => {
	it('follows the way to its end, and back again', () => {
		const ledger = withMerged(withMerged({}, 'a', 'b'), 'b', 'c');
		expect(partyOf(ledger, 'a')).toBe('c');
		expect(partyOf(ledger, 'x')).toBe('x');
		expect(partiesOf(ledger, 'c')).toEqual(['c', 'a', 'b']);
		expect(partiesOf(ledger, 'a')).toEqual(['a']);
		expect([leadsTo(ledger, 'a', 'c'), leadsTo(ledger, 'c', 'a'), leadsTo(ledger, 'a', 'a')]).toEqual([true, false, true]);
		const back = withMerged(ledger, 'b', undefined);
		expect([partyOf(back, 'a'), partiesOf(back, 'c')]).toEqual(['b', ['c']]);
		expect(mergedIn({})).toEqual({});
	});
});
