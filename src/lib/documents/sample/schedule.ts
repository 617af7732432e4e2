/** When the sample designer billed whom for what, and how it was paid: days are counted back from today, oldest first. */
import type { Billing } from './source.ts';

export const ISSUED: Billing[] = [
	{
		daysAgo: 358,
		client: 'editions',
		lines: [
			['page', '26.5'],
			['illustration', '2']
		],
		payments: [[24, 100, 'transfer']]
	},
	{
		daysAgo: 344,
		client: 'brasserie',
		lines: [
			['identite', '1'],
			['emballage', '2']
		],
		discount: { percent: '5', reason: 'Premier mandat' },
		payments: [
			[10, 40, 'transfer'],
			[41, 60, 'transfer']
		]
	},
	{
		daysAgo: 330,
		client: 'northlight',
		lines: [
			['web', '38.25'],
			['conseil', '3']
		],
		payments: [[29, 100, 'transfer']]
	},
	{
		daysAgo: 312,
		client: 'theatre',
		lines: [
			['page', '14'],
			['illustration', '1']
		],
		payments: [[44, 100, 'cheque']]
	},
	{
		daysAgo: 301,
		client: 'clinique',
		lines: [
			['cartes', '500'],
			['page', '2.75']
		],
		payments: [[12, 100, 'card']]
	},
	{
		daysAgo: 287,
		client: 'lyon',
		lines: [
			['illustration', '3', '295'],
			['page', '9', '55']
		],
		payments: [[26, 100, 'transfer']]
	},
	{
		daysAgo: 270,
		client: 'avocats',
		lines: [
			['identite', '1', '3600'],
			['cartes', '1000'],
			['conseil', '4.5']
		],
		payments: [[30, 100, 'transfer']]
	},
	{
		daysAgo: 256,
		client: 'editions',
		lines: [
			['page', '31'],
			['retouche', '18']
		],
		payments: [[27, 100, 'transfer']]
	},
	{
		daysAgo: 241,
		client: 'cooperative',
		lines: [
			['emballage', '3'],
			['deplacement', '312']
		],
		discount: { amount: '150', reason: 'Rabais coopératif' },
		payments: [[33, 100, 'transfer']]
	},
	{
		daysAgo: 227,
		client: 'harbour',
		lines: [
			['direction', '2'],
			['retouche', '46'],
			['deplacement', '88']
		],
		payments: [[18, 100, 'transfer']]
	},
	{
		daysAgo: 210,
		client: 'mariage',
		lines: [
			['illustration', '1'],
			['cartes', '150', '0.95']
		],
		prepaid: '200',
		payments: [[3, 100, 'online']]
	},
	{
		daysAgo: 196,
		client: 'festival',
		lines: [
			['identite', '1', '4100'],
			['web', '22']
		],
		payments: [
			[20, 50, 'transfer'],
			[52, 50, 'transfer']
		]
	},
	{
		daysAgo: 181,
		client: 'westmount',
		lines: [
			['web', '12'],
			['retouche', '9']
		],
		payments: [[14, 100, 'card']]
	},
	{
		daysAgo: 168,
		client: 'brasserie',
		lines: [
			['emballage', '1'],
			['illustration', '1']
		],
		payments: [[29, 100, 'transfer']]
	},
	{
		daysAgo: 149,
		client: 'northlight',
		lines: [
			['web', '54.5'],
			['direction', '1'],
			['conseil', '2']
		],
		payments: [[35, 100, 'transfer']]
	},
	{
		daysAgo: 133,
		client: 'editions',
		lines: [
			['page', '28.25'],
			['illustration', '1'],
			['retouche', '12']
		],
		payments: [[25, 100, 'transfer']]
	},
	{
		daysAgo: 118,
		client: 'lyon',
		lines: [
			['illustration', '2', '295'],
			['conseil', '3', '80']
		],
		payments: [[31, 100, 'transfer']]
	},
	{
		daysAgo: 104,
		client: 'clinique',
		lines: [
			['web', '18'],
			['retouche', '6']
		],
		payments: [[28, 100, 'card']]
	},
	{
		daysAgo: 83,
		client: 'theatre',
		lines: [
			['page', '19.5'],
			['illustration', '2'],
			['direction', '1']
		]
	},
	{
		daysAgo: 66,
		client: 'festival',
		lines: [
			['web', '16'],
			['deplacement', '428']
		],
		payments: [[21, 35, 'transfer']]
	},
	{
		daysAgo: 51,
		client: 'harbour',
		lines: [
			['web', '27.75'],
			['retouche', '20']
		],
		discount: { percent: '10', reason: 'Returning client' },
		payments: [[30, 100, 'transfer']]
	},
	{
		daysAgo: 39,
		client: 'cooperative',
		lines: [
			['emballage', '2'],
			['cartes', '250']
		]
	},
	{
		daysAgo: 24,
		client: 'avocats',
		lines: [
			['page', '11'],
			['conseil', '1.5']
		],
		payments: [[9, 50, 'transfer']]
	},
	{
		daysAgo: 16,
		client: 'northlight',
		lines: [
			['web', '41'],
			['conseil', '2.5']
		]
	},
	{
		daysAgo: 9,
		client: 'editions',
		lines: [
			['page', '33.5'],
			['retouche', '14']
		]
	},
	{
		daysAgo: 4,
		client: 'lyon',
		lines: [
			['identite', '1', '2150'],
			['illustration', '1', '295']
		]
	}
];

export const DRAFTS: Billing[] = [
	{
		daysAgo: 1,
		client: 'brasserie',
		lines: [
			['emballage', '1'],
			['retouche', '8'],
			['deplacement', '284']
		]
	},
	{
		daysAgo: 0,
		client: 'westmount',
		lines: [
			['identite', '1'],
			['web', '9.5']
		],
		discount: { amount: '200', reason: 'Bundle' }
	}
];
