import type { FlagReason } from '../document.ts';

export const notices = {
	title: 'Numbers that need a look',
	asked: '{device} asks to number “{series}”.',
	askedText: 'Hand it over and this device gives no more of its numbers until it is given back. What was issued stays as it is.',
	handOver: 'Hand over',
	handedOver: 'Handed over. {device} can issue now.',
	handOverOffline: 'The relay cannot be reached. Hand it over when this device is connected again.',
	doubled: 'Number {number} is on two documents',
	doubledText:
		'Another device issued it too, and its document came first. The number stays on both papers. If this one went out, cancel it with a credit note and issue it again; the new one gets a number of its own.',
	twice: '{number}: the same draft was issued on two devices',
	twiceText: 'Both papers have a number and both count. Keep one, and cancel the other with a credit note.',
	over: 'Credit note {number} takes back more than was left of its invoice',
	overText:
		'Another device had credited the same invoice. What is too much is the client’s credit now. If that is not meant, bill it again with a new invoice.',
	refused: 'Number {number} could not be taken into the books',
	refusedText:
		'Its device did not have the right to number that series any more. It is a draft again: issue it once more, it gets a number that holds. If the paper with {number} went out, send the new one in its place.',
	refusedGone: 'The draft is gone. What was made can still be read here.',
	flagDoubled: 'Its number is on another document too.',
	flagTwice: 'Its draft was issued on another device too.',
	flagOver: 'It takes back more than was left of its invoice.',
	open: 'Open the document',
	openDraft: 'Open the draft',
	read: 'Read what was made',
	settle: 'That is settled',
	settled: 'Settled.',
	settledReason: 'Settled by hand',
	device: 'device {id}',
	more: { one: '{count} more', other: '{count} more' }
};

export const FLAG_WORDS = {
	'number-doubled': 'flagDoubled',
	'issued-twice': 'flagTwice',
	'over-credited': 'flagOver'
} as const satisfies Record<FlagReason, string>;
