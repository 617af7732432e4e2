import { expect, it } from 'vitest';
import { checkBic, checkIban, spacedIban } from './iban.ts';

it('accepts the registry’s examples however they are written', async () => {
	for (const iban of [
		'DE89 3704 0044 0532 0130 00',
		'fr1420041010050500013m02606',
		'ES91-2100-0418-4502-0005-1332',
		'CH93 0076 2011 6238 5295 7'
	])
		expect(await checkIban(iban)).toEqual({ ok: true, normal: iban.toUpperCase().replace(/[\s-]/g, '') });
	expect(await checkIban(' ')).toEqual({ ok: true, normal: '' });
});

it('says what is wrong with an IBAN', async () => {
	expect(await checkIban('DE89 3704 0044 0532 0130 01')).toEqual({ ok: false, problem: 'checksum' });
	expect(await checkIban('DE89 3704 0044 0532 0130')).toEqual({ ok: false, problem: 'length' });
	expect(await checkIban('ZZ89 3704 0044 0532 0130 00')).toEqual({ ok: false, problem: 'country' });
	expect(await checkIban('DE89 3704 0044 0532 0130 0X')).toEqual({ ok: false, problem: 'characters' });
	expect(await checkIban('hello')).toMatchObject({ ok: false });
});

it('checks the shape of a BIC', async () => {
	expect(await checkBic('deutdeff500')).toEqual({ ok: true, normal: 'DEUTDEFF500' });
	expect(await checkBic('DEUTDEF')).toEqual({ ok: false });
});

it('groups an IBAN by four', () => {
	expect(spacedIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
	expect(spacedIban('')).toBe('');
});
