import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/spain', {
	title: 'Spain: billing records',
	text: 'A record of each invoice in the form of the Spanish tax agency, each with the hash of the one before, and the code “QR tributario” on its page.',
	open: 'Billing records',

	notSpain: 'Billing records are for businesses in Spain. The country of your business is another one.',
	switchTitle: 'For invoices issued from now on',
	switchLabel: 'Make billing records',
	switchHint:
		'Invoices and credit notes get a record and its code, and one that no record can be made of is not issued. What was issued before keeps its page.',
	switchedOn: 'Invoices issued from now on have a billing record.',
	switchedOff: 'Invoices issued from now on have no billing record.',

	limitsTitle: 'What this is not yet',
	limitsText:
		'It prepares records for your gestor or another system to check and take over. By itself it is not a billing system as RD 1007/2023 asks for:',
	limit_sent: 'Nothing is sent. Sending each record by itself, at once, takes a server that holds your certificate, and this app has none.',
	limit_signed:
		'Records are signed when you export them with your certificate, not when they are made. Where they are not sent, each must bear an electronic signature made with a qualified certificate (Orden HAC/1177/2024, art. 14); whether yours still is one, nobody is asked.',
	limit_events:
		'The log of events (art. 9) is written only while these books are open: the summary that is due every six hours waits while the app is closed, and what happens to the device outside of the app is in no event.',
	limit_declared:
		'It comes without a declaración responsable (RD 1007/2023, art. 13). The records name your business as the one who answers for the system.',
	limit_kinds:
		'A credit note becomes R1, or R5 where the client has no tax number, always by differences. For unpaid claims and insolvency (R2, R3), other corrections (R4), invoices in place of simplified ones (F3), records that mend others (subsanación) and special regimes ask your gestor. An invoice that was issued by mistake is annulled on its page.',
	limit_dates:
		'A complying system is due before 1 January 2027 for companies that pay corporation tax, and before 1 July 2027 for all others. Whoever keeps books through the SII, or belongs to the tax offices of the Basque Country or Navarre, is outside.',
	limitsSource: 'RD 1007/2023 and Orden HAC/1177/2024 as consolidated in the BOE, read in November 2026. No legal advice.',

	chainsTitle: 'Records',
	chainsText: 'Each device has a chain of its own, which follows from the sealed log of your books.',
	reading: 'Reading the log and computing each hash …',
	stop: 'Stop',
	stopped: 'Stopped before the end.',
	again: 'Read again',
	none: 'No records yet',
	noneText: 'The first invoice you issue with billing records switched on begins the chain of this device.',
	thisDevice: 'this device',
	unnamed: 'Device {id}',
	count: { one: '{count} record', other: '{count} records' },
	from: 'First',
	to: 'Last',
	huella: 'Hash of the last record',
	intact: 'Every hash and every link was recomputed and fits.',
	waiting: {
		one: '{count} record is not in the shared log yet. It keeps its place in the chain.',
		other: '{count} records are not in the shared log yet. They keep their places in the chain.'
	},
	brokenTitle: 'The chain does not hold',
	refusedTitle: 'Recorded, but not in your books',
	refused:
		'Your books did not take {numbers}: another device was before this one. The record stands in the chain; have it annulled by your gestor.',
	keptTitle: 'Annulled in a record, and still in your books',
	kept: 'Something had come on {numbers} before the annulment, perhaps from another device. The record stands in the chain; credit the invoice, and have your gestor look at both.',
	brought: {
		one: '{count} invoice with a code was brought here from other books. Its record is in the chain of those, and is not made again.',
		other:
			'{count} invoices with a code were brought here from other books. Their records are in the chains of those, and are not made again.'
	},
	sealed: {
		one: '{count} entry of the log does not open on this device. If it holds invoices, they are missing here.',
		other: '{count} entries of the log do not open on this device. If they hold invoices, those are missing here.'
	},

	exportTitle: 'Save as XML',
	exportText:
		'As the tax agency’s schema has them, up to a thousand in a file, or each signed in a file of its own. The files are readable by whoever has them.',
	exportDevice: 'Chain',
	exportFrom: 'Made from',
	exportTo: 'to',
	exportRun: 'Save XML',
	exportEmpty: 'No record was made on these days in this chain. Choose other days.',
	exportOrder: 'The first day is after the last one.',
	exported: { one: '{count} record was saved.', other: '{count} records were saved, in {files}.' },
	files: { one: '{count} file', other: '{count} files' },

	exportWhat: 'What to save',
	exportRecords: 'Billing records',
	exportEvents: 'Events',
	signEvents: 'A ZIP file with one XML file for each event. The tax agency’s schema has them with their signature alone.',
	exportedEvents: { one: '{count} event was signed and saved.', other: '{count} events were signed and saved.' },
	notNoted: 'That it was saved could not be noted as an event: nothing can be written into these books now.',
	signLabel: 'Sign each record with my certificate',
	signHint: 'A ZIP file with one XML file for each record, in the order of the chain, each with an enveloped XAdES signature.',
	signRun: 'Sign and save',
	signing: { one: '{count} record is signed …', other: '{count} records are signed …' },
	exportedSigned: { one: '{count} record was signed and saved.', other: '{count} records were signed and saved.' },
	exportStopped: 'Stopped. Nothing was saved.',

	certificateText:
		'The file with your certificate and its key (.p12 or .pfx), as FNMT, your browser or your system saves it. It is opened on this device, used for this one export, and not kept.',
	certificateChoose: 'Choose the certificate',
	certificateOther: 'Choose another one',
	certificatePassword: 'Password of the file',
	certificateOpen: 'Open',
	signerTitle: 'The certificate is open',
	signerText: '{name}, valid until {day}. It is closed after the export, and when you leave this page.',
	signerForget: 'Close it',
	signerOther:
		'The certificate is of {found}, and the records are of {nif}. It can sign them where the law lets its owner sign for your business; else choose the right one.',
	signerNoNif: 'The certificate names no NIF, and the records are of {nif}. Make sure that it is the right one.',
	signerPlain:
		'The certificate does not say that it is a qualified one, which the order asks for (art. 14). Qualified ones come from providers on the EU’s list, such as FNMT.',
	'key_no-key-file':
		'This is no file with a certificate and its key. Choose one that ends in .p12 or .pfx; a .cer, .crt or .pem has no key in it, or not in this form.',
	key_password: 'The password does not open this file. It is the one that was set when the file was saved.',
	key_unsupported:
		'The file is damaged, or protected in a way that is not known here. Save the certificate again from the browser or system that has it, with a password.',
	'key_no-key': 'There is no private key in this file. Save the certificate again, together with its private key.',
	'key_no-certificate': 'No certificate in this file belongs to its key. Save both again, from where the certificate is installed.',
	'key_key-kind': 'The key is neither RSA nor on the curves P-256, P-384 and P-521, and nothing can be signed with it here.',
	key_expired: 'The certificate has expired: it was valid until {day}. Choose the one that came after it, or have it renewed.',
	'key_not-yet-valid': 'The certificate is not valid before {day}. If that day is past, set the clock of this device.',
	key_unexpected: 'The certificate could not be opened. Try again, and save it anew if it fails again.',

	checkTitle: 'Check a file',
	checkText:
		'A file of records or events, or a ZIP of signed ones: each hash in it is recomputed, each link followed, and all is compared with your books. Signatures are not looked at. Nothing of the file is kept.',
	checkChoose: 'Choose an XML or ZIP file',
	checking: 'Checking …',
	checkFine: { one: '{count} record, and it fits.', other: '{count} records, and all fit.' },
	checkFineEvents: { one: '{count} event, and it fits.', other: '{count} events, and all fit.' },
	checkNone: 'There are no billing records and no events in this file. Choose one that was saved here, or one of another system.',
	checkBad: 'This is no file of billing records, or it was cut short. Save it again, and do not open it in an editor before.',
	checkFaults: { one: '{count} thing does not fit', other: '{count} things do not fit' },
	fault_hash: 'Record {place}, {number}: it was changed after its hash was made.',
	fault_link: 'Record {place}, {number}: it does not follow the record before it. One is missing, or they are in another order.',
	fault_first:
		'Record {place}, {number}: it says that it is the first of its chain, and is not. Check the files of each device by themselves.',
	fault_time: 'Record {place}, {number}: it was made before the record it follows. The clock of the device was set back.',
	fault_differs: 'Record {place}, {number}: your books have another record of it.',
	fault_unknown: 'Record {place}, {number}: your books have no record of it.',
	faultsMore: { one: 'and {count} more', other: 'and {count} more' },

	eventsTitle: 'Events',
	eventsText:
		'The log of events that a system keeps which does not send its records: each device has a chain of its own, made when records are switched on or off, checked, saved, restored, and summed up every six hours while these books are open.',
	eventsOf: 'Events of {device}',
	eventsNone: 'No events yet. The first one is that billing records are switched on.',
	eventsIntact: 'Every hash and every link of the events was recomputed and fits.',
	eventCount: { one: '{count} event', other: '{count} events' },
	eventLast: 'Last: {what}, {moment}',
	eventCode: 'event of kind {code}',
	event_01: 'records switched on',
	event_02: 'records switched off',
	event_03: 'records checked',
	event_04: 'something in the records that does not fit',
	event_05: 'events checked',
	event_06: 'something in the events that does not fit',
	event_07: 'backup restored',
	event_08: 'records saved as files',
	event_09: 'events saved as files',
	event_10: 'summary',
	examine: 'Check this device now',
	examined: 'All of this device’s records and events fit. The check is noted as an event.',

	activityOpen: 'Open activity'
});
