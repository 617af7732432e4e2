import { expect, test } from 'vitest';
import { addressLines } from './address.ts';

const at = (country: string, subdivision?: string) =>
	addressLines({ line1: '1 Main', line2: '', city: 'Town', postcode: '12345', country, ...(subdivision && { subdivision }) });

test('Canada: town, province, code', () => expect(at('CA', 'QC')).toEqual(['1 Main', 'Town QC  12345']));
test('United States: a comma before the state', () => expect(at('US', 'NY')).toEqual(['1 Main', 'Town, NY  12345']));
test('United Kingdom: the code below', () => expect(at('GB')).toEqual(['1 Main', 'Town', '12345']));
test('Germany: the code before the town', () => expect(at('DE')).toEqual(['1 Main', '12345 Town']));
test('Spain: the province in brackets unless it is the town', () => {
	expect(at('ES', 'Madrid')).toEqual(['1 Main', '12345 Town (Madrid)']);
	expect(at('ES', 'town')).toEqual(['1 Main', '12345 Town']);
});
test('empty parts leave no gaps', () => expect(addressLines({ line1: '', city: '', postcode: '', country: 'FR' })).toEqual([]));
