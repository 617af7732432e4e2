/** The worker's half of parties: how they lie in the workspace and what their list shows. */
import { liveType } from '../workspace/live-type.ts';
import type { Party } from './party.ts';
import { partyRow } from './rows.ts';

export const PARTY_TYPE = liveType<Party>({
	type: 'party',
	schema: 1,
	shape: { texts: ['notes'], keyed: ['contacts', 'customFields'] },
	list: 'party',
	row: partyRow,
	title: ({ name }) => name
});
