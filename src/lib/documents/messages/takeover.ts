export const takeover = {
	title: 'Another device gives these numbers',
	titleNamed: '{device} gives these numbers',
	text: 'Only one device at a time numbers a series, so that two can never give the same number. If you still have that device, issue there. If it is gone, take the series over.',
	textShared: 'Only one device at a time numbers a series, so that two can never give the same number, with or without a network.',
	known: 'The last number these books know is {last}.',
	knownNone: 'These books know no number of it yet.',
	ways: 'What you can do',
	use: 'Use a series that this device numbers',
	useHint: '{name}: the next number is {number}.',
	useNow: 'Use it',
	own: 'Use a series of this device’s own',
	ownHint:
		'Its numbers carry a code, so they meet no others; then this device can always issue, also offline. Making it needs the relay once.',
	ownMake: 'Make one',
	ownMade: 'This device has a series of its own now.',
	ask: 'Ask for it to be handed over',
	askHint:
		'The other device shows a notice with one click to hand over. It works when both are online, or as soon as they next meet the relay.',
	askNow: 'Ask',
	asked: 'You have asked. As soon as it is handed over you can issue here; meanwhile this stays a draft.',
	keep: 'Or keep it as a draft: nothing is lost, and it can be issued on either device.',
	gone: 'The other device is lost or broken',
	segment: 'Begin a new run: {number}',
	segmentHint: 'Safe in any case: whatever the other device still issues, the numbers cannot meet.',
	declared: 'Go on in the same run',
	declaredHint:
		'Only if that device is destroyed or wiped. You declare that it sent nothing after the number below; the declaration is signed and printed in the number report.',
	last: 'Last number that device sent',
	lastHint: 'Look at the newest invoice you or a client has. Only the counter: 42 of F2026-0042.',
	lastTooLow: 'These books hold number {last} already.',
	take: 'Take the series over',
	taken: 'The series is numbered on this device now.'
};
