/** A product or service that lines are filled from. */
export interface Item {
	code: string;
	name: string;
	description: string;
	kind: 'service' | 'product';
	/** UN/ECE Recommendation 20 code. */
	unit: string;
	/** Decimal string, up to six decimals. */
	price: string;
	cost?: string;
	/** ISO 4217. */
	currency: string;
	taxPreset?: string;
	archived: boolean;
}
