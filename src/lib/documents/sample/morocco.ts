/** A shop in Marrakech: prices with TVA in them, paid in cash and by card, riads as clients, and a boutique in Lyon. Every name is invented. */
import type { Address, TaxId } from '../../business/business.ts';
import { newBusiness, presetOf } from '../../business/presets.ts';
import { moroccoDesk } from './desk/morocco.ts';
import { clientFrom, itemsFrom, type Billing, type ClientSketch, type ItemSketch, type SampleSource } from './source.ts';

const ice = (value: string): TaxId => ({ kind: 'ice', country: 'MA', label: 'ICE', value });
const moroccan = (line1: string, city: string, postcode: string): Address => ({ line1, city, postcode, country: 'MA' });

const CLIENTS: ClientSketch[] = [
	{
		key: 'jasmin',
		name: 'Riad Jasmin Bleu SARL',
		address: moroccan('14, derb el Ouarda, Médina', 'Marrakech', '40030'),
		contact: 'Zineb Amrani',
		title: 'Gérante',
		tags: ['hôtellerie'],
		taxIds: [ice('002123456000090')]
	},
	{
		key: 'atlas',
		name: 'Maison d’hôtes Porte de l’Atlas',
		address: moroccan('Km 22, route de l’Ourika', 'Tahannaout', '42312'),
		contact: 'Brahim Oukacha',
		tags: ['hôtellerie'],
		taxIds: [ice('001987654000144')],
		termsDays: 30
	},
	{
		key: 'bureau',
		name: 'Cabinet Sefrioui Architectes',
		address: moroccan('8, rue Ibn Toumert, Guéliz', 'Marrakech', '40000'),
		contact: 'Ghita Sefrioui',
		tags: ['architecture'],
		taxIds: [ice('002345678000031')]
	},
	{
		key: 'passage',
		name: 'Client de passage',
		kind: 'individual',
		address: moroccan('', 'Marrakech', '40000'),
		contact: 'Client de passage',
		tags: ['comptoir']
	},
	{
		key: 'mariee',
		name: 'Salma Bennouna',
		kind: 'individual',
		address: moroccan('27, avenue Mohammed VI', 'Marrakech', '40020'),
		contact: 'Salma Bennouna',
		tags: ['particulier']
	},
	{
		key: 'lyon',
		name: 'Boutique Terre & Safran',
		address: { line1: '9, rue des Capucins', city: 'Lyon', postcode: '69001', country: 'FR' },
		contact: 'Camille Vasseur',
		tags: ['export'],
		taxIds: [{ kind: 'vat', country: 'FR', label: 'N° TVA', value: 'FR44732829320' }],
		taxes: 'export',
		currency: 'EUR'
	}
];

const ITEMS: ItemSketch[] = [
	['tajine', 'C62', '180', ['Tajine peint à la main', 'Diamètre 28 cm'], ['Hand-painted tagine', '28 cm']],
	['bol', 'C62', '45', ['Bol en céramique de Safi', ''], ['Safi ceramic bowl', '']],
	['tapis', 'C62', '2400', ['Tapis azilal', 'Laine, 160 × 240 cm'], ['Azilal rug', 'Wool, 160 × 240 cm']],
	['lanterne', 'C62', '650', ['Lanterne en laiton', ''], ['Brass lantern', '']],
	['zellige', 'MTK', '540', ['Zellige', 'Posé au mètre carré'], ['Zellige tiles', 'By the square metre']],
	['livraison', 'C62', '150', ['Livraison', ''], ['Delivery', '']]
];

const ISSUED: Billing[] = [
	{
		daysAgo: 334,
		client: 'jasmin',
		lines: [
			['tajine', '12'],
			['bol', '48'],
			['livraison', '1']
		],
		payments: [[40, 100, 'cheque']]
	},
	{
		daysAgo: 305,
		client: 'passage',
		lines: [
			['tajine', '1'],
			['bol', '4']
		],
		payments: [[0, 100, 'cash']]
	},
	{
		daysAgo: 277,
		client: 'bureau',
		lines: [['zellige', '18.5']],
		discount: { percent: '5', reason: 'Remise professionnelle' },
		payments: [[35, 100, 'transfer']]
	},
	{
		daysAgo: 246,
		client: 'lyon',
		lines: [
			['bol', '120', '3.80'],
			['tajine', '40', '14.50']
		],
		payments: [[29, 100, 'transfer']]
	},
	{
		daysAgo: 219,
		client: 'atlas',
		lines: [
			['tapis', '4'],
			['lanterne', '6']
		],
		payments: [
			[20, 60, 'cheque'],
			[52, 40, 'transfer']
		]
	},
	{
		daysAgo: 190,
		client: 'mariee',
		lines: [
			['tapis', '1'],
			['lanterne', '2']
		],
		prepaid: '1000',
		payments: [[1, 100, 'card']]
	},
	{ daysAgo: 158, client: 'passage', lines: [['lanterne', '1']], payments: [[0, 100, 'cash']] },
	{
		daysAgo: 127,
		client: 'jasmin',
		lines: [
			['bol', '36'],
			['lanterne', '3']
		],
		payments: [[55, 100, 'cheque']]
	},
	{
		daysAgo: 101,
		client: 'lyon',
		lines: [
			['tapis', '5', '195'],
			['bol', '60', '3.80']
		],
		payments: [[34, 100, 'transfer']]
	},
	{ daysAgo: 81, client: 'bureau', lines: [['zellige', '42']], payments: [[30, 50, 'transfer']] },
	{
		daysAgo: 18,
		client: 'atlas',
		lines: [
			['tajine', '20'],
			['bol', '40'],
			['livraison', '1']
		]
	},
	{ daysAgo: 12, client: 'jasmin', lines: [['tapis', '2']], payments: [[5, 40, 'cheque']] },
	{ daysAgo: 2, client: 'passage', lines: [['bol', '6']], payments: [[0, 100, 'cash']] }
];

export const morocco: SampleSource = {
	business() {
		const preset = presetOf('MA');
		const values: Record<string, string> = { ice: '001567890000001', if: '40123456', tp: '35104567' };
		const business = newBusiness(preset, 'Dar Touria SARL');
		return {
			...business,
			tradeName: 'Dar Touria',
			address: moroccan('63, souk Semmarine, Médina', 'Marrakech', '40030'),
			contact: { id: 'contact-1', name: 'Touria El Mansouri', email: 'touria@dartouria.example.com', primary: true },
			taxIds: [
				...business.taxIds.map((id) => ({ ...id, value: values[id.kind] ?? '' })),
				{ kind: 'rc', country: 'MA', label: 'RC', value: '98765 Marrakech' }
			],
			terms: morocco.terms(60, false),
			notes: 'Merci de votre visite.',
			footer: 'Dar Touria SARL au capital de 100 000 DH · touria@dartouria.example.com',
			prices: 'gross',
			bankAccounts: [
				{
					id: 'bank-1',
					label: 'Compte courant',
					holder: 'Dar Touria SARL',
					account: '011 780 0000012345678901 23',
					bank: 'Banque des Exemples',
					primary: true
				}
			],
			colour: '#0f766e'
		};
	},
	clients: () => CLIENTS.map((client, index) => clientFrom(client, index, 'CL-')),
	items: () => itemsFrom(ITEMS, 'MAD', 'product'),
	issued: ISSUED,
	drafts: [
		{
			daysAgo: 0,
			client: 'mariee',
			lines: [
				['zellige', '6.4'],
				['livraison', '1']
			]
		}
	],
	desk: moroccoDesk,
	rates: { EUR: '10.8320' },
	terms: (days, english) => (english ? `Payable within ${days} days.` : `Payable dans les ${days} jours.`),
	thanks: 'Thank you.'
};
