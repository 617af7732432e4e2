import { messages } from '../../ui/i18n.svelte.ts';

export const verify = messages('lib/proof/verify', {
	title: 'Check what was issued',

	// The code of one document
	code: 'Check a document by its code',
	codeLead:
		'Documents made with Waxbill carry a code that names number, date, amount and account, signed by the sender. It is checked here, on this device. Nothing is sent, and nothing about the document is kept but a fingerprint of the sender’s key, to know him again.',
	codePdf: 'The document as PDF',
	codePdfHint: 'As it came to you. Choose it, or drop it here: its text is compared with its code.',
	codeText: 'Or the text of the code',
	codeTextHint: 'The address that a camera reads from the code.',
	codeCheck: 'Check the code',
	codeScan: 'Or scan the code',
	codeChecking: 'Checking',
	'code-not-a-code': 'This is not the code of a document made with Waxbill. Scan it again, or choose the PDF.',
	'code-newer-version': 'This code was made by a newer version of Waxbill. Check it with that version.',
	'code-malformed': 'The code is damaged or incomplete. Scan it again, or copy the whole address.',
	'code-no-code-in-file': 'No code was found in this file. If one is printed on the page, scan it, or take a picture of it.',
	'code-several-codes':
		'There is more than one code in this file, so it cannot be told which one belongs to the page. Ask the sender for the document again.',
	'code-no-text-in-file':
		'The text of this file cannot be read here: it was saved again by another program. Scan the code on the page, and compare amount and account yourself.',
	codeTampered: 'This page is not what was signed',
	codeTamperedText: 'Do not pay by it. On the page stands something else than in the signed code:',
	'differs-number': 'The number: signed was {value}.',
	'differs-date': 'The date: signed was {value}.',
	'differs-total': 'The amount: signed was {value}.',
	'differs-iban': 'The account (IBAN): signed was {value}.',
	'differs-iban-none': 'The account (IBAN): none was signed.',
	'differs-other-iban': 'Another account stands on the page beside {value}. Only that one is in the signed code.',
	sender_same: 'Same sender as before',
	senderText_same: 'The code is whole, and signed by the sender whose documents were checked on this device before.',
	sender_succeeded: 'Same sender as before, with a new key',
	senderText_succeeded: 'The code is whole. The sender has a new key, and the one you know has signed it.',
	sender_former: 'A key that this sender has replaced',
	senderText_former:
		'The code is whole, and signed under a key that the sender has replaced since. That is right for an older document; for a new one, ask the sender.',
	'sender_first-time': 'Whole, and seen for the first time',
	'senderText_first-time':
		'The code is whole. This device has not seen this sender before, so it cannot tell whether he is who he says: make sure of it another way. From now on he is known here.',
	sender_another: 'Another sender than the one you know',
	senderText_another:
		'The code is whole, but signed by somebody else than the sender of that name and tax number whose documents were checked here before. Do not pay by it before you have asked the sender in another way.',
	sender_broken: 'This code is false',
	'broken-certificate': 'The sender’s certificate in it was not signed by the key it names.',
	'broken-succession': 'The change of the sender’s key in it was not signed by the key before.',
	'broken-document': 'Number, date, amount or account in it were changed after it was signed, or it was signed by another.',
	'broken-dated-after-certificate': 'The document is dated after the end of the certificate of the device that signed it.',
	certificateEnded:
		'The certificate of the device that signed ended on {date}. A document from before may be right; ask the sender about one that comes to you only now.',
	certificateNote:
		'A certificate ends on its date alone, here {date}: who has left the business could sign until then, with any earlier date.',
	compareAlways: 'Compare with the paper before you pay: these two must be the same there.',
	comparePage:
		'Number, date, amount and account in the text of the file are those of the code. Pictures and payment codes on the page are not compared: your bank must show the account above.',
	codeForgets: 'This browser keeps nothing here, so the sender will not be known next time.',
	codeAmount: 'Amount',
	codeIban: 'Account (IBAN)',
	codeNoIban: 'None in the code',
	codeSender: 'Sender',
	codeTaxId: 'Tax number',

	proof: 'Check a proof of issue',
	lead: 'A proof of issue shows what a business issued with Waxbill: which numbers, when, over how much, and by whom. It is checked here, on this device, without any books and without a network. The file goes nowhere.',
	pick: 'Proof of issue',
	pickHint: 'A file that ends in .waxproof. Choose it, or drop it here.',
	checking: 'Checking every signature',
	unexpected: 'It could not be checked here. Reload the page and try again; the file was not changed.',

	// Files that are not read at all
	'file-not-a-proof': 'This is not a proof of issue. Choose the file that ends in .waxproof, as it came from whoever made it.',
	'file-newer-version': 'This proof was made by a newer version of Waxbill. Check it with that version.',
	'file-newer-entry': 'Entry {n} is of a kind that this version does not know. Check the proof with a newer version of Waxbill.',
	'file-truncated': 'The file ends too early: part of it is missing. Ask for it again.',
	'file-malformed': 'The file is damaged: what stands there is no part of a proof. Ask for it again.',
	fileAt: 'Entry {n}.',

	// Verdict
	sound: 'This proof holds',
	soundAll: 'Each signature, the chain of all entries and each number fit together. No number is missing, and none was given twice.',
	soundOne:
		'Its signature and the chain of entries fit together, and whoever issued it was allowed to. The numbers before and after it are not in this file.',
	soundStated: {
		one: 'Of one document the figures are the word of whoever made the file.',
		other: 'Of {count} documents the figures are the word of whoever made the file.'
	},
	unsound: 'This proof does not hold',
	unsoundText: 'Do not rely on it. What is wrong, and where:',
	documents: { one: 'One document', other: '{count} documents' },

	// What is wrong with the file
	'fault-changed': 'The file was changed after it was made: its signature is not that of the device it names.',
	'fault-maker-unknown': 'The device that signed the file does not belong to these books at the end of the log.',
	'fault-other-books': 'The first entry is not that of the books the file names.',
	'fault-chain': 'The entries do not give the hash that the file ends with: some were changed, left out, added or moved.',
	'fault-entry': 'Entry {n} does not belong where it stands: {why}.',
	'fault-entry-counts': 'Entry {n} is said to count for nothing, and does count.',
	'fault-issue-missing': 'Entry {n} names a document, issued before it, that is not in the file.',
	'fault-statement': 'What whoever made the file says in it cannot be read.',
	'fault-gap': { one: 'The number {first} is missing.', other: '{count} numbers are missing, from {first} to {last}.' },

	'fault-documents': { one: '{first}, entry {n}: {why}.', other: '{first} to {last}, entry {n}: {why}.' },
	'fault-unread': 'A document in entry {n}: {why}.',

	// Why an entry counts for nothing
	'void-size': 'it is larger than an entry may be',
	'void-parse': 'its bytes are no entry',
	'void-workspace': 'it is of other books',
	'void-author': 'whoever signed it did not belong to the books at this place',
	'void-signature': 'its signature is not that of the device it names',
	'void-capability': 'whoever signed it was not allowed to write this at this place',
	'void-device-sequence': 'it is not the next entry of its device',
	'void-device-chain': 'it does not follow on the entry of its device before it',
	'void-seen-position': 'it speaks of entries that come later',
	'void-seen-hash': 'its author had seen another log than this one',
	'void-epoch': 'it was made under a key of the books that was no longer theirs',
	'void-membership': 'it breaks the rules of who belongs',

	// Why a document does not stand
	'not-opened': 'its key does not open it',
	'not-shown': 'the file does not show its entry',
	doubled: 'another document has this number',
	refused: 'the books did not take it, says whoever made the file',
	'not-holder': 'the device that signed it did not number this series at this place',
	'number-used': 'the number was given before',
	'number-skipped': 'a number before it is missing',
	'chain-broken': 'it names another document before it than the one that is there',
	unreadable: 'the number does not follow from its series',

	// About the file
	about: 'About this file',
	maker: 'Made by',
	made: 'Made on',
	madeClock: '{when}, by the clock of that device',
	books: 'Books',
	log: 'Log',
	entries: { one: 'One entry', other: '{count} entries' },
	unseen: { one: '{count} of them only as a hash', other: '{count} of them only as hashes' },
	words: 'Words',
	wordsHint:
		'They stand for this log up to its last entry. As long as nothing is added, whoever keeps the books sees the same ones in the settings under “Check the books”; an earlier proof is compared below.',
	unseenHint:
		'Entries that are only a hash hold other work, unread. That none of them changes who may issue is the word of whoever made the file; a proof that takes the sealed entries along shows it.',
	members: 'Who belongs',
	memberGone: 'no longer belongs',
	devices: { one: 'one device', other: '{count} devices' },
	noName: 'Member {id}',
	namesHint: 'Names are what whoever made the file calls them.',
	device: 'device {id}',
	role_r: 'viewer',
	role_w: 'editor',
	role_a: 'admin',
	role_o: 'owner',
	nobody: 'Nobody who belonged then',

	// Series
	series: 'Numbers',
	range: '{first} to {last}',
	count: { one: 'one number', other: '{count} numbers' },
	complete: 'None missing',
	missing: { one: 'One missing', other: '{count} missing' },
	lost: '{range}: declared as given by a device that is gone; those documents are not in the books.',
	doubledRange: '{range}: on two documents.',
	refusedRange: '{range}: given, and not taken by the books.',

	// Documents
	list: 'Documents',
	number: 'Number',
	noNumber: 'Not readable',
	date: 'Date',
	total: 'Total',
	client: 'Client',
	issuer: 'Issued by',
	place: 'Entry',
	verdict: 'Verdict',
	opened: 'Proved',
	stated: 'Stated',
	bad: 'Refused',
	doubtful: 'Not proved',
	openedHint: 'Proved: read from the signed entry itself.',
	statedHint:
		'Stated: the signed entry stands at this place, and stays sealed; what is in it is the word of whoever made the file, who can be held to it by the document’s hash.',
	creditNote: 'Credit note',

	// Holding other files against it
	hold: 'Hold a document against it',
	holdText: 'A PDF from Waxbill, or documents as JSON: whether it is, to the last character, what was issued.',
	holdPick: 'PDF or JSON',
	holdSame: '{number} is exactly what was issued.',
	holdSameMany: { one: 'One document in it is exactly what was issued.', other: '{count} documents in it are exactly what was issued.' },
	holdDiffers: 'Under {numbers} something else was issued than what stands in this file.',
	holdAbsent: '{numbers}: not in this proof.',
	holdNone: 'No issued document was found in this file.',
	holdPdfSame: 'This is the page of {number}, byte for byte.',
	holdPdfNone:
		'This is not, byte for byte, the page of a document that this proof opens. It may have been made by another version of Waxbill, saved again by another program, or changed. Compare its figures with those above.',
	holdPdfStated:
		'This proof only states figures, so no page can be made from it. Compare number, date and total with those above, or ask for a proof with whole documents.',
	holding: 'Comparing',

	earlier: 'Compare with an earlier proof',
	earlierText: 'One you were given before, of the same books: whether everything in it still stands, unchanged, and in the same log.',
	earlierPick: 'Earlier proof',
	'earlier-continues': 'This proof goes on where the earlier one ended. Everything in the earlier one stands unchanged.',
	'earlier-other-books': 'The earlier proof is of other books.',
	'earlier-unsound': 'One of the two proofs does not hold by itself, so they say nothing about each other.',
	'earlier-longer': 'That proof is the later one of the two: open it first, then compare this one with it.',
	'earlier-file': 'That file is no proof that can be read here.',
	'earlier-past': 'These are two different pasts of the same books: what was shown to you earlier is not what this proof goes on from.',
	'earlier-changed': 'The earlier proof says something else of {numbers}.'
});
