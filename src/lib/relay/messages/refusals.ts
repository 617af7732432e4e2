/** Why a change took no effect, and what can be done. Keys are `RefusalReason`s; `other` for one this version does not know. */
export const refusals = {
	'already-issued': 'It was issued before this change arrived. An issued document never changes: correct it with a credit note.',
	'number-used': 'Its number was already given. Copy it into a new draft and issue that.',
	'number-skipped': 'Its number would have left a gap. Copy it into a new draft and issue that.',
	'chain-broken': 'It does not follow on the document issued before it. Copy it into a new draft and issue that.',
	'not-issued': 'It is about a document that was not issued.',
	'not-holder': 'It was numbered by a device that did not hold the series. Copy it into a new draft and issue that.',
	'number-doubled': 'Its number is on another document too. If it went out, correct it with a credit note; else copy it into a new draft.',
	'issued-twice': 'It was issued on another device before. The first one stands; if this one went out, correct it with a credit note.',
	'over-credited': 'Two credit notes together took more than the document has. Look at both, and correct the second.',
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
	'id-taken': 'Something else was recorded under its mark, by another device. Record it again.',
	'nothing-to-reverse': 'What it takes back was already taken back.',
	other: 'The rules of the books do not allow it.'
};

/** Record types as a person calls them; `other` for what this version does not know. */
export const types = {
	draft: 'Draft',
	issued: 'Document',
	fact: 'Entry on a document',
	party: 'Client',
	item: 'Item',
	series: 'Number series',
	business: 'Business settings',
	payment: 'Payment',
	file: 'File',
	device: 'Device name',
	other: 'Record'
};
