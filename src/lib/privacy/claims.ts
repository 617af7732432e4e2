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
		id: 'P1',
		title: 'Nothing is asked of you, and nothing you type leaves readable',
		text: 'The operator asks for and receives no account, e-mail, phone number, name or password. The passphrase leaves this device in no request; what you type leaves it only sealed, and only to a relay you chose. A passphrase is never stored: it is stretched into the key that opens this device, and the keys stay in a worker that ends when you lock.',
		theirs: {
			'Facture 123':
				'At registration e-mail and name, and if you give them phone and address; with a login through another service its account number too. Passwords are encrypted before they are saved. Account and business settings are visible to its team at all times.',
			'MY FACTURE PRO': 'Business details, customers and invoices as entered, and an e-mail address where you give one.',
			JustInvoice: 'Name, e-mail address, company name, payment information through Stripe, account credentials and preferences.',
			Invoicera: 'Says that it gathers only the information needed to run the application, and does not list it.',
			Factumo: 'Name, e-mail address, encrypted password, company, tax number, address, phone, website, logo and bank details.'
		},
		ours: 'There is no server to sign up with. The app is a set of files; the workspace is made in your browser, from a passphrase that only you know. If you choose to sync devices, a relay gets sealed entries, signed with keys drawn at random for these books, and no name, address or password with them.',
		tests: [
			{ file: 'tests/e2e/canaries.spec.ts', name: 'no request carries anything that was typed, and nobody but the own origin is asked' },
			{ file: 'tests/e2e/tamper.spec.ts', name: 'threat 37: no key of the device or the books ever comes from the worker to the page' },
			{
				file: 'tests/e2e/tamper.spec.ts',
				name: 'threats 40 and 41: left alone it locks, the worker with the keys ends, and the form says so'
			},
			{
				file: 'tests/scenarios/privacy.test.ts',
				name: 'claims P1 and P3: what goes to the relay and what lies there holds no text, name, file, record id or network address'
			}
		]
	},
	{
		id: 'P2',
		title: 'Nothing readable lies on the disk',
		text: 'No record, file, draft, search word or list order exists in clear in IndexedDB, Cache Storage, localStorage, sessionStorage, the origin’s private files or cookies, while the workspace is open or locked; nor in the files of the browser’s own profile, its session files and list of typed texts included. A PDF you download is a readable file where you saved it, and the browser’s list of downloads may keep its name.',
		theirs: {
			'Facture 123':
				'Business data, clients and contacts are on its system. It promises not to disclose them, and to look into an account only with permission; of encryption it speaks for passwords alone.',
			'MY FACTURE PRO': 'Data lies on the device, or in cloud storage when backup or sync is on, under “reasonable security measures”.',
			JustInvoice: 'Customers, invoices, transactions and communications are on its service, encrypted in transit and at rest.',
			Invoicera: 'Information “rests safely” with it; payment gateways use SSL.',
			Factumo:
				'Invoices, estimates and client data are on servers in the European Union, run by its processors; encrypted in transit and at rest.'
		},
		ours: 'Every row is sealed before the database sees it, and rows are found by keyed tags that say nothing. A test puts a text of its own into every field there is, works through every screen, and then searches all of these places, and every file of the browser’s profile, for that text in every shape it could take.',
		tests: [
			{ file: 'tests/e2e/canary-scan.spec.ts', name: 'the scan finds a canary written in clear to each kind of store' },
			{ file: 'tests/e2e/canaries.spec.ts', name: 'no text of a record is kept in clear while the workspace is open' },
			{ file: 'tests/e2e/canaries.spec.ts', name: 'no text of a record is kept in clear after locking' },
			{
				file: 'tests/e2e/canaries.spec.ts',
				name: 'the files of the browser hold no text of a record, closed open or closed locked'
			}
		]
	},
	{
		id: 'P3',
		title: 'The relay passes on what it cannot read',
		text: 'If you sync devices, the relay between them keeps sealed entries and files, and for those whom you give a link what it shows, sealed: to a client a page, with the sealed answers to it, to your accountant a period of the books. Its database, its log files and its figures hold no text of a record, no record id, no name of a device or of the books, no e-mail and no network address. What it can see is listed: how many entries there are, of which kind, when they come, how large they are in steps, which of the random keys signed them, how many members and devices there are under random ids and with which roles, who invited, admitted or removed whom, and, while they are connected, from which address; of a link its last day, which of a few sizes each of its parts has, how often it was fetched and how many answers wait, and nothing of who fetched it.',
		theirs: {
			'Facture 123':
				'Business data, clients and contacts are on its system, visible to its team; it promises to look into an account only with permission.',
			'MY FACTURE PRO': 'Data lies in cloud storage when backup or sync is on, under “reasonable security measures”.',
			JustInvoice: 'Customers, invoices, transactions and communications are on its service, encrypted in transit and at rest.',
			Invoicera: 'Information “rests safely” with it.',
			Factumo: 'Invoices, estimates and client data are on servers in the European Union, encrypted in transit and at rest.'
		},
		ours: 'Everything is sealed on your device before it is sent, in sizes padded to steps. The relay checks who may write and in which order, which takes keys and numbers but no contents. A test lets two devices work with a text of its own in every field, and then searches every byte that was sent, the relay’s database with its write-ahead log, and all it has written about its work.',
		tests: [
			{
				file: 'tests/scenarios/privacy.test.ts',
				name: 'claims P1 and P3: what goes to the relay and what lies there holds no text, name, file, record id or network address'
			},
			{
				file: 'tests/scenarios/client-links.test.ts',
				name: 'a client link › claim P3: leaves nothing readable at the relay, of the document, the answers or the key'
			},
			{
				file: 'tests/scenarios/shared-period.test.ts',
				name: 'a shared period › claim P3: lies sealed at the relay: no text, no name, no number, no key'
			},
			{ file: 'sync-server/log/sqlite.test.ts', name: 'the SQLite file › has the tables and columns README.md lists, and no other' },
			{
				file: 'tests/e2e/sync.spec.ts',
				name: 'books with invoices are connected later; two tabs share one connection; a wiped relay is noticed and refilled by a click'
			}
		]
	},
	{
		id: 'P4',
		title: 'It talks to nobody else',
		text: 'The app loads from its own origin, and talks to nobody else but the relay you chose, if you chose one: no analytics, no fonts or scripts from a third party, no advertising, no exchange-rate service, no error reports.',
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
		ours: 'Whoever hosts the files sees what every web server sees: that some address fetched the app. After that the app runs from this device and asks for nothing but its next version, and its relay if you chose one. The content security policy of every page would refuse another origin; of sockets, whose address is your choice, it refuses those that are not encrypted, except to this very machine. Tests watch the requests, and a relay that nobody chose, which hears nothing.',
		tests: [
			{ file: 'tests/e2e/policy.spec.ts', name: 'the app asks nobody but its own origin' },
			{ file: 'tests/e2e/policy.spec.ts', name: 'a request to another origin is refused by the policy' },
			{ file: 'tests/e2e/sync.spec.ts', name: 'the relay that was chosen is talked to, and no other' },
			{ file: 'tests/e2e/canaries.spec.ts', name: 'no request carries anything that was typed, and nobody but the own origin is asked' }
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
		tests: [
			{ file: 'tests/e2e/policy.spec.ts', name: 'no page and no answer sets a cookie' },
			{ file: 'tests/e2e/canaries.spec.ts', name: 'work on a whole workspace sets no cookie' }
		]
	},
	{
		id: 'P6',
		title: 'All your data goes out, and comes in again, as XML, JSON and tables',
		text: 'You can export everything of a workspace at any time as one JSON or XML file, with amounts exact to the cent, and import it again without loss: exported once more, the file is the same byte for byte. It works on books that can only be read, too. Both forms are published with a schema. Each kind of record also goes out as a table (CSV); what is not final comes back from it as it was, while issued documents, payments and booked costs come back from JSON or XML alone.',
		theirs: {
			'Facture 123': 'At any time an XML file with all data stored on it can be downloaded.',
			'MY FACTURE PRO': 'Saving, exporting and importing of invoices.',
			JustInvoice: 'A right to receive your information in a portable format.',
			Invoicera: 'Names data backup among its features; the policy does not speak of export.',
			Factumo: 'A right to your data in a machine-readable format (CSV, JSON), with export from the account settings.'
		},
		ours: 'The file is made on this device and handed to you; nobody else sees it or needs to be asked. It is not encrypted, and the screen says so. Issued documents come back with their numbers, totals and chain, and are checked as on the day they were issued; a changed or damaged file is refused with the place and the remedy, and nothing of it is taken.',
		tests: [
			{
				file: 'src/lib/exchange/json/round-trip.test.ts',
				name: 'export and import › export, import and export again gives the same bytes, for random books'
			},
			{
				file: 'src/lib/exchange/json/round-trip.test.ts',
				name: 'export and import › of a log with a fault it takes all that can be read, and says how much could not'
			},
			{
				file: 'src/lib/exchange/xml/round-trip.test.ts',
				name: 'books as XML › wiped and read back are equal, and so they are through JSON, for random books'
			},
			{
				file: 'src/lib/worker/table-host.test.ts',
				name: 'a table › of one’s own, read into empty books, is the same records; read again, nothing is changed or made'
			},
			{
				file: 'tests/e2e/data.spec.ts',
				name: 'everything is taken out as JSON and read back without loss; what is deleted comes back or is erased'
			},
			{
				file: 'tests/e2e/data.spec.ts',
				name: 'a period leaves as one archive for the accountant; a table is mapped, tried, taken in and taken back; XML comes back as the same books'
			}
		]
	},
	{
		id: 'P7',
		title: 'Deleted is deleted, on this device and at the relay',
		text: 'You can delete a workspace, and it is gone from this device with its keys; you can delete it at the relay, and its entries and files are gone there; you can erase the whole device, and nothing is left but the app’s own files. You, or in books kept by several an admin, can erase one client’s data: its record, drafts, list entries and search words go from this device at once and do not come back. The sealed bytes in the log, which cannot be read without your keys, stay until a checkpoint leaves them out; so do backups made before. Issued documents, booked bills and expenses, and the payments of both have to be kept by law: they refuse, with the law, its years, and the day until which each is to be kept.',
		theirs: {
			'Facture 123': 'Does not speak of deleting data.',
			'MY FACTURE PRO': 'Deletion of the account can be asked for, where there is an account.',
			JustInvoice: 'Deletion of the account and its data can be asked for at any time; data is kept as long as necessary.',
			Invoicera: 'Does not speak of deleting data.',
			Factumo:
				'Deletion can be asked for; account data stays 30 days longer, financial records 7 years as the law asks, backups up to 90 days.'
		},
		ours: 'There is no copy at the operator’s to be deleted. What you delete rests in a bin for 30 days; it is erased by itself only after 30 days on which this device was in use, so that a clock that is wrong erases nothing. A browser may overwrite the bytes of deleted rows only later: they were sealed, and their keys are gone with them. On a relay, sealed bytes stay until you delete the books there.',
		tests: [
			{ file: 'tests/e2e/data.spec.ts', name: 'a deleted workspace leaves no row behind, and an erased device nothing at all' },
			{
				file: 'src/lib/worker/erasure.test.ts',
				name: 'erasing a client › takes record, drafts, rows and search words off the device; a rebuild does not bring them back; the sealed entries stay'
			},
			{ file: 'src/lib/worker/erasure.test.ts', name: 'erasing a client › refuses issued documents and payments, and says until when' },
			{
				file: 'src/lib/worker/erasure.test.ts',
				name: 'erasing a client › keeps booked bills and what was paid for them, and says until when'
			},
			{ file: 'sync-server/relay/traces.test.ts', name: 'of a deleted workspace keeps nothing' },
			{
				file: 'src/lib/rights/due.test.ts',
				name: 'thirty days in the bin › threat 48: a clock that is wrong by a year, forward or back, for some days never erases early'
			}
		]
	},
	{
		id: 'P8',
		title: 'Support sees nothing but what you hand over',
		text: 'Nothing about your use or your errors is sent to anybody. For somebody who helps you there is a support bundle: it is made only when you ask, shown to you whole before it is saved, and leaves only if you hand the file over. It tells versions, states, error codes, and how many records there are by the number of digits alone; no name, text, number, amount, address, key or id. It bears the day on which it expires, 14 days later: then it is not saved any more and is to be deleted. A file that was handed over cannot be called back.',
		theirs: {
			'Facture 123':
				'After a fault a report with e-mail and IP address goes to its team. Account and business settings are visible to its team at all times; it promises to look into an account only with permission.',
			'MY FACTURE PRO': 'Sends technical information.',
			JustInvoice: 'Records error reports and performance data.',
			Invoicera: 'Does not say what support sees.',
			Factumo: 'Records features used, click patterns, device, browser and operating system.'
		},
		ours: 'There is no account to look into, and the operator has nothing to read. All that goes into the bundle passes one gate, which lets magnitudes, versions and the program’s own words through and turns everything else into “other”. Tests plant texts, numbers and ids at every place of it, and fill books with a text of its own in every field: none is in the file, and nothing else that the books hold.',
		tests: [
			{
				file: 'src/lib/worker/diagnose.test.ts',
				name: 'claim P8: the support bundle of books full of canaries holds none of them, and no name, number, amount, address, key or id'
			},
			{
				file: 'src/lib/diagnostics/bundle.test.ts',
				name: 'the support bundle › lets no text, number or id through, wherever one is put'
			},
			{
				file: 'src/lib/diagnostics/bundle.test.ts',
				name: 'the support bundle › says what it is, and on which day it expires'
			},
			{
				file: 'tests/e2e/rights.spec.ts',
				name: 'claim P8: a support bundle is shown whole, holds nothing of the books, leaves by a click alone, and not once it has expired'
			}
		]
	},
	{
		id: 'P9',
		title: 'Who was put out reads nothing that comes later',
		text: 'When a device is put out, or a member removed with all of his devices, a new key is drawn at once and sealed for the devices that stay, and for no other. What devices that have seen this write from then on, those that were put out cannot open, even if the relay gave them every byte. What they had before, they keep, and what a device that was offline sends before it has heard of it may still be readable to them.',
		theirs: {
			'Facture 123': 'Does not speak of single devices or of members: what an account may see is decided on its system.',
			'MY FACTURE PRO': 'Does not speak of single devices or of members.',
			JustInvoice: 'Does not speak of single devices or of members: what an account may see is decided on its service.',
			Invoicera: 'Does not speak of single devices or of members.',
			Factumo: 'Does not speak of single devices; names teams with roles, which are decided on its servers.'
		},
		ours: 'Elsewhere an operator who can read everything decides who may read what. Here the entry that puts somebody out carries the next key, in one box for each device that stays; every device checks that the boxes are exactly these. Tests hand a device that was put out, and all devices of a member who was removed, everything that was written later: they open nothing of it.',
		tests: [
			{
				file: 'tests/scenarios/privacy.test.ts',
				name: 'claim P9, threat 21: a device that was put out opens none of the entries written later'
			},
			{
				file: 'tests/scenarios/privacy.test.ts',
				name: 'claim P9, threat 21: a member who was removed opens with no device an entry that anybody wrote who has seen it'
			}
		]
	},
	{
		id: 'P10',
		title: 'What was issued cannot be changed unnoticed',
		text: 'Every document that is issued is an entry of the log, signed by the device that issued it, chained to all entries before it, and it names the document before it in its series. A proof of issue shows this to others: a file that you make, of all documents or of one, with as much of them in it as you choose. The page /verify checks it without your books and without a network: who signed, whether he was allowed to at that place, and that no number is missing or given twice. A file that was changed anywhere is refused. It cannot show that there are no other books beside these, nor when something happened: the log has no clock.',
		theirs: {
			'Facture 123': 'Does not speak of it: whether an invoice was changed later is known to its system.',
			'MY FACTURE PRO': 'Does not speak of it.',
			JustInvoice: 'Names an activity log, which its service keeps.',
			Invoicera: 'Does not speak of it.',
			Factumo: 'Names hash-chained records as Spanish law asks for them, made on its servers.'
		},
		ours: 'Nobody has to believe the operator, who holds nothing that could be changed or shown. The proof opens single entries with keys that open those entries alone, or only states figures and leaves all sealed. Tests change a proof at byte after byte, cut it, leave entries out, put them elsewhere, let a removed member date a document back and let a stranger sign one: each is refused, also where whoever made the file signs it again.',
		tests: [
			{
				file: 'src/lib/proof/proof.test.ts',
				name: 'claim P10: a proof that was touched › is refused at whatever byte it was changed, cut or lengthened'
			},
			{
				file: 'src/lib/proof/proof.test.ts',
				name: 'claim P10: a proof that was touched › is refused although whoever made it signed it again: entries, keys and hashes hold each other'
			},
			{
				file: 'src/lib/proof/proof.test.ts',
				name: 'a proof of issue › of whole documents brings a key for each entry that opens no other, and not the key of the books'
			},
			{
				file: 'tests/scenarios/proof.test.ts',
				name: 'claim P10: a removed member who writes one more document › behind his removal: the entry counts for nothing, and it is said why'
			},
			{
				file: 'tests/scenarios/proof.test.ts',
				name: 'claim P10: a removed member who writes one more document › dated back before it, with the help of somebody inside: what the others signed they had seen says that it was not there'
			},
			{
				file: 'tests/e2e/proof.spec.ts',
				name: 'claim P10: a proof of issue is checked offline on a device without books; changed, it is refused with the place'
			}
		]
	},
	{
		id: 'P11',
		title: 'What you are served can be checked',
		text: 'Every build comes with a list of its files and their hashes, and whoever publishes it can sign the list with a key that is neither on the machine that builds nor at the host. Two builds of the same source are equal, byte for byte, so that anybody can make the list again. A program outside the app, short enough to be read, compares any host with the list, the key and a build of your own; the page /release compares what is on your device and what the host gives out. A new version waits until you click, and says before that whether the same key has signed it. The app’s own page finds mistakes and files changed alone: a host that wants to deceive could change that page too, and could give you another app than the one who checks.',
		theirs: {
			'Facture 123': 'Does not speak of it.',
			'MY FACTURE PRO': 'Does not speak of it.',
			JustInvoice: 'Does not speak of it.',
			Invoicera: 'Does not speak of it.',
			Factumo: 'Does not speak of it.'
		},
		ours: 'What you rely on can be looked at by somebody you trust more than us. Tests build twice in different places, times and languages and compare every byte; change, cut, leave out and add files at the host and on the device and sign with other keys, and each is named, by the page, by the update prompt, and by the program outside.',
		tests: [
			{ file: 'tests/e2e/release.spec.ts', name: 'claim P11: two builds of one source are equal, byte for byte, wherever they are made' },
			{
				file: 'tests/e2e/release.spec.ts',
				name: 'claim P11: what runs is compared with the signed list, here and at the host; what was changed is named, and offline what is here'
			},
			{
				file: 'tests/e2e/release.spec.ts',
				name: 'threat 38: an update says whose it is before it is taken: the same key, another, none, and files that are not of its list'
			},
			{
				file: 'tests/support/verify-release.test.ts',
				name: 'a host that serves a build as it is, signed by the key, the one that was built here: nothing differs'
			},
			{
				file: 'tests/support/verify-release.test.ts',
				name: 'threat 38: another key, and another build than the one made here, are named'
			}
		]
	}
];
