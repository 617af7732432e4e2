/** What the developer in Hamburg offered and bought. Every name is invented. */
import type { DeskSketch } from './desk.ts';

export const germanyDesk: DeskSketch = {
	accepted: {
		daysAgo: 29,
		client: 'klangwerk',
		lines: [
			['paket', '1', '3600'],
			['schulung', '1']
		],
		by: 'Falk Uhlig',
		deposit: { daysAgo: 25, percent: '30', name: 'Abschlag 30 %', paidDaysAgo: 14 }
	},
	open: {
		daysAgo: 7,
		client: 'hafenlicht',
		lines: [
			['entwicklung', '120'],
			['beratung', '10']
		]
	},
	suppliers: [
		{
			key: 'hosting',
			name: 'Nordkabel Hosting GmbH',
			address: { line1: 'Am Datenhafen 2', city: 'Bremen', postcode: '28217', country: 'DE' },
			contact: 'Buchhaltung',
			tags: ['Server'],
			termsDays: 14
		},
		{
			key: 'buero',
			name: 'Elbspeicher Büroräume KG',
			address: { line1: 'Große Elbstraße 119', city: 'Hamburg', postcode: '22767', country: 'DE' },
			contact: 'Wiebke Loof',
			tags: ['Miete']
		}
	],
	purchases: [
		{
			kind: 'expense',
			daysAgo: 20,
			supplier: 'buero',
			number: 'M-11',
			description: 'Büromiete',
			category: 'rent',
			amount: '535.50',
			method: 'transfer'
		},
		{
			kind: 'expense',
			daysAgo: 15,
			supplier: 'Küstenbahn',
			number: '',
			description: 'Hamburg – Hannover und zurück',
			category: 'travel',
			amount: '64.20',
			untaxed: true,
			method: 'card'
		},
		{
			kind: 'expense',
			daysAgo: 12,
			supplier: 'Funknetz Nord',
			number: '',
			description: 'Telefon und Internet',
			category: 'phone',
			amount: '47.60',
			method: 'direct-debit'
		},
		{
			kind: 'bill',
			daysAgo: 8,
			supplier: 'hosting',
			number: 'RE-50417',
			description: 'Server für Praxis Ostermann',
			category: 'software',
			amount: '142.80',
			method: 'transfer',
			termsDays: 14
		}
	],
	recurring: {
		title: 'Wartung, Praxis Ostermann & Yıldız',
		client: 'praxis',
		lines: [['wartung', '1']],
		note: 'Wartung im {period}'
	},
	statement: {
		bank: 'Musterbank',
		opening: '11240.18',
		lines: [
			{ daysAgo: 20, amount: '-535.50', name: 'Elbspeicher Büroräume KG', says: 'MIETE M-11' },
			{ daysAgo: 14, deposit: true, says: 'RECHNUNG {number}' },
			{ daysAgo: 12, amount: '-47.60', name: 'Funknetz Nord', says: 'LASTSCHRIFT' },
			{ daysAgo: 5, invoice: 2, says: 'RECHNUNG {number}' },
			{ daysAgo: 2, bill: true, says: '{number}' },
			{ daysAgo: 1, amount: '-4.90', name: '', says: 'KONTOFUEHRUNG' }
		]
	}
};
