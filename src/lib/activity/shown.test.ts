import { describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, anItem, aParty } from '../../../tests/support/books.ts';
import { differences } from '../workspace/trail/differences.ts';
import { shownDifferences, textParts } from './shown.ts';

type Plain = Record<string, unknown>;
const KEYED = ['lines', 'allowances', 'customFields', 'contacts', 'taxPresets', 'bankAccounts'];

function shown(type: string, before: object, after: object, names = {}) {
	const made = differences(before as Plain, after as Plain, KEYED);
	return shownDifferences(type, { differences: made, currency: 'CAD' }, names);
}

describe('differences in the words of the form', () => {
	it('write amounts, units, choices and lists as the form does', () => {
		const before = anItem({ price: '1200', unit: 'C62', kind: 'product' });
		expect(shown('item', before, { ...before, price: '1350.5', unit: 'HUR', kind: 'service' })).toEqual([
			{ label: 'Kind', before: 'Product', after: 'Service' },
			{ label: 'Unit', before: expect.any(String), after: 'hour' },
			{ label: 'Price', before: '1,200.00 CAD', after: '1,350.50 CAD' }
		]);
		const client = aParty({ tags: ['wood'], termsDays: 30 });
		expect(shown('party', client, { ...client, tags: ['wood', 'oak'], termsDays: 14, archived: true })).toEqual([
			{ label: 'Tags', before: 'wood', after: 'wood, oak' },
			{ label: 'Archived', before: 'no', after: 'yes' },
			{ label: 'Days to pay', before: '30', after: '14' }
		]);
	});

	it('name the members who look after a client', () => {
		const found = shown('party', aParty({ assignedTo: ['m1'] }), aParty({ assignedTo: ['m1', 'm2'] }), { m1: 'Ada', m2: 'Bo' });
		expect(found).toEqual([{ label: 'Looked after by', before: 'Ada', after: 'Ada, Bo' }]);
	});

	it('name the line, the address and the client that a field belongs to', () => {
		const before = anInvoice({ partyId: 'a', dueDate: '2026-11-03' });
		const [line, ...others] = before.lines;
		const after = { ...before, partyId: 'b', dueDate: '2026-12-01', lines: [{ ...line!, quantity: '7', taxes: [] }, ...others] };
		const found = shown('draft', before, after, { a: 'Ada', b: 'Bo' });
		expect(found).toContainEqual({ label: 'Client', before: 'Ada', after: 'Bo' });
		expect(found).toContainEqual({ label: 'Payment due', before: 'Nov 3, 2026', after: 'Dec 1, 2026' });
		expect(found).toContainEqual({ label: `Line 1, “${line!.name}”: Quantity`, before: line!.quantity, after: '7' });
		expect(found.find(({ label }) => label.endsWith(': Tax'))).toMatchObject({ before: expect.stringContaining('GST 5%'), after: '' });
		const moved = aParty({ deliveryAddress: { line1: 'Quay 4', city: 'Oslo', postcode: '0150', country: 'NO' } });
		expect(shown('party', aParty(), moved)).toContainEqual({ label: 'Delivery address: Country', before: '', after: 'Norway' });
	});

	it('tell lines that came, with what is in them, and lines that went', () => {
		const before = anInvoice();
		const added = { ...before.lines[0]!, id: 'new', name: 'Glue', price: '3' };
		const found = shown('draft', before, { ...before, lines: [...before.lines.slice(1), added] });
		expect(found[0]!.label).toBe(`Line 1, “${before.lines[0]!.name}”: removed`);
		expect(found).toContainEqual({ label: `Line ${before.lines.length}, “Glue”: Price`, before: '', after: '3.00 CAD' });
	});

	it('hide what no form shows, and what is empty before and after', () => {
		expect(shown('device', { name: 'Phone', kit: 'a' }, { name: 'Phone', kit: 'b', since: '2026-01-01' })).toEqual([]);
		expect(shown('item', { name: 'Oak' }, { name: 'Oak', description: '' })).toEqual([]);
	});

	it('call a field that has no words yet by its name, and take values that no form writes', () => {
		expect(shown('item', {}, { newField: 'x' })).toEqual([{ label: 'newField', before: '', after: 'x' }]);
		expect(shown('item', { price: '1' }, { price: 'a lot' })).toMatchObject([{ label: 'Price', after: 'a lot' }]);
		expect(() => shown('business', aBusiness(), { ...aBusiness(), taxPresets: 'none', language: '!' })).not.toThrow();
	});
});

describe('a long text', () => {
	it('is told by what came and went, with the words around it', () => {
		expect(textParts('Planed on two sides', 'Planed on four sides')).toMatchObject([
			{ kind: 'same', text: 'Planed on ' },
			...textParts('Planed on two sides', 'Planed on four sides').slice(1)
		]);
		const long = 'word '.repeat(100);
		const parts = textParts(`${long}old${long}`, `${long}new${long}`);
		expect(parts.map(({ kind }) => kind)).toContain('added');
		expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(200);
	});

	it('gives both texts back where nothing was left out', () => {
		const [before, after] = ['one two three', 'one 2 three four'];
		const parts = textParts(before, after);
		const without = (kind: string) =>
			parts
				.filter((part) => part.kind !== kind)
				.map(({ text }) => text)
				.join('');
		expect([without('added'), without('removed')]).toEqual([before, after]);
	});
});
