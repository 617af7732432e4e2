/** What the designer in Montréal offered, delivered and bought. Every name is invented. */
import type { DeskSketch } from './desk.ts';

export const quebecDesk: DeskSketch = {
	accepted: {
		daysAgo: 35,
		client: 'cooperative',
		lines: [
			['identite', '1', '3200'],
			['emballage', '4']
		],
		by: 'Amina Ferhat',
		deposit: { daysAgo: 30, percent: '30', name: 'Acompte de 30 % à la commande', paidDaysAgo: 18 }
	},
	open: {
		daysAgo: 8,
		client: 'theatre',
		lines: [
			['page', '24'],
			['illustration', '6'],
			['direction', '1']
		]
	},
	delivered: {
		daysAgo: 38,
		client: 'clinique',
		lines: [['cartes', '750']],
		by: 'Rémi Ostiguy'
	},
	suppliers: [
		{
			key: 'imprimerie',
			name: 'Imprimerie Lachance-Roy',
			address: { line1: '2300, rue de l’Imprimeur', city: 'Longueuil', subdivision: 'QC', postcode: 'J4G 0A2', country: 'CA' },
			contact: 'Denis Lachance',
			tags: ['impression'],
			termsDays: 30
		},
		{
			key: 'coloc',
			name: 'Gestion Le Lofteur inc.',
			address: { line1: '4210, rue des Merisiers', city: 'Montréal', subdivision: 'QC', postcode: 'H2J 0A1', country: 'CA' },
			contact: 'Mireille Paré',
			tags: ['loyer']
		}
	],
	purchases: [
		{
			kind: 'bill',
			daysAgo: 26,
			supplier: 'imprimerie',
			number: '18842',
			description: 'Cartes professionnelles, 750 exemplaires',
			category: 'subcontract',
			amount: '413.91',
			method: 'transfer',
			termsDays: 30
		},
		{
			kind: 'expense',
			daysAgo: 21,
			supplier: 'coloc',
			number: '2211',
			description: 'Loyer de l’atelier',
			category: 'rent',
			amount: '862.31',
			method: 'transfer'
		},
		{
			kind: 'expense',
			daysAgo: 17,
			supplier: 'Papeterie du Plateau',
			number: '',
			description: 'Papier d’épreuve et encre',
			category: 'office',
			amount: '74.68',
			method: 'card'
		},
		{
			kind: 'expense',
			daysAgo: 11,
			supplier: 'Train du Fleuve',
			number: '',
			description: 'Montréal – Québec, aller-retour',
			category: 'travel',
			amount: '128.77',
			method: 'card'
		}
	],
	recurring: {
		title: 'Maquette mensuelle, Éditions du Faubourg',
		client: 'editions',
		lines: [['page', '12']],
		note: 'Mise en page de {period-1}'
	},
	statement: {
		bank: 'Caisse des Exemples',
		opening: '6412.30',
		lines: [
			{ daysAgo: 21, amount: '-862.31', name: 'Gestion Le Lofteur inc.', says: 'LOYER 2211' },
			{ daysAgo: 18, deposit: true, says: 'VIREMENT ACOMPTE {number}' },
			{ daysAgo: 6, invoice: 2, says: 'VIREMENT {number}' },
			{ daysAgo: 5, bill: true, says: 'PAIEMENT FACTURE {number}' },
			{ daysAgo: 3, invoice: 4, says: 'VIREMENT INTERAC' },
			{ daysAgo: 2, amount: '-14.95', name: '', says: 'FRAIS DE SERVICE' }
		]
	}
};
