/**
 * The privacy policy, claim by claim: the one source of the page /privacy and of PRIVACY.md. A claim stands here only while an automated
 * test proves it: the build fails when a test named here does not exist, `npm test` when it did not run and pass.
 */
export const services = ['Facture 123', 'MY FACTURE PRO', 'JustInvoice', 'Invoicera', 'Factumo'] as const;
export type Service = (typeof services)[number];

export interface Claim {
	id: `P${number}`;
	title: string;
	/** What is promised. */
	text: string;
	/** What the privacy policies of other invoicing services say on the same matter, as read in November 2026. */
	theirs: Record<Service, string>;
	/** What Waxbill's operator can see instead, and how that comes about. */
	ours: string;
	tests: { file: string; name: string }[];
}

export const claims: readonly Claim[] = [
	{
		id: 'P4',
		title: 'It talks to nobody else',
		text: 'The app loads from its own origin and sends requests nowhere else: no analytics, no fonts or scripts from a third party, no advertising, no exchange-rate service, no error reports.',
		theirs: {
			'Facture 123':
				'Google Analytics on its public pages, Stripe and PayPal for payments. It records pages visited, IP address, browser and operating system; after a fault a report with e-mail and IP address goes to its team.',
			'MY FACTURE PRO':
				'May show advertisements by third parties such as Google AdMob, which collect data under their own policies; sends technical information; shares with the providers it needs.',
			JustInvoice:
				'Stripe, cloud hosting and e-mail providers. It records IP address, browser, access times, device, features used, error reports and performance data.',
			Invoicera:
				'Says information is not outsourced, and that payments go through payment gateways. It does not say what its servers record.',
			Factumo:
				'Supabase, Stripe, Resend and a hosting provider. It records pages visited, features used, time spent, click patterns, IP address, device, browser and operating system.'
		},
		ours: 'Whoever hosts the files sees what every web server sees: that some address fetched the app. After that the app runs from this device and asks for nothing but its next version. The content security policy of every page would refuse another origin, and a test watches the requests.',
		tests: [
			{ file: 'tests/e2e/policy.spec.ts', name: 'the app asks nobody but its own origin' },
			{ file: 'tests/e2e/policy.spec.ts', name: 'a request to another origin is refused by the policy' }
		]
	},
	{
		id: 'P5',
		title: 'No cookies at all',
		text: 'The app sets no cookie, and neither does the server that comes with it.',
		theirs: {
			'Facture 123': 'Does not speak of cookies; the Google Analytics on its public pages works with them.',
			'MY FACTURE PRO': 'Does not speak of cookies; the advertising in the app follows the policies of the advertising services.',
			JustInvoice: 'Cookies and similar technologies for preferences, analysis of use, personalised content and security.',
			Invoicera: 'Does not speak of cookies.',
			Factumo: 'Cookies for signing in and security, for preferences, and, with consent, for analytics.'
		},
		ours: 'There is nothing to remember you by: no account, no session on a server. What you enter lies encrypted on this device; a few settings of this browser, such as the time until it locks, stay in its own storage and are never sent.',
		tests: [{ file: 'tests/e2e/policy.spec.ts', name: 'no page and no answer sets a cookie' }]
	}
];
