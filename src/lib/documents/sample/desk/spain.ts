/** What the consultant in Valencia offered and bought. Every name is invented. */
import type { DeskSketch } from './desk.ts';

export const spainDesk: DeskSketch = {
	accepted: {
		daysAgo: 41,
		client: 'levante',
		lines: [
			['informe', '1'],
			['taller', '3']
		],
		by: 'Andreu Soriano',
		deposit: { daysAgo: 36, percent: '40', name: 'Anticipo del 40 %', paidDaysAgo: 19 }
	},
	open: {
		daysAgo: 10,
		client: 'fundacion',
		lines: [
			['taller', '2'],
			['consultoria', '8']
		]
	},
	suppliers: [
		{
			key: 'coworking',
			name: 'Espai Turia Coworking, S.L.',
			address: { line1: 'Calle de Cuba, 40', city: 'Valencia', postcode: '46006', subdivision: 'Valencia', country: 'ES' },
			contact: 'Neus Ferrer',
			tags: ['oficina'],
			termsDays: 15
		},
		{
			key: 'gestoria',
			name: 'Gestoría Benlloch',
			address: { line1: 'Avenida del Oeste, 31', city: 'Valencia', postcode: '46001', subdivision: 'Valencia', country: 'ES' },
			contact: 'Empar Benlloch',
			tags: ['asesoría']
		}
	],
	purchases: [
		{
			kind: 'expense',
			daysAgo: 27,
			supplier: 'gestoria',
			number: 'G-118',
			description: 'Asesoría fiscal del trimestre',
			category: 'fees',
			amount: '181.50',
			method: 'transfer'
		},
		{
			kind: 'expense',
			daysAgo: 16,
			supplier: 'Trenes de Levante',
			number: '',
			description: 'Valencia – Madrid, ida y vuelta',
			category: 'travel',
			amount: '94.40',
			untaxed: true,
			method: 'card'
		},
		{
			kind: 'expense',
			daysAgo: 13,
			supplier: 'Nube Clara Software',
			number: '',
			description: 'Pizarra para talleres',
			category: 'software',
			amount: '36.30',
			method: 'card'
		},
		{
			kind: 'bill',
			daysAgo: 9,
			supplier: 'coworking',
			number: '2291',
			description: 'Puesto fijo y sala de reuniones',
			category: 'rent',
			amount: '272.25',
			method: 'transfer',
			termsDays: 15
		}
	],
	recurring: { title: 'Iguala mensual, Cerámicas Azahar', client: 'azahar', lines: [['iguala', '1']], note: 'Iguala de {period}' },
	statement: {
		bank: 'Caja de los Ejemplos',
		opening: '8120.45',
		lines: [
			{ daysAgo: 27, amount: '-181.50', name: 'Gestoría Benlloch', says: 'RECIBO G-118' },
			{ daysAgo: 19, deposit: true, says: 'TRANSFERENCIA {number}' },
			{ daysAgo: 4, invoice: 2, says: 'TRANSFERENCIA FACTURA {number}' },
			{ daysAgo: 3, bill: true, says: 'ADEUDO FACTURA {number}' },
			{ daysAgo: 1, amount: '-6.00', name: '', says: 'COMISION DE MANTENIMIENTO' }
		]
	}
};
