/**
 * What a purchase is to the tax office where it is no ordinary one at home. On the first five the supplier charges no tax: the business owes it itself
 * and, as far as it may, takes it off in the same declaration (in the Union: directive 2006/112/EC, art. 194 to 200, 211 and 168).
 *
 *     acquisition      goods from another country of the Union
 *     services-eu      services of a business there
 *     services-abroad  services of a business elsewhere
 *     domestic         at home, where the law puts the tax on the buyer
 *     import           goods from elsewhere, their tax declared and not paid at the border
 *     customs          goods from elsewhere, their tax paid at the border: on the paper of the customs
 */
export const SUPPLIES = ['acquisition', 'services-eu', 'services-abroad', 'domestic', 'import', 'customs'] as const;
export type PurchaseSupply = (typeof SUPPLIES)[number];

export function isSelfAssessed(supply: PurchaseSupply | undefined): boolean {
	return supply !== undefined && supply !== 'customs';
}

const UNION = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
/** Countries of the Union where the tax of imports is always paid at the border. */
const AT_THE_BORDER = new Set(['DE']);

/** Those there are where the business is; none where taxes on purchases are a cost. */
export function suppliesOf(country: string): readonly PurchaseSupply[] {
	if (UNION.has(country)) return SUPPLIES.filter((supply) => supply !== 'import' || !AT_THE_BORDER.has(country));
	switch (country) {
		case 'US':
			return [];
		case 'GB':
			// Goods from the Union are acquired in Northern Ireland alone.
			return ['services-abroad', 'domestic', 'import', 'customs', 'acquisition'];
		case 'IN':
			return ['services-abroad', 'domestic', 'customs'];
		case 'NO':
			return ['services-abroad', 'domestic', 'import'];
		default:
			return ['services-abroad', 'customs'];
	}
}
