import { messages } from '../../ui/i18n.svelte.ts';

export const notices = messages('lib/documents/notices', {
	title: 'Numbers that need a look',
	asked: '{device} would like to issue from “{series}”.',
	askedText:
		'One device at a time gives the numbers of a series, and now it is this one. Hand it over and this device issues from it no more until it is given back. What was issued stays as it is.',
	handOver: 'Hand over',
	handedOver: 'Handed over. {device} can issue now.',
	handOverOffline: 'The relay cannot be reached. Hand it over when this device is connected again.',
	keep: 'Keep it here',
	kept: 'This device goes on giving these numbers; the other one is told.',
	free: '“{series}” was handed over to you.',
	freeText: 'This device can give its numbers as soon as it reaches the relay.',
	freeTake: 'Give them here',
	yours: 'This device gives the numbers of “{series}” now.',
	leave: 'Not any more',
	taken: '{device} gives the numbers of “{series}” now.',
	takenText:
		'It took the series over and began new numbers. What this device issued keeps its number. To issue here, use a series of this device’s own or ask for this one.',
	takenDeclared:
		'It took the series over because this device was thought to be destroyed. What this device issued keeps its number; where both gave the same one, a notice says so. To issue here, use a series of this device’s own or ask for this one.',
	takenOptions: 'See the series',
	understood: 'Understood',
	doubled: 'Number {number} is on two documents',
	doubledText:
		'Another device issued it too, and its document came first. The number stays on both papers. If this one went out, cancel it with a credit note and issue it again; the new one gets a number of its own.',
	doubledFirstText:
		'This document came first and keeps the number. Another device gave it once more, to the other document: if that one went out, cancel it with a credit note and issue it again.',
	twice: '{number}: the same draft was issued on two devices',
	twiceText: 'Both papers have a number and both count. Keep one, and cancel the other with a credit note.',
	over: 'Credit note {number} takes back more than was left of its invoice',
	overText:
		'Another device had credited the same invoice. What is too much is the client’s credit now. If that is not meant, bill it again with a new invoice.',
	unapproved: '{number} was issued without approval',
	unapprovedText:
		'These books ask for one, and the device that issued it did not have it. The number stands and the document is in the books, because it may be with the client. An admin or owner other than who issued it looks at it: approve it now, or cancel it with a credit note.',
	approveNow: 'Approve it now',
	converted: '{number} takes more than was left of the document it was made from',
	convertedText:
		'Another device had made an invoice or a delivery note of the same lines, and that one came first. Both papers have a number and both count. If the lines were billed twice, cancel one with a credit note.',
	closed: '{number} was made from a document that was declined or withdrawn before',
	closedText: 'Another device had said so first. The number stands. If it should not have gone out, cancel it with a credit note.',
	billedTwice: '{number} bills time that another invoice bills too',
	billedTwiceText:
		'Another device had issued the other one first. Both papers have a number and both count. Cancel one with a credit note; the time stays with the other.',
	refused: 'Number {number} could not be taken into the books',
	refusedText:
		'That device did not have the right to number the series then. Nothing is lost: it is a draft again. Issue it once more and it gets a number that holds; if the paper with {number} went out, send the new one in its place.',
	refusedBy: 'It was issued on {device}.',
	refusedGone: 'The draft is gone. What was made can still be read here.',
	flagDoubled: 'Its number is on another document too.',
	flagDoubledFirst: 'Another device gave its number once more.',
	flagTwice: 'Its draft was issued on another device too.',
	flagOver: 'It takes back more than was left of its invoice.',
	flagConverted: 'It takes more than was left of the document it was made from.',
	flagClosed: 'The document it was made from was declined or withdrawn.',
	flagBilledTwice: 'It bills time that another invoice bills too.',
	flagUnapproved: 'It was issued without approval.',
	heldTitle: 'Provisional: do not send it yet',
	heldText:
		'This series hands out its pages only once the relay has the number, and the relay does not have it yet. Until then there is no PDF. It happens by itself as soon as this device reaches the relay: connect, and wait for this notice to go.',
	heldConnection: 'See the connection',
	heldStamp: 'Provisional',
	heldDownload: 'There is a PDF as soon as the relay has the number.',
	waitingTitle: 'Not on the relay yet',
	waitingText: 'The number is final all the same, because this device alone gives the numbers of this series. The page can go out.',
	open: 'Open the document',
	openOther: 'Open the other one',
	openDraft: 'Open the draft',
	read: 'Read what was made',
	settle: 'That is settled',
	settled: 'Settled.',
	settledReason: 'Settled by hand',
	more: { one: '{count} more', other: '{count} more' }
});
