import { expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { isSame, supplierOf } from './paper-supplier.ts';

const VAT = { kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE123456789' };
const PAPER = { name: 'Werkzeug Brandt GmbH', taxId: VAT };

it('a supplier is known by his number before his name', () => {
	const brandt = aParty({ name: 'Brandt', taxIds: [{ ...VAT, value: 'DE 123 456 789' }] });
	expect(isSame(brandt, PAPER)).toBe(true);
	expect(isSame({ ...brandt, name: PAPER.name, taxIds: [{ ...VAT, value: 'DE987654321' }] }, PAPER)).toBe(false);
	expect(isSame({ name: 'werkzeug brandt gmbh ', taxIds: [] }, PAPER)).toBe(true);
	expect(isSame({ name: 'Brandt', taxIds: [] }, PAPER)).toBe(false);
	expect(isSame({ name: 'Brandt', taxIds: [{ ...VAT, country: 'AT' }] }, { name: 'Brandt' })).toBe(true);
});

it('made from what was read he has its number and country; under another name he has neither', () => {
	expect(supplierOf(aBusiness(), ' Werkzeug Brandt GmbH ', PAPER)).toMatchObject({
		name: 'Werkzeug Brandt GmbH',
		roles: ['supplier'],
		address: { country: 'DE' },
		taxIds: [VAT]
	});
	const other = supplierOf(aBusiness(), 'Somebody else', PAPER);
	expect([other.address.country, other.taxIds]).toEqual(['CA', []]);
});
