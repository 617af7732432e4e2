import { messages } from '../../ui/i18n.svelte.ts';

/** Why a file cannot be read, and what to do. Keys are `problem_` and a `FileProblem`. */
export const problems = messages('lib/bank/problems', {
	problemTitle: 'This file cannot be read',
	problemAt: 'Line {at} of the file.',
	problemNothing: 'Nothing was changed.',
	problem_empty: 'It is empty. Download it again.',
	'problem_too-large': 'It is larger than 128 MB. Ask your bank for a shorter period.',
	'problem_too-many-lines': 'It has more than 200,000 lines. Ask your bank for a shorter period.',
	problem_spreadsheet:
		'It is a workbook of a spreadsheet program. Open it there and save it as CSV, or ask your bank for camt.053, OFX, MT940 or CSV.',
	problem_pdf: 'It is a PDF, which is made for reading and not for computing. Ask your bank for camt.053, OFX, MT940 or CSV.',
	problem_archive: 'It is a packed file. Unpack it and choose the statement inside.',
	'problem_not-text': 'It is no text. Ask your bank for camt.053, OFX, MT940 or CSV.',
	'problem_wrong-encoding': 'Its letters cannot be read in this encoding. Choose another one.',
	'problem_unknown-format': 'It is none of the formats Waxbill knows: camt.053, OFX, MT940 and CSV.',
	problem_broken: 'It is cut off or damaged. Download it again.',
	problem_doctype: 'It declares a document type, which no statement needs and which can do harm. Ask your bank for a plain file.',
	'problem_not-final': 'It is an interim report, whose lines may still change. Ask your bank for the statement itself: camt.053 or MT940.',
	'problem_no-statement': 'There is no statement of a bank account in it.',
	'problem_no-currency': 'It does not say in which currency the account is, or in one that is not used any more.',
	'problem_no-layout': 'Say what its columns mean first.',
	problem_unexpected: 'Something went wrong while it was read. Try again, and with another format if it stays so.'
});
