/** What the sample designer sells, in the two languages of her clients. */
import type { Item } from '../../catalog/item.ts';
import type { SampleItem } from './source.ts';

/** Key, unit, price, cost, then name and description in French and in English. */
const ITEMS: [key: string, unit: string, price: string, cost: string, fr: [string, string], en: [string, string]][] = [
	[
		'identite',
		'C62',
		'3200',
		'',
		['Identité visuelle', 'Logo, palette, typographie et guide des normes'],
		['Visual identity', 'Logo, palette, type and brand guide']
	],
	['web', 'HUR', '95', '', ['Conception web', 'Maquettes et gabarits'], ['Web design', 'Mock-ups and templates']],
	['page', 'HUR', '78', '', ['Mise en page', 'Documents de plusieurs pages'], ['Layout', 'Multi-page documents']],
	[
		'illustration',
		'C62',
		'420',
		'',
		['Illustration originale', 'Licence d’utilisation de cinq ans'],
		['Original illustration', 'Five-year licence']
	],
	['conseil', 'HUR', '110', '', ['Consultation', 'Stratégie et direction de marque'], ['Consulting', 'Brand strategy and direction']],
	['direction', 'DAY', '760', '', ['Direction artistique', 'Journée de prise de vue'], ['Art direction', 'Day on set']],
	['retouche', 'C62', '34.50', '', ['Retouche photo', ''], ['Photo retouching', '']],
	[
		'emballage',
		'C62',
		'1450',
		'',
		['Étiquette ou emballage', 'Conception et fichiers d’impression'],
		['Label or packaging', 'Design and print files']
	],
	[
		'cartes',
		'C62',
		'0.3125',
		'0.19',
		['Cartes professionnelles, imprimées', 'Papier coton 600 g/m²'],
		['Business cards, printed', 'Cotton paper, 600 gsm']
	],
	['deplacement', 'KMT', '0.64', '', ['Déplacement', ''], ['Travel', '']]
];

/** By key. */
export function sampleItems(): Map<string, SampleItem> {
	return new Map(
		ITEMS.map(([key, unit, price, cost, [name, description], english], index) => {
			const item: Item = {
				code: `A${String(index + 1).padStart(2, '0')}`,
				name,
				description,
				kind: key === 'cartes' ? 'product' : 'service',
				unit,
				price,
				...(cost && { cost }),
				currency: 'CAD',
				archived: false
			};
			return [key, { item, english: { name: english[0], description: english[1] } }];
		})
	);
}
