/** Businesses of several countries and their clients, with all that an e-invoice and a payment code want to know. */
import type { Business } from '#lib/business/business.ts';
import { newBusiness, presetOf } from '#lib/business/presets.ts';
import type { LineTax } from '#lib/documents/document.ts';
import { newParty } from '#lib/parties/party-rules.ts';
import type { Party } from '#lib/parties/party.ts';

export interface Seller {
	business: Business;
	clients: Party[];
	taxes: LineTax[];
}

function business(preset: string, name: string, more: Partial<Business>): Business {
	return { ...newBusiness(presetOf(preset), name), ...more };
}

const SOMEWHERE = newBusiness(presetOf('DE'), '');

function client(name: string, more: Partial<Party>): Party {
	return { ...newParty(SOMEWHERE), number: 'C-1', name, ...more };
}

const vat = (rate: string): LineTax => ({ name: 'VAT', category: 'S', rate });
const iva = (rate: string): LineTax => ({ name: 'IVA', category: 'S', rate });
const contact = (name: string, email: string) => ({ id: 'c', name, email, phone: '+49 30 5550100', primary: true });
const account = (iban: string, bic: string) => ({ id: 'a', label: 'Main', holder: 'Holder', iban, bic, primary: true });

export const SELLERS: readonly Seller[] = [
	{
		business: business('DE', 'Büro Kranich GmbH', {
			address: { line1: 'Kastanienallee 7', city: 'Berlin', postcode: '10435', country: 'DE' },
			contact: contact('Ava Brandt', 'ava@kranich.example'),
			taxIds: [
				{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE136695976' },
				{ kind: 'hrb', country: 'DE', label: 'HRB', value: 'HRB 12345, AG Berlin' },
				{ kind: 'stnr', country: 'DE', label: 'Steuernummer', value: '37/123/45678' }
			],
			bankAccounts: [account('DE02 1203 0000 0000 2020 51', 'BYLADEM1001')]
		}),
		clients: [
			client('Stadt Neuhagen', {
				address: { line1: 'Rathausplatz 1', city: 'Neuhagen', postcode: '15366', country: 'DE' },
				buyerReference: '04011000-12345-34',
				electronicAddress: { scheme: '0204', value: '04011000-12345-34' },
				contacts: [contact('Amt 3', 'amt3@neuhagen.example')]
			}),
			client('Hof & Söhne <KG>', {
				address: { line1: 'Dorfstr. 2', line2: 'Hinterhaus', city: 'Ulm', postcode: '89073', country: 'DE' },
				deliveryAddress: { line1: 'Lager 4', city: 'Ulm', postcode: '89073', country: 'DE' },
				taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE129273398' }],
				buyerReference: 'BR-77'
			})
		],
		taxes: [vat('19'), vat('7'), { name: 'USt', category: 'Z', rate: '0' }]
	},
	{
		business: business('BE', 'Atelier Wilg BV', {
			address: { line1: 'Lindestraat 12', city: 'Gent', postcode: '9000', country: 'BE' },
			contact: contact('Lotte Maes', 'lotte@wilg.example'),
			taxIds: [{ kind: 'vat', country: 'BE', label: 'BTW', value: 'BE0428759497' }],
			bankAccounts: [account('BE71 0961 2345 6769', 'GKCCBEBB')]
		}),
		clients: [
			client('Papeterie Lune SA', {
				address: { line1: 'Rue Haute 3', city: 'Namur', postcode: '5000', country: 'BE' },
				taxIds: [{ kind: 'vat', country: 'BE', label: 'TVA', value: 'BE0403019261' }],
				buyerReference: 'PO 12'
			}),
			client('Oosterlicht B.V.', {
				address: { line1: 'Kade 5', city: 'Rotterdam', postcode: '3011', country: 'NL' },
				taxIds: [{ kind: 'vat', country: 'NL', label: 'Btw', value: 'NL004495445B01' }],
				buyerReference: 'X-9'
			})
		],
		taxes: [vat('21'), vat('6')]
	},
	{
		business: business('FR', 'Studio Fougère SARL', {
			address: { line1: '8 rue des Acacias', city: 'Lyon', postcode: '69003', country: 'FR' },
			contact: contact('Inès Roche', 'ines@fougere.example'),
			taxIds: [
				{ kind: 'siret', country: 'FR', label: 'SIRET', value: '732 829 320 00074' },
				{ kind: 'vat', country: 'FR', label: 'N° TVA', value: 'FR44732829320' },
				{ kind: 'rcs', country: 'FR', label: 'RCS', value: 'Lyon B 732 829 320' }
			],
			bankAccounts: [account('FR76 3000 6000 0112 3456 7890 189', 'AGRIFRPP')]
		}),
		clients: [
			client('Maison Cerise SAS', {
				address: { line1: '2 place du Marché', city: 'Lille', postcode: '59000', country: 'FR' },
				taxIds: [
					{ kind: 'siren', country: 'FR', label: 'SIREN', value: '404 833 048' },
					{ kind: 'vat', country: 'FR', label: 'N° TVA', value: 'FR83404833048' }
				],
				buyerReference: 'SERVICE-4'
			})
		],
		taxes: [vat('20'), vat('10'), vat('5.5')]
	},
	{
		business: business('ES', 'Taller Ñandú, S.L.', {
			address: { line1: 'Calle de Cuba, 40', city: 'Valencia', postcode: '46006', country: 'ES' },
			contact: contact('Marta Benlloch', 'marta@nandu.example'),
			taxIds: [
				{ kind: 'nif', country: 'ES', label: 'NIF', value: 'B83135624' },
				{ kind: 'vat', country: 'ES', label: 'NIF-IVA', value: 'ESB83135624' }
			],
			bankAccounts: [account('ES91 2100 0418 4502 0005 1332', 'CAIXESBB')],
			billingRecords: true
		}),
		clients: [
			client('Suministros Turia, S.L.', {
				address: { line1: 'Avenida del Oeste, 31', city: 'Valencia', postcode: '46001', country: 'ES' },
				taxIds: [
					{ kind: 'nif', country: 'ES', label: 'NIF', value: 'A58818501' },
					{ kind: 'vat', country: 'ES', label: 'NIF-IVA', value: 'ESA58818501' }
				],
				buyerReference: 'L01460'
			}),
			client('Café Glück & Söhne', {
				address: { line1: 'Domplatz 9', city: 'Köln', postcode: '50667', country: 'DE' },
				taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE129273398' }],
				buyerReference: 'K 4'
			})
		],
		taxes: [iva('21'), iva('10'), iva('4')]
	},
	{
		business: business('CH', 'Atelier Brünig GmbH', {
			address: { line1: 'Seestrasse 41a', city: 'Luzern', postcode: '6004', country: 'CH' },
			contact: contact('Urs Brünig', 'urs@bruenig.example'),
			taxIds: [{ kind: 'vat', country: 'CH', label: 'MWST', value: 'CHE-100.155.212 MWST' }],
			bankAccounts: [account('CH93 0076 2011 6238 5295 7', 'POFICHBE')]
		}),
		clients: [
			client('Coopérative Les Grands Vents, société d’entraide du Bas-Saint-Laurent', {
				address: { line1: 'Rue du Lac 3', city: 'Genève', postcode: '1201', country: 'CH' },
				taxIds: [{ kind: 'vat', country: 'CH', label: 'TVA', value: 'CHE-100.155.213 TVA' }],
				buyerReference: 'GV 2'
			}),
			client('Ōkami Łódź Sp. z o.o.', { address: { line1: 'Piotrkowska 1', city: 'Łódź', postcode: '90-001', country: 'PL' } })
		],
		taxes: [vat('8.1'), vat('2.6')]
	},
	{
		business: business('IN', 'Nilgiri Works', {
			// Who reads the pages back knows no groups of two digits.
			language: 'en-GB',
			address: { line1: '14 Residency Road', city: 'Bengaluru', postcode: '560025', country: 'IN' },
			contact: contact('Asha Rao', 'asha@nilgiri.example'),
			taxIds: [{ kind: 'gstin', country: 'IN', label: 'GSTIN', value: '29AAGCB7383J1Z4' }],
			bankAccounts: [{ id: 'a', label: 'Main', holder: 'Nilgiri Works', upi: 'nilgiri.works@okbank', primary: true }]
		}),
		clients: [
			client('Marina Traders', {
				address: { line1: '2 Beach Road', city: 'Bengaluru', postcode: '560001', country: 'IN' },
				buyerReference: 'MT'
			})
		],
		taxes: [
			{ name: 'IGST', category: 'S', rate: '18' },
			{ name: 'IGST', category: 'S', rate: '5' }
		]
	}
];
