/** The worker's half of parties: how they lie in the workspace and what their list shows. */
import { liveType } from '../workspace/live-type.ts';
import { mergedInto } from './party-events.ts';
import type { Party } from './party.ts';
import { PARTY_LIST, partyRow, partyText } from './rows.ts';

export const PARTY_TYPE = liveType<Party>({
	type: 'party',
	schema: 1,
	shape: { texts: ['notes'], keyed: ['contacts', 'customFields', 'reminderSteps'] },
	list: PARTY_LIST,
	row: (id, party, _placed, facts) => partyRow(id, party, mergedInto(facts)),
	text: partyText,
	title: ({ name }) => name
});
