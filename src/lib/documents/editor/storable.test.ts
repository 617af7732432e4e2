import { expect, test } from 'vitest';
import { aLine, anInvoice } from '../../../../tests/support/books.ts';
import { storable } from './storable.ts';

test('100 kB pasted into a description are not stored, and nothing stored before is lost', () => {
	const stored = anInvoice({ lines: [aLine({ description: 'as agreed' })], notes: 'Thanks' });
	const pasted = { ...stored, dueDate: '2027-01-01', lines: [aLine({ description: 'x'.repeat(100_000), price: '700' })] };
	const next = storable(pasted, stored);
	expect(next.lines[0]).toMatchObject({ description: 'as agreed', price: '700' });
	expect(next).toMatchObject({ notes: 'Thanks', dueDate: '2027-01-01' });
	expect(storable({ ...stored, notes: 'y'.repeat(20_001) }, stored).notes).toBe('Thanks');
	expect(storable(pasted, undefined).lines[0]?.description).toBe('');
	expect(storable({ ...stored, notes: '🙂'.repeat(20_000) }, stored).notes).toHaveLength(40_000);
});
