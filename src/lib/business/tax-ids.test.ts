import { expect, it } from 'vitest';
import { presets } from './presets.ts';
import { checkTaxId } from './tax-ids.ts';

/** Published examples and numbers of well-known companies, as printed on their own bills. */
const right: [kind: string, country: string, value: string, normal: string][] = [
	['gst', 'CA', '857305932 RT0001', '857305932RT0001'],
	['qst', 'CA', '1201187016 TQ0001', '1201187016TQ0001'],
	['siret', 'FR', '732 829 320 00074', '73282932000074'],
	['siren', 'FR', '732 829 320', '732829320'],
	['vat', 'FR', 'fr 44 732829320', 'FR44732829320'],
	['vat', 'FR', '44732829320', 'FR44732829320'],
	['nif', 'ES', 'B-83135624', 'B83135624'],
	['nie', 'ES', 'X5253868R', 'X5253868R'],
	['vat', 'ES', 'B83135624', 'ESB83135624'],
	['vat', 'BE', 'BE 0428.759.497', 'BE0428759497'],
	['vat', 'NL', 'NL004495445B01', 'NL004495445B01'],
	['vat', 'GR', 'EL 094259216', 'EL094259216'],
	['vat', 'AT', 'U13585627', 'ATU13585627'],
	['vat', 'CH', 'CHE-100.155.212 MWST', 'CHE100155212MWST'],
	['uid', 'CH', 'CHE-100.155.212', 'CHE100155212'],
	['ice', 'MA', '001561191000066', '001561191000066'],
	['gstin', 'IN', '27AAPFU0939F1ZV', '27AAPFU0939F1ZV'],
	['pan', 'IN', 'AAPFU0939F', 'AAPFU0939F'],
	['vat', 'GB', 'GB 980 7806 84', 'GB980780684'],
	['ein', 'US', '91-1144442', '911144442']
];

it.each(right)('%s of %s accepts %s', async (kind, country, value, normal) => {
	expect(await checkTaxId(kind, country, value)).toEqual({ ok: true, normal, checked: true });
});

it.each(right.filter(([kind]) => kind !== 'ein' && kind !== 'pan'))(
	'%s of %s refuses another digit in %s',
	async (kind, country, value) => {
		const at = [...value.matchAll(/\d/g)][3]!.index;
		const wrong = value.slice(0, at) + ((Number(value[at]) + 1) % 10) + value.slice(at + 1);
		expect((await checkTaxId(kind, country, wrong)).ok).toBe(false);
	}
);

it('says what is wrong', async () => {
	expect(await checkTaxId('siret', 'FR', '732 829 320')).toEqual({ ok: false, problem: 'length' });
	expect(await checkTaxId('siret', 'FR', '732 829 320 00O74')).toEqual({ ok: false, problem: 'characters' });
	expect(await checkTaxId('siret', 'FR', '732 829 320 00075')).toEqual({ ok: false, problem: 'checksum' });
	expect(await checkTaxId('gstin', 'IN', '47AAPFU0939F1ZV')).toEqual({ ok: false, problem: 'part' });
});

it('follows the letters of a number registered in another country', async () => {
	expect(await checkTaxId('vat', 'FR', 'DE136695976')).toEqual({ ok: true, normal: 'DE136695976', checked: true });
	expect(await checkTaxId('vat', 'FR', 'DE136695977')).toEqual({ ok: false, problem: 'checksum' });
	expect(await checkTaxId('vat', 'GB', 'XI980780684')).toEqual({ ok: true, normal: 'XI980780684', checked: true });
});

it('knows the codes India gave after 2019', async () => {
	expect(await checkTaxId('gstin', 'IN', '38AAACA1234A1Z7')).not.toEqual({ ok: false, problem: 'part' });
});

it('lets pass what it has no check for, and nothing at all', async () => {
	expect(await checkTaxId('if', 'MA', ' 12345678 ')).toEqual({ ok: true, normal: '12345678', checked: false });
	expect(await checkTaxId('vat', 'JP', 'T1234567890123')).toEqual({ ok: true, normal: 'T1234567890123', checked: false });
	expect(await checkTaxId('vat', 'FR', '   ')).toEqual({ ok: true, normal: '', checked: false });
});

it('every example shown by a preset passes its own check', async () => {
	for (const preset of presets) {
		if (!preset.country) continue;
		for (const { kind, hint } of preset.taxIds)
			expect([preset.id, kind, await checkTaxId(kind, preset.country, hint)]).toMatchObject([preset.id, kind, { ok: true }]);
	}
});
