/** A consultant in Valencia: IVA, IRPF kept back by businesses in Spain, clients in Germany, Portugal and the United States. Every name is invented. */
import type { Address, TaxId } from '../../business/business.ts';
import { newBusiness, presetOf } from '../../business/presets.ts';
import { spainDesk } from './desk/spain.ts';
import { clientFrom, itemsFrom, type Billing, type ClientSketch, type ItemSketch, type SampleSource } from './source.ts';

const nif = (value: string): TaxId => ({ kind: 'nif', country: 'ES', label: 'NIF', value });
const spanish = (line1: string, city: string, postcode: string, subdivision: string): Address => ({
	line1,
	city,
	postcode,
	subdivision,
	country: 'ES'
});

const CLIENTS: ClientSketch[] = [
	{
		key: 'azahar',
		name: 'Cerámicas Azahar, S.L.',
		address: spanish('Polígono La Marjal, nave 12', 'Manises', '46940', 'Valencia'),
		contact: 'Inés Calatrava',
		title: 'Gerente',
		tags: ['industria'],
		taxIds: [nif('B84123454')]
	},
	{
		key: 'levante',
		name: 'Clínica Levante Salud, S.A.',
		address: spanish('Avenida del Puerto, 88', 'Valencia', '46023', 'Valencia'),
		contact: 'Andreu Soriano',
		tags: ['salud'],
		taxIds: [nif('A28345676')],
		termsDays: 60,
		reference: 'EXP-2231'
	},
	{
		key: 'horta',
		name: 'Bodegas Camí de l’Horta, S.L.',
		address: spanish('Camí de l’Horta, 4', 'Requena', '46340', 'Valencia'),
		contact: 'Vicent Montañés',
		tags: ['vino'],
		taxIds: [nif('B46345674')]
	},
	{
		key: 'fundacion',
		name: 'Fundación Mar de Fons',
		address: spanish('Plaza del Tossal, 3', 'Valencia', '46001', 'Valencia'),
		contact: 'Remei Aguilar',
		tags: ['cultura'],
		taxIds: [nif('G58123456')]
	},
	{
		key: 'particular',
		name: 'Tomás Berenguer Sala',
		kind: 'individual',
		address: spanish('Calle de la Paz, 21, 4.º B', 'Valencia', '46003', 'Valencia'),
		contact: 'Tomás Berenguer Sala',
		tags: ['particular'],
		taxIds: [nif('98765432M')]
	},
	{
		key: 'kanal',
		name: 'Kanalblick Beratung GmbH',
		address: { line1: 'Werftstraße 9', city: 'Kiel', postcode: '24143', country: 'DE' },
		contact: 'Merle Thomsen',
		tags: ['UE'],
		taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE812345673' }],
		language: 'en',
		taxes: 'reverse-charge'
	},
	{
		key: 'redwood',
		name: 'Redwood Bay Analytics, Inc.',
		address: { line1: '540 Alder Street', city: 'Oakland', postcode: '94607', subdivision: 'CA', country: 'US' },
		contact: 'Dana Whitlock',
		tags: ['EE. UU.'],
		language: 'en',
		taxes: 'outside-scope',
		currency: 'USD'
	}
];

const ITEMS: ItemSketch[] = [
	['consultoria', 'HUR', '85', ['Consultoría', 'Procesos y organización'], ['Consulting', 'Processes and organisation']],
	['taller', 'DAY', '780', ['Taller', 'Jornada con el equipo'], ['Workshop', 'A day with the team']],
	[
		'informe',
		'C62',
		'1450',
		['Informe de diagnóstico', 'Entrevistas, análisis y recomendaciones'],
		['Diagnosis', 'Interviews, analysis and advice']
	],
	['iguala', 'MON', '620', ['Iguala mensual', 'Hasta ocho horas'], ['Monthly retainer', 'Up to eight hours']],
	['viaje', 'KMT', '0.26', ['Kilometraje', ''], ['Mileage', '']]
];

const ISSUED: Billing[] = [
	{ daysAgo: 322, client: 'azahar', lines: [['informe', '1']], payments: [[28, 100, 'transfer']] },
	{
		daysAgo: 290,
		client: 'levante',
		lines: [
			['taller', '2'],
			['consultoria', '6.5']
		],
		payments: [[58, 100, 'transfer']]
	},
	{
		daysAgo: 262,
		client: 'horta',
		lines: [
			['consultoria', '12'],
			['viaje', '144']
		],
		payments: [[25, 100, 'transfer']]
	},
	{ daysAgo: 231, client: 'kanal', lines: [['consultoria', '18', '95']], payments: [[21, 100, 'transfer']] },
	{
		daysAgo: 203,
		client: 'fundacion',
		lines: [['taller', '1']],
		discount: { percent: '10', reason: 'Entidad sin ánimo de lucro' },
		payments: [[30, 100, 'transfer']]
	},
	{
		daysAgo: 176,
		client: 'redwood',
		lines: [
			['informe', '1', '1800'],
			['consultoria', '5', '110']
		],
		payments: [[33, 100, 'transfer']]
	},
	{ daysAgo: 148, client: 'azahar', lines: [['iguala', '1']], payments: [[20, 100, 'transfer']] },
	{ daysAgo: 118, client: 'azahar', lines: [['iguala', '1']], payments: [[22, 100, 'transfer']] },
	{ daysAgo: 96, client: 'particular', lines: [['consultoria', '3']], payments: [[1, 100, 'card']] },
	{
		daysAgo: 74,
		client: 'levante',
		lines: [
			['informe', '1'],
			['viaje', '36']
		],
		payments: [[40, 50, 'transfer']]
	},
	{ daysAgo: 49, client: 'horta', lines: [['consultoria', '9.25']] },
	{ daysAgo: 20, client: 'redwood', lines: [['consultoria', '14', '110']] },
	{
		daysAgo: 6,
		client: 'azahar',
		lines: [
			['iguala', '1'],
			['consultoria', '2.5']
		],
		payments: [[3, 40, 'transfer']]
	}
];

export const spain: SampleSource = {
	business() {
		const preset = presetOf('ES');
		const business = newBusiness(preset, 'Lucía Ferrándiz Mora');
		return {
			...business,
			tradeName: 'Ferrándiz Consultoría',
			address: spanish('Calle de Ruzafa, 17, 2.º', 'Valencia', '46004', 'Valencia'),
			contact: { id: 'contact-1', name: 'Lucía Ferrándiz', email: 'lucia@ferrandiz.example.com', primary: true },
			taxIds: [nif('11223344B'), { kind: 'vat', country: 'ES', label: 'NIF-IVA', value: 'ES11223344B' }],
			terms: spain.terms(30, false),
			notes: 'Gracias por su confianza.',
			footer: 'Lucía Ferrándiz Mora · lucia@ferrandiz.example.com',
			withholdings: [{ name: 'IRPF', rate: '15' }],
			bankAccounts: [
				{
					id: 'bank-1',
					label: 'Cuenta corriente',
					holder: 'Lucía Ferrándiz Mora',
					iban: 'ES9121000418450200051332',
					bank: 'Caja de los Ejemplos',
					currency: 'EUR',
					primary: true
				}
			],
			colour: '#b4552d',
			template: 'letter'
		};
	},
	clients: () => CLIENTS.map((client, index) => clientFrom(client, index, 'C-')),
	items: () => itemsFrom(ITEMS, 'EUR', 'service'),
	issued: ISSUED,
	drafts: [{ daysAgo: 0, client: 'fundacion', lines: [['taller', '2']] }],
	desk: spainDesk,
	rates: { USD: '0.9274' },
	terms: (days, english) => (english ? `Payable within ${days} days by transfer.` : `Pago a ${days} días por transferencia.`),
	thanks: 'Thank you for your trust.'
};
