export const takeover = {
	title: 'Another device gives these numbers',
	text: 'Only one device at a time numbers a series, so that two can never give the same number. If you still have that device, issue there. If it is gone, take the series over.',
	known: 'The last number these books know is {last}.',
	knownNone: 'These books know no number of it yet.',
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
