/** Country presets: everything a new business needs to issue a correct first invoice. */
import type { DocumentType } from '../documents/document.ts';
import type { Series } from '../documents/series.ts';
import type { Business, TaxPreset } from './business.ts';
import { belgium, luxembourg, netherlands } from './presets/benelux.ts';
import { canada } from './presets/canada.ts';
import { britain, ireland, unitedStates } from './presets/english.ts';
import { europe, none, other, otherEu } from './presets/europe.ts';
import { france } from './presets/france.ts';
import { austria, germany, switzerland } from './presets/germanic.ts';
import { portugal, spain } from './presets/iberia.ts';
import { india } from './presets/india.ts';
import { italy } from './presets/italy.ts';
import { morocco } from './presets/morocco.ts';
import type { CountryPreset, TaxIdKind } from './presets/preset.ts';

export type { CountryPreset, TaxIdKind };

const named: CountryPreset[] = [
	...canada,
	france,
	belgium,
	germany,
	austria,
	switzerland,
	spain,
	italy,
	portugal,
	netherlands,
	luxembourg,
	ireland,
	britain,
	morocco,
	india,
	unitedStates,
	...europe
].sort((a, b) => (a.label < b.label ? -1 : 1));

/** By English name, the generic ones last. */
export const presets: readonly CountryPreset[] = [...named, otherEu, other, none];

/** The preset with this id, or the most general one. */
export function presetOf(id: string): CountryPreset {
	return presets.find((preset) => preset.id === id) ?? other;
}

/** The preset for a country, and for its subdivision where it has one of its own. */
export function presetForCountry(country: string, subdivision?: string): CountryPreset | undefined {
	return (subdivision && presets.find((p) => p.id === `${country}-${subdivision}`)) || presets.find((p) => p.country === country);
}

/** "Canada: Québec" in the user's language. */
export function presetLabel(preset: CountryPreset, language: string): string {
	if (!preset.country) return preset.label;
	const country = new Intl.DisplayNames([language], { type: 'region' }).of(preset.country) ?? preset.label;
	const province = preset.label.split(': ')[1];
	return province ? `${country}: ${province}` : country;
}

/** Numbers usual in a country, for the business and for clients there. */
export function taxIdKinds(country: string, subdivision?: string): TaxIdKind[] {
	return presetForCountry(country, subdivision)?.taxIds ?? other.taxIds;
}

/** Kinds a client's invoice may have to show; the rest concerns only the seller. */
const ON_CLIENTS = new Set(['vat', 'siren', 'siret', 'nif', 'ice', 'gstin', 'uid', 'gst', 'cf', 'ein', 'tax']);

export function clientTaxIdKinds(country: string, subdivision?: string): TaxIdKind[] {
	return taxIdKinds(country, subdivision).filter(({ kind }) => ON_CLIENTS.has(kind));
}

const DEFAULT_COLOUR = '#1f4e5f';

export function newBusiness(preset: CountryPreset, name: string): Business {
	return {
		name,
		address: { line1: '', city: '', postcode: '', country: preset.country, ...(preset.subdivision && { subdivision: preset.subdivision }) },
		preset: preset.id,
		taxIds: preset.taxIds.filter((kind) => kind.required).map(({ kind, label }) => ({ kind, country: preset.country, label, value: '' })),
		currency: preset.currency,
		language: preset.language,
		timeZone: preset.timeZone,
		fiscalYearStart: preset.fiscalYearStart,
		termsDays: preset.termsDays,
		terms: preset.terms,
		notes: preset.notes,
		footer: preset.footer,
		prices: preset.prices,
		taxRounding: 'document',
		taxPresets: preset.taxPresets.map(copyTaxPreset),
		defaultTaxPreset: preset.defaultTaxPreset,
		withholdings: [],
		bankAccounts: [],
		paymentCodes: true,
		colour: DEFAULT_COLOUR,
		paper: preset.paper,
		template: 'classic',
		...(preset.cashRounding && { cashRounding: preset.cashRounding })
	};
}

/** The name is the user's own and can be changed; it starts in the language of the documents. */
const INVOICES: Record<string, string> = { fr: 'Factures', de: 'Rechnungen', es: 'Facturas', it: 'Fatture', pt: 'Faturas', nl: 'Facturen' };

type Names = Record<string, [name: string, prefix: string]>;

const CREDIT_NOTES: Names = {
	en: ['Credit notes', 'CN'],
	fr: ['Avoirs', 'AV'],
	de: ['Rechnungskorrekturen', 'RK'],
	es: ['Abonos', 'AB'],
	it: ['Note di credito', 'NC'],
	pt: ['Notas de crédito', 'NC'],
	nl: ["Creditnota's", 'CN']
};

const SERIES: Record<Exclude<DocumentType, 'invoice'>, Names> = {
	estimate: { en: ['Estimates', 'EST'], fr: ['Devis', 'DEV'], de: ['Angebote', 'AN'], es: ['Presupuestos', 'PRE'] },
	proforma: {
		en: ['Proforma invoices', 'PRO'],
		fr: ['Factures proforma', 'PRO'],
		de: ['Proformarechnungen', 'PRO'],
		es: ['Proformas', 'PROF']
	},
	'delivery-note': { en: ['Delivery notes', 'DN'], fr: ['Bons de livraison', 'BL'], de: ['Lieferscheine', 'LS'], es: ['Albaranes', 'ALB'] },
	'purchase-order': { en: ['Purchase orders', 'PO'], fr: ['Bons de commande', 'BC'], de: ['Bestellungen', 'BE'], es: ['Pedidos', 'PED'] },
	'deposit-invoice': {
		en: ['Deposit invoices', 'DEP'],
		fr: ['Factures d’acompte', 'AC'],
		de: ['Anzahlungsrechnungen', 'AZ'],
		es: ['Facturas de anticipo', 'ANT']
	},
	'credit-note': CREDIT_NOTES,
	receipt: { en: ['Receipts', 'REC'], fr: ['Reçus', 'REC'], de: ['Quittungen', 'QU'], es: ['Recibos', 'REC'] }
};

export function newSeries(preset: CountryPreset): Series[] {
	const name = INVOICES[preset.language.slice(0, 2)] ?? 'Invoices';
	const { pattern, yearly } = preset.series;
	return [{ name, type: 'invoice', pattern, start: 1, yearly }, creditNoteSeries(preset.language, yearly)];
}

/** Credit notes count by themselves, by years where invoices do. */
function creditNoteSeries(language: string, yearly: boolean): Series {
	return documentSeries('credit-note', language, yearly);
}

/** What a first series of that kind is called, and how it counts. */
export function documentSeries(type: Exclude<DocumentType, 'invoice'>, language: string, yearly: boolean): Series {
	const [name, prefix] = SERIES[type][language.slice(0, 2)] ?? SERIES[type].en!;
	return { name, type, pattern: `${prefix}${yearly ? '{YYYY}' : ''}-{0000}`, start: 1, yearly };
}

function copyTaxPreset(preset: TaxPreset): TaxPreset {
	return { ...preset, taxes: preset.taxes.map((tax) => ({ ...tax })) };
}
