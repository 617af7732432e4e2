/** What the page /privacy and PRIVACY.md say around the claims. */
export const words = {
	title: 'Privacy',
	lead: 'Other services promise not to misuse what they can read. Waxbill is built so that its operator has nothing to read. Each claim below names the automated tests that prove it; they run on every change, and a claim whose test fails cannot be published.',
	claim: 'Claim',
	theirs: 'What other policies say',
	ours: 'Here',
	tests: 'Proved by',
	verify: 'Check a proof of issue',
	release: 'Compare what runs here with its list',
	source:
		'Read in November 2026 in the published policies of Facture 123, MY FACTURE PRO, JustInvoice, Invoicera and Factumo, and told in our words; theirs may have changed since.',
	licences: 'Licences of what is built in',
	answersTitle: 'Five policies, point by point',
	answersLead:
		'What five invoicing services say in their published policies, in their own words, and what is so here instead. Read in November 2026; “…” marks what was left out. Theirs may have changed since.',
	limitsTitle: 'What is not promised',
	limits: [
		'Whoever serves you the app could serve you a changed one. New versions wait for your click, but a hostile host can lie: use a host you trust, or host it yourself.',
		'A program that runs on your device with your rights, or a browser extension that may read every page, sees what you see while the workspace is open.',
		'If you lose both the passphrase and the recovery code, nobody can open your data, and nobody can reset it for you.',
		'A document you send is readable by whoever receives it: it has left Waxbill. So is a proof of issue, as far as you chose.',
		'Every member reads all of the books, from the first entry on, whatever the role, and may keep or pass on what he reads. Clients looked after by one member are a view, not a wall: the key of the books is one for all.',
		'Removing a member cannot make him forget, nor hide from him what a device sends that has not heard of it yet.'
	]
} as const;
