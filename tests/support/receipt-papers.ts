/** Receipts of shops that do not exist, as they are printed, and what is to be found on each. */
import type { ProposedTax } from '../../src/lib/expenses/recognition/propose.ts';
import type { RecognitionLanguage } from '../../src/lib/expenses/recognition/languages.ts';

export interface Paper {
	name: string;
	language: RecognitionLanguage;
	/** A tab lies between what stands at the left and at the right. */
	lines: string[];
	/** How it lies in front of the camera, in degrees clockwise. */
	turned: number;
	font: 'monospace' | 'serif' | 'sans-serif';
	/** A shadow over one half of it. */
	shaded?: boolean;
	/** The number as its country, its kind and its figures. */
	found: { supplier: string; taxId: string; date: string; currency: string; total: string; taxes: ProposedTax[] };
}

export const PAPERS: readonly Paper[] = [
	{
		name: 'a stationer in Montréal, upright',
		language: 'en',
		turned: 0,
		font: 'monospace',
		lines: [
			'NORTHERN PAPER CO INC',
			'1420 Ontario Street East',
			'Montreal QC H2L 1S1',
			'GST No 123456789 RT0001',
			'',
			'Date: 2026-03-14 10:42',
			'',
			'Notebook A5\t12.50',
			'Ink cartridge\t34.00',
			'Envelopes\t8.25',
			'',
			'SUBTOTAL\t54.75',
			'GST 5%\t2.74',
			'QST 9.975%\t5.46',
			'TOTAL\t$62.95',
			'',
			'VISA\t62.95',
			'Thank you'
		],
		found: {
			supplier: 'NORTHERN PAPER CO INC',
			taxId: 'CA gst 123456789RT0001',
			date: '2026-03-14',
			currency: 'CAD',
			total: '62.95',
			taxes: [
				{ name: 'GST', rate: '5', amount: '2.74' },
				{ name: 'QST', rate: '9.975', amount: '5.46' }
			]
		}
	},
	{
		name: 'a restaurant in Lyon, turned by a quarter',
		language: 'fr',
		turned: 90,
		font: 'sans-serif',
		lines: [
			'Le Bouchon des Halles',
			'18 rue de la Bourse',
			'69002 Lyon',
			'Siret 123 456 789 00012',
			'',
			'Le 07/02/2026 à 13:05',
			'Table 12   2 couverts',
			'',
			'2 Menu du jour\t38,00 €',
			'1 Carafe de vin\t14,40 €',
			'',
			'Total HT\t46,55 €',
			'TVA 10 %\t3,45 €',
			'TVA 20 %\t2,40 €',
			'Total TTC\t52,40 €',
			'',
			'Carte bancaire\t52,40 €',
			'Merci de votre visite'
		],
		found: {
			supplier: 'Le Bouchon des Halles',
			taxId: 'FR siret 12345678900012',
			date: '2026-02-07',
			currency: 'EUR',
			total: '52.40',
			taxes: [
				{ name: 'TVA', rate: '10', amount: '3.45' },
				{ name: 'TVA', rate: '20', amount: '2.40' }
			]
		}
	},
	{
		name: 'a hardware shop in Kassel, a little askew',
		language: 'de',
		turned: -5,
		font: 'monospace',
		lines: [
			'Werkzeug Brandt GmbH',
			'Wilhelmstraße 8',
			'34117 Kassel',
			'USt-IdNr. DE123456789',
			'',
			'Schrauben\t4,99 A',
			'Bohrmaschine\t89,00 A',
			'Fachbuch\t24,00 B',
			'',
			'SUMME\tEUR 117,99',
			'Bar\tEUR 120,00',
			'Rückgeld\tEUR 2,01',
			'',
			'MwSt%   Netto   MwSt   Brutto',
			'A 19%   78,98   15,01   93,99',
			'B 7%   22,43   1,57   24,00',
			'',
			'Datum 21.01.2026  16:20',
			'Vielen Dank'
		],
		found: {
			supplier: 'Werkzeug Brandt GmbH',
			taxId: 'DE vat DE123456789',
			date: '2026-01-21',
			currency: 'EUR',
			total: '117.99',
			taxes: [
				{ name: 'MwSt', rate: '19', amount: '15.01' },
				{ name: 'MwSt', rate: '7', amount: '1.57' }
			]
		}
	},
	{
		name: 'a bookshop in Sevilla, upside down',
		language: 'es',
		turned: 180,
		font: 'serif',
		lines: [
			'LIBRERIA ALAMEDA S.L.',
			'Calle Feria 22',
			'41003 Sevilla',
			'NIF B12345678',
			'',
			'Factura simplificada',
			'Fecha: 9 de enero de 2026',
			'',
			'Papel de dibujo\t18,15',
			'Lampara de mesa\t42,35',
			'',
			'Base imponible\t50,00',
			'IVA 21%\t10,50',
			'TOTAL A PAGAR\t60,50 €',
			'',
			'Efectivo\t70,00 €',
			'Cambio\t9,50 €'
		],
		found: {
			supplier: 'LIBRERIA ALAMEDA S.L.',
			taxId: 'ES nif B12345678',
			date: '2026-01-09',
			currency: 'EUR',
			total: '60.50',
			taxes: [{ name: 'IVA', rate: '21', amount: '10.50' }]
		}
	},
	{
		name: 'a garage in York, askew, turned the other way and in the shade',
		language: 'en',
		turned: 274,
		font: 'sans-serif',
		shaded: true,
		lines: [
			'Minster Garage Limited',
			'4 Walmgate, York',
			'VAT Reg 123 4567 89',
			'',
			'12 March 2026   09:15',
			'',
			'Oil change\t£45.00',
			'Wiper blades\t£27.00',
			'',
			'Net amount\t£60.00',
			'VAT 20%\t£12.00',
			'Total to pay\t£72.00',
			'',
			'Mastercard\t£72.00'
		],
		found: {
			supplier: 'Minster Garage Limited',
			taxId: 'GB vat 123456789',
			date: '2026-03-12',
			currency: 'GBP',
			total: '72.00',
			taxes: [{ name: 'VAT', rate: '20', amount: '12.00' }]
		}
	}
];
