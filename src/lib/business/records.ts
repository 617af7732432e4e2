/** The worker's half of the business: how it lies in the workspace. There is one, under an id that follows from the workspace's. */
import { liveType } from '../workspace/live-type.ts';

export const BUSINESS_TYPE = liveType({
	type: 'business',
	schema: 1,
	shape: {
		texts: ['terms', 'notes', 'footer'],
		keyed: ['taxPresets', 'bankAccounts', 'texts', 'looks', 'memberRates', 'reminderSteps', 'referenceRates', 'deductible']
	}
});
