import { messages } from '../../../ui/i18n.svelte.ts';

export const en = messages('lib/exchange/foreign', {
	file: 'Exported file',
	fileHint: 'Read on this device alone; nothing of it is sent anywhere.',
	whichTitle: 'Which files are read',
	'which-invoice-ninja':
		'Invoice Ninja 5: the ZIP file of Settings › Account Management › Import | Export, or its reports of clients, vendors, products, tasks and expenses as CSV (headings in English, French, German or Spanish).',
	'which-invoice-shelf':
		'InvoiceShelf and Crater: they export no data; take the backup of Settings › Backup, a ZIP file with the database in it.',
	'which-kimai':
		'Kimai: an export of timesheets as CSV or Excel (headings in English, French, German or Spanish), or as JSON from its API.',
	'which-solidtime': 'solidtime: the ZIP file of Settings › Export.',
	'which-toggl': 'Toggl Track: the detailed report as CSV. The summary has no days in it.',
	'which-clockify': 'Clockify: the detailed report, or the projects, as CSV.',
	'which-harvest': 'Harvest: time, clients, projects, expenses or invoices as CSV.',
	reading: 'Reading and trying it, without writing anything',
	importing: 'Taking it in',
	undoing: 'Taking it back',
	stop: 'Stop',
	stopped: 'Stopped. Nothing was kept.',
	failed: 'Nothing was imported',
	inside: 'An export of {program}. Nothing is written yet',
	done: 'Imported from {program}',
	nothing: 'There is nothing new in it to import.',
	run: 'Import',
	dates: 'Dates written like',
	decimal: 'Amounts written like',
	asFound: 'As the file shows',
	assumedDates: 'The dates in the file can be read in two ways; they are read as {example}. Choose another way if that is wrong.',
	assumedDecimal: 'The numbers in the file can be read in two ways; they are read as {example}. Choose another way if that is wrong.',
	duplicates: 'Time and expenses that are here already',
	duplicatesSkip: 'Leave them out',
	duplicatesAdd: 'Add them once more',
	what: 'What',
	found: 'In the file',
	made: 'New',
	here: 'Here already',
	refused: 'Cannot be taken',
	'type-party': 'Clients and suppliers',
	'type-item': 'Items',
	'type-project': 'Projects',
	'type-task': 'Tasks',
	'type-time-entry': 'Time',
	'type-invoice': 'Invoices that are still owed, as issued elsewhere',
	'type-expense': 'Expenses, as drafts',
	people: {
		one: 'Time of {names} becomes yours; the name stays on it, since nobody in these books is called so.',
		other: 'Time of {count} people becomes yours; their names stay on it, since nobody in these books is called so: {names}.'
	},
	invoiced: {
		one: '{count} entry was invoiced there: it comes in as not billable, with the tag “invoiced”, so that it is not billed again.',
		other: '{count} entries were invoiced there: they come in as not billable, with the tag “invoiced”, so that they are not billed again.'
	},
	leftTitle: 'What is not taken, and why',
	'left-invoice': {
		one: '{count} invoice: nothing is owed on it, or it was a draft. Keep its PDF with your papers.',
		other: '{count} invoices: nothing is owed on them, or they were drafts. Keep their PDFs with your papers.'
	},
	'left-credit': { one: '{count} credit note, for the same reason.', other: '{count} credit notes, for the same reason.' },
	'left-quote': { one: '{count} estimate.', other: '{count} estimates.' },
	'left-payment': {
		one: '{count} payment: it belongs to an invoice that is not here.',
		other: '{count} payments: they belong to invoices that are not here.'
	},
	'left-recurring': {
		one: '{count} recurring invoice or expense: set it up here, so that nothing is sent from both.',
		other: '{count} recurring invoices or expenses: set them up here, so that nothing is sent from both.'
	},
	'left-purchase-order': { one: '{count} purchase order.', other: '{count} purchase orders.' },
	'left-bank-line': {
		one: '{count} line of a bank: read the statement of the bank itself.',
		other: '{count} lines of a bank: read the statements of the bank itself.'
	},
	'left-file': { one: '{count} attached file.', other: '{count} attached files.' },
	'left-running': {
		one: '{count} timer that was running when it was exported.',
		other: '{count} timers that were running when it was exported.'
	},
	'left-deleted': { one: '{count} record that was deleted there.', other: '{count} records that were deleted there.' },
	'left-fixed-price': {
		one: '{count} price for a whole entry: the time comes in as not billable.',
		other: '{count} prices for whole entries: their time comes in as not billable.'
	},
	'left-row': { one: '{count} task without any time.', other: '{count} tasks without any time.' },
	owedTitle: { one: '{count} invoice is not paid in full', other: '{count} invoices are not paid in full' },
	owedText:
		'They come in as issued there, under the numbers they have, with what is open: in balances, statements, reminders and the forecast. Only their totals are taken: they are brought forward, count as no sale here, and reports of taxes name them apart. What was paid on them before stays with the other program.',
	owedOpen: '{open} of {total} open',
	owedLine: 'Invoice {number}, as issued with {program}',
	sameNumbers: {
		one: '{count} of them has a number that an invoice of these books has, too: {numbers}. Both keep it.',
		other: '{count} of them have numbers that invoices of these books have, too: {numbers}. Both keep them.'
	},
	faultsTitle: 'What cannot be taken',
	place: 'Line {line}',
	placeIn: '{table}, line {line}',
	more: 'And {count} more.',
	undo: 'Take the import back',
	undoHint: 'As one step, until you lock or close these books. What it made goes into the bin.',
	undone: 'The import was taken back',
	undoneText: '{removed} in the bin, {restored} as before, {kept} left alone because they were changed or used since.',
	atLine: 'Line {line}.',
	atTable: 'Table {table}.',

	empty: 'The file is empty.',
	'unknown-format': 'It is no export that can be read here. Look below which files are, or read it as a table (CSV).',
	'summary-only': 'This report has sums without days. Export the detailed report as CSV.',
	'html-only': 'It is a web page. Export as CSV or JSON.',
	spreadsheet: 'It is a spreadsheet that cannot be read. Export as CSV, or save it as CSV.',
	'not-json': 'It is no valid JSON: it was cut off or changed. Export again.',
	'not-sql': 'The dump of the database cannot be read here: it was cut off or changed. Make the backup again.',
	'missing-table': 'A part of the export is missing. Export again, and take the file as it is.',
	'missing-columns': 'A column that is needed is missing. Export again with all columns.',
	'other-version':
		'It was made by a version of the program that is not known here. Nothing of it is read; a newer version of this app may.',
	'zip-damaged': 'The ZIP file is damaged or cut off. Export again.',
	'zip-encrypted': 'The ZIP file is locked with a password. Unpack it, and take the file that is in it.',
	'zip-method': 'The ZIP file is packed in a way that is not read here. Unpack it, and take the file that is in it.',
	'zip-too-large': 'The ZIP file unpacks to more than any export does. Nothing of it is read.',
	'too-large': 'The file is larger than can be read here at once. Export a shorter period.',
	'too-many': 'It has more than 250,000 records. Export a shorter period.',
	nameless: 'It has no name.',
	'bad-date': 'This is no date, or not one written as chosen above.',
	'bad-time': 'This is no time.',
	'bad-amount': 'This is no number, or not one written as chosen above.',
	'ends-before': 'It ends before it begins.',
	'bad-currency': 'This currency is not known here.',
	negative: 'It comes to less than nothing.',
	'unknown-reference': 'What it belongs to is not in the file, or could not be taken.'
});
