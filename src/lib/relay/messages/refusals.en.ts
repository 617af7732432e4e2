import { messages } from '../../ui/i18n.svelte.ts';

/** Why a change took no effect, and what can be done. Keys are `RefusalReason`s; `other` for one this version does not know. */
export const refusals = messages('lib/relay/refusals', {
	'already-issued': 'It was issued before this change arrived. An issued document never changes: correct it with a credit note.',
	'number-used': 'Its number was already given. Copy it into a new draft and issue that.',
	'number-skipped': 'Its number would have left a gap. Copy it into a new draft and issue that.',
	'chain-broken': 'It does not follow on the document issued before it. Copy it into a new draft and issue that.',
	'not-issued': 'It is about a document that was not issued.',
	'not-holder': 'It was numbered by a device that did not hold the series. Copy it into a new draft and issue that.',
	'number-doubled': 'Its number is on another document too. If it went out, correct it with a credit note; else copy it into a new draft.',
	'issued-twice': 'It was issued on another device before. The first one stands; if this one went out, correct it with a credit note.',
	'over-credited': 'Two credit notes together took more than the document has. Look at both, and correct the second.',
	'over-converted': 'It takes more than was left of the document it was made from: another device was first. Look at both, and credit one.',
	'source-closed': 'The document it was made from was declined or withdrawn before. Look at both, and credit it where it should not be.',
	'wrong-state': 'The document stood otherwise when this arrived: it was answered, withdrawn or used by another device before.',
	'not-approved':
		'It was issued without the approval these books ask for. An admin looks at it and approves it now, or a credit note cancels it.',
	'not-submitted': 'The draft was changed, or sent back, before this arrived. Look at it as it is now and say it again.',
	'not-entitled':
		'Who wrote it was not allowed to: names, comments and time of others, and approvals, are for admins and owners; where there are several, an approval is for one who did not ask for it.',
	unsafe: 'What came is damaged, or made to do harm. It was not applied.',
	'too-large': 'The record would grow beyond what one may hold. It was not applied: split it in two.',
	'unknown-type': 'This version of Waxbill does not know this kind of record. Reload the page for the newest version.',
	unreadable: 'What was written cannot be understood.',
	'newer-schema': 'It was written by a newer version of Waxbill. Reload the page to get it.',
	erased: 'The record was erased for good before this change arrived.',
	kept: 'It has to be kept by law and was not erased.',
	'not-in-bin': 'It was put back before it could be erased.',
	misplaced: 'An erasure was hidden among other changes.',
	'no-source': 'The payment or document it draws on is not there.',
	'source-reversed': 'The payment was taken back before.',
	'other-currency': 'The two sides are in different currencies.',
	'other-client': 'The two sides belong to different clients.',
	'more-than-left':
		'More was given away than was left of it: another device had used it before. Look at the payment and share it out again.',
	'more-than-open': 'The document was already paid by another device. The money is the client’s credit: put it against something else.',
	'not-positive': 'The amount is not above zero.',
	'line-booked': 'The line of the bank’s statement was booked by another device before. The first booking stands; look at the line.',
	'id-taken': 'Something else was recorded under its mark, by another device. Record it again.',
	'nothing-to-reverse': 'What it takes back was already taken back.',
	'billed-twice': 'The cost or the time stands on another invoice too. If this one went out, correct it with a credit note.',
	'cost-cancelled': 'The cost was cancelled before, by another device. If this invoice went out, correct it with a credit note.',
	'in-use': 'Something was paid on it, or it was billed, by another device. Take that back first.',
	'already-merged': 'One of the two had gone into another before. Look at both.',
	other: 'The rules of the books do not allow it.'
});
