import { expect, it } from 'vitest';
import { unsavedText } from './unsaved-text.ts';

it('says field by field what is not saved, and nothing of what is', () => {
	const saved = { name: 'Maple', address: { city: 'Montréal' }, lines: [{ id: 'a', order: '1', name: 'Design' }] };
	expect(unsavedText(saved, saved)).toBe('');
	expect(
		unsavedText(saved, {
			name: 'Maple Books',
			address: { city: 'Montréal', street: '1 rue' },
			lines: [
				{ id: 'b', order: '0', name: 'Print', quantity: '2' },
				{ id: 'a', order: '1', name: 'Design' }
			]
		})
	).toBe('name: Maple Books\naddress › street: 1 rue\nlines › 1 › name: Print\nlines › 1 › quantity: 2');
	expect(unsavedText(undefined, { name: 'New', note: '' })).toBe('name: New');
});
