/** A designer in Montréal: two taxes, clients in two languages, other provinces and France. */
import { quebecDesk } from './desk/quebec.ts';
import { sampleItems } from './items.ts';
import { sampleBusiness, sampleClients } from './people.ts';
import { DRAFTS, ISSUED } from './schedule.ts';
import type { SampleSource } from './source.ts';

export const quebec: SampleSource = {
	business: sampleBusiness,
	clients: sampleClients,
	items: sampleItems,
	issued: ISSUED,
	drafts: DRAFTS,
	desk: quebecDesk,
	rates: { EUR: '1.6215' },
	terms: (days, english) =>
		english ? `Payable within ${days} days by transfer.` : `Payable dans les ${days} jours par virement ou Interac.`,
	thanks: 'Thank you for your trust.'
};
