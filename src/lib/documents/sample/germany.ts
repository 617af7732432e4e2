/** A developer in Hamburg: USt, the day of supply on each invoice, clients in Austria and Switzerland. Every name is invented. */
import type { Address } from '../../business/business.ts';
import { newBusiness, presetOf } from '../../business/presets.ts';
import { germanyDesk } from './desk/germany.ts';
import { clientFrom, itemsFrom, type Billing, type ClientSketch, type ItemSketch, type SampleSource } from './source.ts';

const german = (line1: string, city: string, postcode: string): Address => ({ line1, city, postcode, country: 'DE' });

const CLIENTS: ClientSketch[] = [
	{
		key: 'hafenlicht',
		name: 'Hafenlicht Logistik GmbH',
		address: german('Am Speicherkai 14', 'Hamburg', '20457'),
		contact: 'Jorid Petersen',
		title: 'IT-Leitung',
		tags: ['Logistik'],
		reference: 'PO-7741'
	},
	{
		key: 'klangwerk',
		name: 'Klangwerk Instrumentenbau KG',
		address: german('Schmiedegasse 3', 'Markneukirchen', '08258'),
		contact: 'Falk Uhlig',
		tags: ['Handwerk']
	},
	{
		key: 'praxis',
		name: 'Gemeinschaftspraxis Dr. Ostermann & Yıldız',
		address: german('Lindenallee 60', 'Hannover', '30161'),
		contact: 'Dr. Selin Yıldız',
		tags: ['Gesundheit']
	},
	{
		key: 'verein',
		name: 'Sternwarte Heidekamp e. V.',
		address: german('Am Heidekamp 1', 'Lüneburg', '21335'),
		contact: 'Gunda Brandes',
		tags: ['Verein']
	},
	{
		key: 'privat',
		name: 'Henning Falkenrath',
		kind: 'individual',
		address: german('Deichstraße 22', 'Stade', '21682'),
		contact: 'Henning Falkenrath',
		tags: ['privat']
	},
	{
		key: 'donau',
		name: 'Donaublau Software GmbH',
		address: { line1: 'Untere Donaulände 8', city: 'Linz', postcode: '4020', country: 'AT' },
		contact: 'Valentin Hofstätter',
		tags: ['EU'],
		taxIds: [{ kind: 'vat', country: 'AT', label: 'UID', value: 'ATU13579242' }],
		taxes: 'reverse-charge'
	},
	{
		key: 'gipfel',
		name: 'Gipfelblick Treuhand AG',
		address: { line1: 'Seestrasse 41', city: 'Luzern', postcode: '6004', country: 'CH' },
		contact: 'Regula Amstad',
		tags: ['Schweiz'],
		taxIds: [{ kind: 'uid', country: 'CH', label: 'UID', value: 'CHE-123.456.788' }],
		taxes: 'outside-scope',
		currency: 'CHF'
	}
];

const ITEMS: ItemSketch[] = [
	['entwicklung', 'HUR', '98', ['Softwareentwicklung', 'Nach Aufwand, laut Leistungsnachweis'], ['Software development', 'By time']],
	['beratung', 'HUR', '115', ['Technische Beratung', ''], ['Technical consulting', '']],
	[
		'wartung',
		'MON',
		'290',
		['Wartung und Betrieb', 'Aktualisierungen, Überwachung, Sicherungen'],
		['Maintenance', 'Updates, monitoring, backups']
	],
	[
		'paket',
		'C62',
		'2400',
		['Webauftritt zum Festpreis', 'Entwurf, Umsetzung, Einweisung'],
		['Website at a fixed price', 'Design, build, training']
	],
	['schulung', 'DAY', '860', ['Schulungstag', ''], ['Training day', '']]
];

const ISSUED: Billing[] = [
	{
		daysAgo: 340,
		client: 'klangwerk',
		lines: [['paket', '1']],
		payments: [
			[10, 50, 'transfer'],
			[31, 50, 'transfer']
		]
	},
	{ daysAgo: 311, client: 'hafenlicht', lines: [['entwicklung', '64.5']], payments: [[14, 100, 'transfer']] },
	{
		daysAgo: 281,
		client: 'hafenlicht',
		lines: [
			['entwicklung', '71.25'],
			['beratung', '4']
		],
		payments: [[13, 100, 'transfer']]
	},
	{ daysAgo: 254, client: 'praxis', lines: [['wartung', '3']], payments: [[12, 100, 'transfer']] },
	{ daysAgo: 226, client: 'donau', lines: [['entwicklung', '40', '102']], payments: [[18, 100, 'transfer']] },
	{
		daysAgo: 198,
		client: 'verein',
		lines: [['beratung', '5']],
		discount: { percent: '20', reason: 'Gemeinnütziger Verein' },
		payments: [[9, 100, 'transfer']]
	},
	{ daysAgo: 169, client: 'gipfel', lines: [['schulung', '2', '950']], payments: [[24, 100, 'transfer']] },
	{ daysAgo: 140, client: 'hafenlicht', lines: [['entwicklung', '58.75']], payments: [[15, 100, 'transfer']] },
	{
		daysAgo: 112,
		client: 'praxis',
		lines: [
			['wartung', '3'],
			['beratung', '1.5']
		],
		payments: [[20, 100, 'transfer']]
	},
	{ daysAgo: 83, client: 'privat', lines: [['beratung', '2']], payments: [[2, 100, 'transfer']] },
	{
		daysAgo: 57,
		client: 'klangwerk',
		lines: [
			['schulung', '1'],
			['beratung', '3']
		],
		payments: [[30, 40, 'transfer']]
	},
	{ daysAgo: 33, client: 'hafenlicht', lines: [['entwicklung', '66']] },
	{ daysAgo: 9, client: 'gipfel', lines: [['beratung', '6', '130']], payments: [[4, 50, 'transfer']] },
	{ daysAgo: 3, client: 'praxis', lines: [['wartung', '3']] }
];

export const germany: SampleSource = {
	business() {
		const preset = presetOf('DE');
		return {
			...newBusiness(preset, 'Enno Hinrichs'),
			tradeName: 'Hinrichs Softwareentwicklung',
			address: german('Große Elbstraße 117', 'Hamburg', '22767'),
			contact: { id: 'contact-1', name: 'Enno Hinrichs', email: 'enno@hinrichs.example.com', primary: true },
			taxIds: [
				{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE123456788' },
				{ kind: 'stnr', country: 'DE', label: 'Steuernummer', value: '41/123/45678' }
			],
			terms: germany.terms(14, false),
			notes: 'Vielen Dank für die gute Zusammenarbeit.',
			footer: 'Enno Hinrichs · enno@hinrichs.example.com',
			bankAccounts: [
				{
					id: 'bank-1',
					label: 'Geschäftskonto',
					holder: 'Enno Hinrichs',
					iban: 'DE89370400440532013000',
					bank: 'Musterbank',
					currency: 'EUR',
					primary: true
				}
			],
			colour: '#1d5b8f',
			template: 'band'
		};
	},
	clients: () => CLIENTS.map((client, index) => clientFrom(client, index, 'K')),
	items: () => itemsFrom(ITEMS, 'EUR', 'service'),
	issued: ISSUED,
	drafts: [{ daysAgo: 0, client: 'donau', lines: [['entwicklung', '12', '102']] }],
	desk: germanyDesk,
	rates: { CHF: '1.0682' },
	terms: (days, english) =>
		english ? `Payable within ${days} days without deduction.` : `Zahlbar innerhalb von ${days} Tagen ohne Abzug.`,
	thanks: 'Thank you.',
	showsSupply: true
};
