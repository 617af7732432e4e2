import { messages } from '#lib/ui/i18n.svelte.ts';

export const en = messages('routes/create', {
	stepOf: 'Step {step} of {count}',
	businessTitle: 'Your business',
	businessLead: 'This sets taxes, numbering and legal texts. All of it can be changed later.',
	name: 'Business name',
	nameHint: 'As it should stand on your invoices.',
	nameMissing: 'Type the name of your business.',
	nameTooLong: 'Shorten the name.',
	country: 'Country',
	currency: 'Currency',
	language: 'Language of your documents',
	timeZone: 'Time zone',
	timeZoneHint: 'Decides which day it is when you issue an invoice.',
	timeZoneMissing: 'Choose a time zone.',
	next: 'Continue',
	back: 'Back',

	passphraseTitle: 'Choose a passphrase',
	passphraseLead:
		'It opens everything on this device. Nobody else knows it, so nobody can reset it: the recovery kit on the next page is the only other way in.',
	sampleTitle: 'Try it with sample data',
	sampleLead:
		'You get a year of somebody’s books, sealed with a passphrase of your own like real ones. Delete them when you have seen enough.',
	sampleWhich: 'Whose books',
	sample_quebec: 'A designer in Québec',
	sample_quebecHint: 'TPS and TVQ, clients in two languages',
	sample_spain: 'A consultant in Spain',
	sample_spainHint: 'IVA, and IRPF kept back by her clients',
	sample_germany: 'A developer in Germany',
	sample_germanyHint: 'USt, clients in Austria and Switzerland',
	sample_morocco: 'A shop in Morocco',
	sample_moroccoHint: 'Prices with TVA, paid in cash and by card',
	sampleName_quebec: 'Atelier Roselin',
	sampleName_spain: 'Lucía Ferrándiz Mora',
	sampleName_germany: 'Enno Hinrichs',
	sampleName_morocco: 'Dar Touria SARL',
	create: 'Seal and continue',
	creating: 'Sealing …',

	lockedTitle: 'There is a workspace on this device',
	lockedLead: 'Unlock it first: a second workspace is opened by the same passphrase.',
	joining:
		'This device has asked to join other books. These are made beside them, and are opened by the same passphrase; the request goes on.',
	unlock: 'Unlock',
	add: 'Create workspace',
	leaveKit: 'The recovery kit is shown only once. Leave without it?'
});
