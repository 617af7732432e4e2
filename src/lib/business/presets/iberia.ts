/**
 * Spain: Ley 37/1992 art. 90, 91 (IVA 21, 10, 4 %), art. 161 (recargo de equivalencia 5.2, 1.4, 0.5 %), Canary Islands IGIC 7, 0, 3, 9.5, 15, 20 %
 * (Ley 4/2012 art. 51 to 57, recast by Decreto Legislativo 1/2025: supercontable.com "Tipo IGIC Canarias", read November 2026). No exemption of small
 * businesses from IVA: Directive (EU) 2020/285 is not taken over (elpais.com, 11 March 2026); in the Canary Islands there is one (REPEP).
 * IRPF withheld from professionals 15 %, 7 % in the first three years (RD 439/2007 art. 95). Portugal: CIVA art. 18 (23, 13, 6 %), art. 53;
 * IRS withheld from professionals 23 % since 2025 (CIRS art. 101). As known in November 2026.
 */
import { euTaxes } from './eu-texts.ts';
import type { TaxPreset } from '../business.ts';
import type { CountryPreset } from './preset.ts';
import { together, untaxed } from './taxes.ts';

const igic = (rate: string): TaxPreset => ({
	id: `igic-${rate}`,
	label: `IGIC ${rate.replace('.', ',')}\u00a0%`,
	taxes: [{ name: 'IGIC', category: 'L', rate }]
});

export const spain: CountryPreset = {
	id: 'ES',
	label: 'Spain',
	country: 'ES',
	currency: 'EUR',
	language: 'es-ES',
	timeZone: 'Europe/Madrid',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'nif', label: 'NIF', required: true, hint: 'B83135624' },
		{ kind: 'vat', label: 'NIF-IVA', hint: 'ESB83135624' }
	],
	taxPresets: [
		...euTaxes('IVA', ['21', '10', '4'], 'es', {
			reverse: 'Inversión del sujeto pasivo, art. 84.Uno.2.º Ley 37/1992',
			intra: 'Entrega intracomunitaria exenta, art. 25 Ley 37/1992',
			export: 'Exportación exenta, art. 21 Ley 37/1992',
			exempt: 'Operación exenta, art. 20 Ley 37/1992',
			outside: 'Operación no sujeta, art. 69 Ley 37/1992'
		}),
		together('iva-21-re', 'IVA 21\u00a0% + RE 5,2\u00a0%', [
			['IVA', '21'],
			['Recargo de equivalencia', '5.2']
		]),
		together('iva-10-re', 'IVA 10\u00a0% + RE 1,4\u00a0%', [
			['IVA', '10'],
			['Recargo de equivalencia', '1.4']
		]),
		together('iva-4-re', 'IVA 4\u00a0% + RE 0,5\u00a0%', [
			['IVA', '4'],
			['Recargo de equivalencia', '0.5']
		]),
		...['7', '0', '3', '9.5', '15', '20'].map(igic),
		untaxed(
			'repep',
			'IGIC: pequeño empresario (REPEP)',
			'IGIC',
			'E',
			'Exento de IGIC, régimen especial del pequeño empresario o profesional (Canarias)'
		)
	],
	defaultTaxPreset: 'iva-21',
	withholdings: [
		{ name: 'IRPF', rate: '15' },
		{ name: 'IRPF', rate: '7' }
	],
	termsDays: 30,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: 'F{YYYY}-{0000}', yearly: true }
};

export const portugal: CountryPreset = {
	...spain,
	id: 'PT',
	label: 'Portugal',
	country: 'PT',
	language: 'pt-PT',
	timeZone: 'Europe/Lisbon',
	taxIds: [
		{ kind: 'nif', label: 'NIF', required: true, hint: '501964843' },
		{ kind: 'vat', label: 'NIF-IVA', hint: 'PT501964843' }
	],
	taxPresets: [
		...euTaxes('IVA', ['23', '13', '6'], 'pt', {
			reverse: 'IVA – autoliquidação',
			intra: 'Isento, artigo 14.º do RITI',
			export: 'Isento, artigo 14.º do CIVA',
			exempt: 'Isento, artigo 9.º do CIVA',
			outside: 'Não sujeito, artigo 6.º do CIVA'
		}),
		untaxed('isencao-53', 'Regime de isenção', 'IVA', 'E', 'IVA – regime de isenção, artigo 53.º do CIVA')
	],
	defaultTaxPreset: 'iva-23',
	withholdings: [{ name: 'IRS', rate: '23' }],
	series: { pattern: 'FT{YYYY}-{0000}', yearly: true }
};
