import { messages } from '../../ui/i18n.svelte.ts';

export const en = messages('lib/accounting', {
	packHint: 'The file is not encrypted: whoever has it can read all of it.',
	whatLabel: 'What goes in',
	whatPack: 'Pack for the accountant',
	whatDocuments: 'Documents only',
	packText: 'The journal in double form, a summary of taxes, invoices and credit notes as PDF, and the receipts of costs, in one ZIP file.',
	documentsText: 'Every document issued in that time as PDF, of every kind, in one ZIP file.',
	period: 'Period',
	from: 'From',
	to: 'To',
	chart: 'Chart of accounts',
	chartPcg: 'France: plan comptable général, with the FEC',
	chartSkr03: 'Germany: SKR 03, with the DATEV file',
	chartPlain: 'Plain',
	consultant: 'Consultant number',
	client: 'Client number',
	datevHint: 'By which DATEV knows you. The accountant can also set them on import.',
	badNumber: 'Whole number from {least} to {most}.',
	badPeriod: 'Choose a first and a last day, the first one not after the last.',
	run: 'Make the ZIP file',
	stop: 'Stop',
	working: 'Making the ZIP file',
	counting: 'Looking through the books',
	stopped: 'Stopped. Nothing was kept.',
	nothing: 'Nothing was issued, paid or spent in that time.',
	done: 'The ZIP file is ready.',
	doneText: '{entries} entries, {documents} documents, {receipts} receipts.',
	doneDocuments: { one: '{count} document.', other: '{count} documents.' },
	leftOut: {
		one: '{count} thing has no entry in the journal: no rate into the currency of the books was noted. README.txt in the file names it.',
		other:
			'{count} things have no entry in the journal: no rate into the currency of the books was noted. README.txt in the file names them.'
	}
});
