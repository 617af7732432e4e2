import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/proof', {
	title: 'Proof of issue',
	text: 'A file for an auditor, a tax office or a buyer of the business: what was issued, by whom, and that no number is missing. Whoever gets it checks it without these books.',
	make: 'Make a proof …',
	makeOne: 'Proof of issue …',
	checkPage: 'The page that checks it',
	dialogAll: 'Proof of all documents',
	dialogOne: 'Proof of this document',
	dialogText: 'Decide what the file shows to whom it is given. It is not encrypted.',
	show: 'Of each document',
	figures: 'Number, date and total',
	figuresHint:
		'And currency, series and a hash. Clients, lines and notes stay sealed. That these figures are what is in the sealed entry is this device’s signed word; a whole document shown later can be held against its hash.',
	whole: 'The whole document',
	wholeHint:
		'Everything that is on it, client, lines and private notes too, proved by the entry that was signed when it was issued. Nothing else of the books opens.',
	names: 'Names of members',
	namesHint: 'Without them members and devices have only the first digits of their random ids.',
	sealed: 'Take all other entries along, sealed',
	sealedHint:
		'Then the file shows by itself that nothing in between changes who may issue. It grows to the size of the books, and holds, unreadable, all that is in them.',
	shows:
		'In any case the file shows how many entries the books have, how many members and devices, by random ids, with which role and since which entry, and how many numbers each series gave.',
	cancel: 'Cancel',
	submit: 'Make the file',
	making: 'Reading the log',
	done: { one: 'The file holds one document.', other: 'The file holds {count} documents.' },
	onlyStated: {
		one: 'One of them was saved together with other records, so only its figures are in it.',
		other: '{count} of them were saved together with other records, so only their figures are in it.'
	},
	waiting: {
		one: 'One document is not in it: it waits for the relay.',
		other: '{count} documents are not in it: they wait for the relay.'
	},
	'not-a-member': 'This device does not belong to the books any more, so its signature on a proof would count for nothing.',
	nothing: 'Nothing was issued yet, so there is nothing to prove.',
	waitingOnly: 'What was issued here still waits for the relay, and is in no log yet. Try again when it was sent.',
	close: 'Done'
});
