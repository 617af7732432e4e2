/**
 * Words an invoice in the EU must carry when no VAT is charged, by language.
 * "Reverse charge" is worded as article 226(11a) of Directive 2006/112/EC has it in each official language (consolidated text, EUR-Lex).
 */
import type { TaxCategory } from '../../documents/document.ts';
import type { TaxPreset } from '../business.ts';
import { rated, untaxed } from './taxes.ts';

const reverseCharge: Record<string, string> = {
	bg: 'Обратно начисляване',
	cs: 'Daň odvede zákazník',
	da: 'Omvendt betalingspligt',
	de: 'Steuerschuldnerschaft des Leistungsempfängers',
	el: 'Αντίστροφη επιβάρυνση',
	en: 'Reverse charge',
	es: 'Inversión del sujeto pasivo',
	et: 'Pöördmaksustamine',
	fi: 'Käännetty verovelvollisuus',
	fr: 'Autoliquidation',
	hr: 'Prijenos porezne obveze',
	hu: 'Fordított adózás',
	it: 'Inversione contabile',
	lt: 'Atvirkštinis apmokestinimas',
	lv: 'Nodokļa apgrieztā maksāšana',
	mt: 'Inverżjoni tal-ħlas',
	nl: 'Btw verlegd',
	pl: 'Odwrotne obciążenie',
	pt: 'Autoliquidação',
	ro: 'Taxare inversă',
	sk: 'Prenesenie daňovej povinnosti',
	sl: 'Obrnjena davčna obveznost',
	sv: 'Omvänd betalningsskyldighet'
};

/** That the buyer owes the tax, in any official language. */
export function saysReverseCharge(text: string): boolean {
	const said = text.toLowerCase();
	return Object.values(reverseCharge).some((words) => said.includes(words.toLowerCase()));
}

interface Words {
	intra: [label: string, reason: string];
	export: [label: string, reason: string];
	exempt: [label: string, reason: string];
	outside: [label: string, reason: string];
}

const words: Record<string, Words> = {
	en: {
		intra: ['Intra-Community supply', 'Intra-Community supply, exempt under Article 138 of Directive 2006/112/EC'],
		export: ['Export', 'Export, exempt under Article 146 of Directive 2006/112/EC'],
		exempt: ['Exempt', 'Exempt from VAT under Article 132 of Directive 2006/112/EC'],
		outside: ['Outside the scope of VAT', 'Not subject to VAT, Article 44 of Directive 2006/112/EC']
	},
	fr: {
		intra: ['Livraison intracommunautaire', 'Exonération de TVA, livraison intracommunautaire, article 138 de la directive 2006/112/CE'],
		export: ['Exportation', 'Exonération de TVA, exportation, article 146 de la directive 2006/112/CE'],
		exempt: ['Exonéré', 'Exonération de TVA, article 132 de la directive 2006/112/CE'],
		outside: ['Hors champ de la TVA', 'TVA non applicable, article 44 de la directive 2006/112/CE']
	},
	de: {
		intra: ['Innergemeinschaftliche Lieferung', 'Steuerfreie innergemeinschaftliche Lieferung'],
		export: ['Ausfuhrlieferung', 'Steuerfreie Ausfuhrlieferung'],
		exempt: ['Steuerfrei', 'Umsatzsteuerfrei nach Artikel 132 der Richtlinie 2006/112/EG'],
		outside: ['Nicht steuerbar', 'Nicht steuerbare Leistung, Artikel 44 der Richtlinie 2006/112/EG']
	},
	es: {
		intra: ['Entrega intracomunitaria', 'Entrega intracomunitaria exenta, artículo 138 de la Directiva 2006/112/CE'],
		export: ['Exportación', 'Exportación exenta, artículo 146 de la Directiva 2006/112/CE'],
		exempt: ['Exento', 'Operación exenta, artículo 132 de la Directiva 2006/112/CE'],
		outside: ['No sujeto', 'Operación no sujeta, artículo 44 de la Directiva 2006/112/CE']
	},
	it: {
		intra: ['Cessione intracomunitaria', 'Operazione non imponibile, articolo 138 della direttiva 2006/112/CE'],
		export: ['Esportazione', 'Operazione non imponibile, articolo 146 della direttiva 2006/112/CE'],
		exempt: ['Esente', 'Operazione esente, articolo 132 della direttiva 2006/112/CE'],
		outside: ['Fuori campo IVA', 'Operazione non soggetta, articolo 44 della direttiva 2006/112/CE']
	},
	nl: {
		intra: ['Intracommunautaire levering', 'Intracommunautaire levering, vrijgesteld op grond van artikel 138 van Richtlijn 2006/112/EG'],
		export: ['Uitvoer', 'Uitvoer, vrijgesteld op grond van artikel 146 van Richtlijn 2006/112/EG'],
		exempt: ['Vrijgesteld', 'Vrijgesteld van btw, artikel 132 van Richtlijn 2006/112/EG'],
		outside: ['Buiten de btw', 'Niet aan btw onderworpen, artikel 44 van Richtlijn 2006/112/EG']
	},
	pt: {
		intra: ['Transmissão intracomunitária', 'Isento, transmissão intracomunitária, artigo 138.º da Diretiva 2006/112/CE'],
		export: ['Exportação', 'Isento, exportação, artigo 146.º da Diretiva 2006/112/CE'],
		exempt: ['Isento', 'Isento de IVA, artigo 132.º da Diretiva 2006/112/CE'],
		outside: ['Não sujeito', 'Não sujeito a IVA, artigo 44.º da Diretiva 2006/112/CE']
	}
};

/** Short words for each category without tax, for a reader of that language; English for a language that has none here. */
export function untaxedWords(language: string): Partial<Record<TaxCategory, string>> {
	const text = words[language] ?? words.en!;
	const AE = reverseCharge[language] ?? reverseCharge.en!;
	return { AE, K: text.intra[0], G: text.export[0], E: text.exempt[0], O: text.outside[0] };
}

/** What replaces the directive's wording by the national law's. */
export interface EuReasons {
	reverse?: string;
	intra?: string;
	export?: string;
	exempt?: string;
	outside?: string;
}

/** Rates (standard first), then reverse charge AE, intra-Community K, export G, exempt E and outside the scope O with their VATEX codes. */
export function euTaxes(name: string, rates: string[], language: string, reasons: EuReasons = {}): TaxPreset[] {
	const lang = language.slice(0, 2);
	const text = words[lang] ?? words.en!;
	const reverse = reverseCharge[lang] ?? reverseCharge.en!;
	return [
		...rates.map((rate) => rated(name, rate, language)),
		untaxed('reverse-charge', reverse, name, 'AE', reasons.reverse ?? `${reverse}, Art. 196 2006/112/EC`, 'VATEX-EU-AE'),
		untaxed('intra-community', text.intra[0], name, 'K', reasons.intra ?? text.intra[1], 'VATEX-EU-IC'),
		untaxed('export', text.export[0], name, 'G', reasons.export ?? text.export[1], 'VATEX-EU-G'),
		untaxed('exempt', text.exempt[0], name, 'E', reasons.exempt ?? text.exempt[1]),
		untaxed('outside-scope', text.outside[0], name, 'O', reasons.outside ?? text.outside[1], 'VATEX-EU-O')
	];
}
