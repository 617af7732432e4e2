/** What the shop in Marrakech offered, delivered and bought. Every name is invented. */
import type { DeskSketch } from './desk.ts';

export const moroccoDesk: DeskSketch = {
	accepted: {
		daysAgo: 33,
		client: 'bureau',
		lines: [
			['zellige', '28'],
			['livraison', '1']
		],
		by: 'Ghita Sefrioui',
		deposit: { daysAgo: 28, percent: '50', name: 'Acompte de 50 % à la commande', paidDaysAgo: 20 }
	},
	open: {
		daysAgo: 6,
		client: 'atlas',
		lines: [
			['tapis', '3'],
			['lanterne', '8'],
			['livraison', '1']
		]
	},
	delivered: {
		daysAgo: 19,
		client: 'jasmin',
		lines: [
			['bol', '60'],
			['tajine', '10']
		],
		by: 'Zineb Amrani'
	},
	suppliers: [
		{
			key: 'potier',
			name: 'Coopérative des potiers de Safi',
			address: { line1: 'Colline des Potiers', city: 'Safi', postcode: '46000', country: 'MA' },
			contact: 'Abdelhak Lamrini',
			tags: ['céramique'],
			termsDays: 30
		},
		{
			key: 'transport',
			name: 'Transports Haouz Express',
			address: { line1: 'Zone industrielle Sidi Ghanem, 112', city: 'Marrakech', postcode: '40110', country: 'MA' },
			contact: 'Youssef Haddioui',
			tags: ['livraison']
		}
	],
	purchases: [
		{
			kind: 'bill',
			daysAgo: 24,
			supplier: 'potier',
			number: '312',
			description: 'Bols et tajines à peindre',
			category: 'goods',
			amount: '7200.00',
			method: 'transfer',
			termsDays: 30
		},
		{
			kind: 'expense',
			daysAgo: 19,
			supplier: 'transport',
			number: 'HX-88',
			description: 'Livraison au riad',
			category: 'subcontract',
			amount: '240.00',
			method: 'transfer'
		},
		{
			kind: 'expense',
			daysAgo: 14,
			supplier: 'Papeterie de Guéliz',
			number: '',
			description: 'Papier d’emballage et rubans',
			category: 'office',
			amount: '186.00',
			method: 'cash'
		},
		{
			kind: 'expense',
			daysAgo: 7,
			supplier: 'Atlas Télécom',
			number: '',
			description: 'Téléphone et internet',
			category: 'phone',
			amount: '348.00',
			method: 'card'
		}
	],
	recurring: {
		title: 'Bols du mois, Riad Jasmin Bleu',
		client: 'jasmin',
		lines: [
			['bol', '24'],
			['livraison', '1']
		],
		note: 'Commande de {period}'
	},
	statement: {
		bank: 'Banque des Exemples',
		opening: '42310.00',
		lines: [
			{ daysAgo: 20, deposit: true, says: 'VIREMENT RECU {number}' },
			{ daysAgo: 19, amount: '-240.00', name: 'Transports Haouz Express', says: 'HX-88' },
			{ daysAgo: 5, invoice: 2, says: 'VIREMENT RECU FACTURE {number}' },
			{ daysAgo: 4, bill: true, says: 'VIREMENT EMIS {number}' },
			{ daysAgo: 1, amount: '-33.00', name: '', says: 'FRAIS DE TENUE DE COMPTE' }
		]
	}
};
