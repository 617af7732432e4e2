/** The sample designer and her clients. Every name is invented; addresses of mail and telephones are of the kinds kept free for examples. */
import type { Address, Business, TaxPreset } from '../../business/business.ts';
import { newBusiness, presetOf } from '../../business/presets.ts';
import type { Party } from '../../parties/party.ts';
import { clientFrom, type ClientSketch } from './source.ts';

/** What the Québec preset has no English words for. */
const ENGLISH_TAXES: TaxPreset[] = [
	{
		id: 'gst-qst',
		label: 'GST 5% + QST 9.975%',
		taxes: [
			{ name: 'GST', category: 'S', rate: '5' },
			{ name: 'QST', category: 'S', rate: '9.975' }
		]
	},
	{ id: 'hst-13', label: 'HST 13%', taxes: [{ name: 'HST', category: 'S', rate: '13' }] },
	{ id: 'hst-14', label: 'HST 14%', taxes: [{ name: 'HST', category: 'S', rate: '14' }] }
];

export function sampleBusiness(): Business {
	const quebec = newBusiness(presetOf('CA-QC'), 'Atelier Roselin');
	return {
		...quebec,
		tradeName: 'Roselin — design graphique',
		address: {
			line1: '4210, rue des Merisiers',
			line2: 'Atelier 3',
			city: 'Montréal',
			subdivision: 'QC',
			postcode: 'H2J 0A1',
			country: 'CA'
		},
		contact: {
			id: 'contact-1',
			name: 'Maëlle Roselin',
			title: 'Designer',
			email: 'maelle@roselin.example.com',
			phone: '514 555-0142',
			primary: true
		},
		taxIds: quebec.taxIds.map((id) => ({ ...id, value: id.kind === 'gst' ? '123456782 RT0001' : '1234567892 TQ0001' })),
		terms: 'Payable dans les 30 jours par virement ou Interac.',
		notes: 'Merci de votre confiance.',
		footer: 'Atelier Roselin · maelle@roselin.example.com',
		taxPresets: [...quebec.taxPresets, ...ENGLISH_TAXES],
		bankAccounts: [
			{
				id: 'bank-1',
				label: 'Compte courant',
				holder: 'Atelier Roselin',
				account: '0012345',
				routing: '99999-001',
				bank: 'Caisse des Exemples',
				currency: 'CAD',
				primary: true
			}
		],
		colour: '#8c3b4a'
	};
}

const quebec = (line1: string, city: string, postcode: string): Address => ({ line1, city, subdivision: 'QC', postcode, country: 'CA' });

const CLIENTS: ClientSketch[] = [
	{
		key: 'editions',
		name: 'Éditions du Faubourg',
		address: quebec('88, rue Sainte-Ursule', 'Québec', 'G1R 0A2'),
		contact: 'Solène Brisebois',
		title: 'Directrice de production',
		tags: ['édition'],
		reference: 'BC-2207'
	},
	{
		key: 'brasserie',
		name: 'Microbrasserie des Deux Rives',
		address: quebec('1450, rue Notre-Dame Centre', 'Trois-Rivières', 'G9A 0B3'),
		contact: 'Tristan Lacourse',
		tags: ['alimentation', 'emballage']
	},
	{
		key: 'cooperative',
		name: 'Coopérative Le Grand Marché',
		address: quebec('275, boulevard des Récoltes', 'Sherbrooke', 'J1H 0C4'),
		contact: 'Amina Ferhat',
		title: 'Coordonnatrice',
		tags: ['alimentation']
	},
	{
		key: 'clinique',
		name: 'Clinique vétérinaire du Belvédère',
		address: quebec('612, avenue du Belvédère', 'Montréal', 'H2W 0D5'),
		contact: 'Dʳ Rémi Ostiguy',
		tags: ['santé']
	},
	{
		key: 'theatre',
		name: 'Théâtre de la Cale sèche',
		address: quebec('31, quai de la Grève', 'Rimouski', 'G5L 0E6'),
		contact: 'Jeanne Thivierge',
		title: 'Administration',
		tags: ['culture'],
		termsDays: 45
	},
	{
		key: 'festival',
		name: 'Festival Nuits boréales',
		address: quebec('900, rue Racine Est', 'Saguenay', 'G7H 0F7'),
		contact: 'Loup Maltais',
		tags: ['culture', 'événement']
	},
	{
		key: 'avocats',
		name: 'Tessier Nolin avocats',
		address: quebec('1, place du Palais', 'Montréal', 'H2Y 0G8'),
		contact: 'Mᵉ Iris Nolin',
		tags: ['services']
	},
	{
		key: 'mariage',
		name: 'Florence Dubuc-Yelle',
		kind: 'individual',
		address: quebec('77, chemin du Verger', 'Mont-Saint-Hilaire', 'J3H 0H9'),
		contact: 'Florence Dubuc-Yelle',
		tags: ['particulier']
	},
	{
		key: 'northlight',
		name: 'Northlight Architects Inc.',
		address: { line1: '220 Foundry Street', line2: 'Suite 410', city: 'Toronto', subdivision: 'ON', postcode: 'M5V 0A1', country: 'CA' },
		contact: 'Priya Calloway',
		title: 'Studio manager',
		tags: ['architecture'],
		language: 'en-CA',
		taxes: 'hst-13',
		reference: 'PO 5518'
	},
	{
		key: 'harbour',
		name: 'Harbour & Pine Outfitters',
		address: { line1: '15 Cable Wharf Lane', city: 'Halifax', subdivision: 'NS', postcode: 'B3J 0B2', country: 'CA' },
		contact: 'Owen MacAskill',
		tags: ['retail'],
		language: 'en-CA',
		taxes: 'hst-14'
	},
	{
		key: 'westmount',
		name: 'Summit Circle Dental',
		address: quebec('4805 Sherbrooke Street West', 'Westmount', 'H3Z 0J1'),
		contact: 'Dr. Hannah Weiss',
		tags: ['santé'],
		language: 'en-CA',
		taxes: 'gst-qst',
		termsDays: 15
	},
	{
		key: 'lyon',
		name: 'Galerie Ravel & Fils',
		address: { line1: '18, montée des Canuts', city: 'Lyon', postcode: '69001', country: 'FR' },
		contact: 'Édouard Ravel',
		tags: ['culture', 'export'],
		language: 'fr',
		taxes: 'export',
		currency: 'EUR',
		notes: 'Hors du Canada : détaxé.'
	}
];

/** By key, in the order of their numbers. */
export function sampleClients(): [string, Party][] {
	return CLIENTS.map((client, index) => clientFrom({ ...client, phone: `514 555-01${String(10 + index)}` }, index, 'C-'));
}
