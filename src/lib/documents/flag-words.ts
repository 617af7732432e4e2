import type { FlagReason } from './document.ts';

/** Keys of `messages/notices.en.ts` for what stands against a document. */
export const FLAG_WORDS = {
	'number-doubled': 'flagDoubled',
	'issued-twice': 'flagTwice',
	'over-credited': 'flagOver',
	'not-approved': 'flagUnapproved',
	'over-converted': 'flagConverted',
	'source-closed': 'flagClosed',
	'billed-twice': 'flagBilledTwice'
} as const satisfies Record<FlagReason, string>;

/** Title and text of a notice. */
export const FLAG_NOTICES = {
	'number-doubled': ['doubled', 'doubledText'],
	'issued-twice': ['twice', 'twiceText'],
	'over-credited': ['over', 'overText'],
	'not-approved': ['unapproved', 'unapprovedText'],
	'over-converted': ['converted', 'convertedText'],
	'source-closed': ['closed', 'closedText'],
	'billed-twice': ['billedTwice', 'billedTwiceText']
} as const satisfies Record<FlagReason, readonly [string, string]>;
