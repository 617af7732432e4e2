import { expect, it } from 'vitest';
import { heldFields, withHeldBack } from './hold-back.ts';

const error = { level: 'error' as const };

it('holds back the part with the mistake and nothing else', () => {
	expect(heldFields({ 'contacts.0.email': error, 'contacts.1.name': error, name: error, 'address.city': { level: 'warning' } })).toEqual([
		'contacts',
		'name'
	]);
	expect(withHeldBack({ name: '', notes: 'new' }, { name: 'Old', notes: 'old' }, ['name'])).toEqual({ name: 'Old', notes: 'new' });
	expect(withHeldBack({ cost: 'x', name: 'a' }, { name: 'a' } as { cost: string; name: string }, ['cost'])).toEqual({ name: 'a' });
});

it('saves nothing new while the first version has a mistake', () => {
	expect(withHeldBack({ name: '' }, undefined, ['name'])).toBeUndefined();
	expect(withHeldBack({ name: 'a' }, undefined, [])).toEqual({ name: 'a' });
});
