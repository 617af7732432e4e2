import { messages } from '../../ui/i18n.svelte.ts';

export const takeover = messages('lib/documents/takeover', {
	title: 'Another device gives these numbers',
	titleNamed: '{device} gives these numbers',
	text: 'Only one device at a time gives the numbers of a series, so that no number can be given twice. If you still have that device, issue there. If it is gone, take the series over.',
	textOut:
		'Only one device at a time gives the numbers of a series, so that no number can be given twice. That device was put out of these books: take the series over.',
	textShared: 'Only one device at a time gives the numbers of a series, so that no number can be given twice, with or without a network.',
	known: 'The last number these books know is {last}.',
	knownNone: 'These books know no number of it yet.',
	ways: 'What you can do',
	use: 'Use a series that this device numbers',
	useHint: '{name}: the next number is {number}.',
	useNow: 'Use it',
	own: 'Use a series of this device’s own',
	ownHint:
		'Its numbers carry an extra letter, so they meet no others. This device can then always issue, without a network too; only making it needs the relay, once.',
	ownMake: 'Make one',
	ownMade: 'This device has a series of its own now.',
	ask: 'Ask for these numbers',
	askHint:
		'The other device shows a notice, and one click there hands the series over. Both need the relay for that, not at the same time.',
	askNow: 'Ask',
	asked: 'You have asked. As soon as it is handed over this device says so, and you can issue here; until then this stays a draft.',
	declined: 'The other device keeps the series for now. Use one of this device’s own, or ask again.',
	askAgain: 'Ask again',
	keep: 'Or leave it as a draft: nothing is lost, and it can be issued on either device.',
	gone: 'The other device is lost or broken',
	adminsOnly:
		'To go on without the device that gives these numbers, an admin or owner of these books takes the series over on a device of theirs, and hands it to you. Until then this stays a draft, or use a series of this device’s own.',
	segment: 'Begin new numbers: {number}',
	segmentHint: 'Safe in any case. Whatever the other device still issues keeps its number, and the two can never meet.',
	declared: 'Go on where the old numbers ended',
	declaredHint:
		'Only if that device is destroyed or wiped. You declare that it sent nothing after the number below; the declaration is signed and printed in the number report.',
	last: 'Last number that device sent',
	lastHint: 'Look at the newest invoice you or a client has. Only the counter: 42 of F2026-0042.',
	lastTooLow: 'These books hold number {last} already.',
	lastTooHigh: 'That is far beyond the last number known. Check the figure.',
	take: 'Take the series over',
	taken: 'This device gives these numbers now.',

	freeTitle: 'No device gives these numbers now',
	freeText:
		'To begin with them, this device must reach the relay once, so that no other device begins at the same moment. After that it issues without a network, too.',
	retry: 'Connect, and try again',
	retryHint: 'The draft is kept as it is meanwhile.',
	retryNow: 'Try again',
	holderHere: 'This device gives these numbers, with or without a network.',
	holderNone: 'No device gives these numbers now: the first one that issues does, once it reaches the relay.',
	holderOther: '{device} gives these numbers.',
	holderUnnamed: 'Another device gives these numbers.',
	options: 'Number on this device …',
	give: 'Let another device give them',
	given: 'Any device of these books can give these numbers now: the first one that issues does.',
	takeFree: 'Give them on this device'
});
