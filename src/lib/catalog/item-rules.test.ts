import { expect, it } from 'vitest';
import { newBusiness, presetOf } from '../business/presets.ts';
import type { Item } from './item.ts';
import { newItem, tidyItem, validateItem } from './item-rules.ts';
import { itemRow } from './rows.ts';
import { UNIT_CODES, unitName } from './units.ts';

const item = (change: Partial<Item> = {}): Item => ({ ...newItem(newBusiness(presetOf('MA'), 'Atlas')), name: 'Design', ...change });

it('begins in the currency of the business and lacks only a name', () => {
	expect(item().currency).toBe('MAD');
	expect(validateItem(item({ name: '' }))).toEqual({ name: { message: 'required', level: 'error' } });
	expect(validateItem(item())).toEqual({});
});

it.each(['1e9', '1,5', '٣', '0x10', 'NaN', '1234567890123456', '0.1234567'])('refuses the price %s as stored', (price) => {
	expect(validateItem(item({ price })).price).toEqual({ message: 'notANumber', level: 'error' });
});

it('refuses a price below zero and takes six decimals', () => {
	expect(validateItem(item({ price: '-1' })).price?.message).toBe('negative');
	expect(validateItem(item({ price: '0.000125', cost: '0' }))).toEqual({});
});

it('keeps a pasted book out of the description', () => {
	expect(validateItem(item({ description: 'x'.repeat(100_000) })).description).toMatchObject({
		message: 'tooLong',
		args: { count: 80_000 }
	});
	expect(validateItem(item({ description: 'x'.repeat(20_000) }))).toEqual({});
});

it('saves an empty price as zero and no empty cost', () => {
	expect(tidyItem(item({ price: '', cost: '' }))).toMatchObject({ price: '0', cost: undefined });
});

it('lists what the table shows and nothing else', () => {
	expect(itemRow('i1', item({ description: 'secret', price: '90', code: 'D1' }))).toEqual({
		id: 'i1',
		code: 'D1',
		name: 'Design',
		kind: 'service',
		unit: 'HUR',
		price: '90',
		currency: 'MAD',
		archived: false
	});
});

it('names units, and shows the code of one it does not know', () => {
	expect(UNIT_CODES.length).toBeGreaterThan(30);
	expect(UNIT_CODES.every((code) => /^[A-Z0-9]{2,3}$/.test(code))).toBe(true);
	expect([unitName('HUR'), unitName('A1B')]).toEqual(['hour', 'A1B']);
});
