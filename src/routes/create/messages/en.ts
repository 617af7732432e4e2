export const en = {
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
		'You get the books of a designer in Québec, sealed with a passphrase of your own like real ones. Delete them when you have seen enough.',
	sampleName: 'Atelier Sittelle',
	create: 'Seal and continue',
	creating: 'Sealing …',

	lockedTitle: 'There is a workspace on this device',
	lockedLead: 'Unlock it first: a second workspace is opened by the same passphrase.',
	unlock: 'Unlock',
	add: 'Create workspace',
	leaveKit: 'The recovery kit is shown only once. Leave without it?'
};
