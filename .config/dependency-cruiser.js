/**
 * Who may import whom; the map is in README.md. Imports of types only are free where a rule says so: they leave nothing in the program.
 */
const TEST = '\\.test\\.ts$';
/** Tests may reach further: they set up what the code under test is handed. */
const from = (/** @type {string} */ path, /** @type {string[]} */ ...not) => ({ path, pathNot: [TEST, ...not] });

/** Beside its own folder and packages, a folder of src/lib may use these. @type {Record<string, string[]>} */
const MAY_USE = {
	money: [],
	crypto: [],
	storage: [],
	ui: [],
	workspace: ['crypto', 'storage'],
	sync: ['storage'],
	identity: ['crypto', 'storage', 'ui'],
	/** The languages of the interface: fetches what the folders keep in `messages/`. */
	languages: ['ui'],
	/** This person's devices: their names, pairing, recovery on a new machine. */
	devices: ['identity', 'workspace', 'crypto', 'editing', 'ui'],
	/** The screens of syncing. */
	relay: ['ui'],
	editing: ['money', 'ui'],
	/** What the screens of lists share. */
	listing: ['editing', 'money', 'ui'],
	business: ['editing', 'workspace', 'money', 'ui'],
	parties: ['business', 'listing', 'editing', 'workspace', 'money', 'ui'],
	catalog: ['business', 'listing', 'editing', 'workspace', 'money', 'ui'],
	/** Exchange rates, read from a file. */
	rates: ['editing', 'workspace', 'money', 'ui'],
	/** Spain's billing records and events: rules of the document and the log alone, chain and XML. */
	spain: ['exchange', 'workspace', 'money', 'ui'],
	documents: ['spain', 'rates', 'parties', 'catalog', 'business', 'listing', 'editing', 'workspace', 'money', 'ui'],
	payments: ['rates', 'documents', 'parties', 'business', 'listing', 'editing', 'workspace', 'money', 'ui'],
	/** Statements of banks, and what was paid by them. */
	bank: ['rates', 'payments', 'documents', 'parties', 'business', 'listing', 'editing', 'workspace', 'money', 'ui'],
	/** What members say to each other about a document. */
	comments: ['workspace', 'ui'],
	/** Who did what: needs the words of everything that is done. */
	activity: [
		'recurring',
		'reminders',
		'time',
		'expenses',
		'payments',
		'rates',
		'documents',
		'comments',
		'sharing',
		'parties',
		'catalog',
		'business',
		'relay',
		'listing',
		'editing',
		'workspace',
		'money',
		'ui'
	],
	time: ['documents', 'parties', 'business', 'listing', 'editing', 'workspace', 'money', 'ui'],
	/** When something comes again. */
	recurring: ['documents', 'parties', 'business', 'rates', 'listing', 'editing', 'workspace', 'crypto', 'money', 'ui'],
	/** Who is late, and what that costs. */
	reminders: ['sending', 'recurring', 'documents', 'parties', 'business', 'editing', 'workspace', 'money', 'ui'],
	expenses: ['rates', 'payments', 'documents', 'parties', 'business', 'recurring', 'listing', 'editing', 'workspace', 'money', 'ui'],
	/** Sums of the books, and what is to come. */
	reports: [
		'accounting',
		'exchange',
		'recurring',
		'time',
		'expenses',
		'payments',
		'rates',
		'documents',
		'parties',
		'business',
		'listing',
		'editing',
		'workspace',
		'money',
		'ui'
	],
	team: ['workspace', 'crypto', 'ui'],
	/** What of the log is shown to others, and checked without any books. */
	proof: ['einvoice', 'storage', 'documents', 'workspace', 'crypto', 'money', 'ui'],
	exchange: ['workspace', 'crypto', 'ui'],
	/** Structured invoices: the model of EN 16931, its two syntaxes, what is made of an issued document, and bills made of what suppliers send. */
	einvoice: ['exchange', 'expenses', 'documents', 'parties', 'catalog', 'business', 'editing', 'money', 'ui'],
	/** The journal, and what an accountant is given. */
	accounting: ['exchange', 'expenses', 'payments', 'rates', 'documents', 'listing', 'parties', 'business', 'workspace', 'money', 'ui'],
	rights: ['documents', 'time', 'exchange', 'editing', 'ui'],
	/** A document on its way to the client, by the person's own programs. */
	sending: ['documents', 'business', 'editing', 'ui'],
	/** The screens of client links. */
	linking: ['sharing', 'listing', 'editing', 'ui'],
	/** Client links. */
	sharing: ['identity', 'workspace', 'sync', 'crypto', 'ui'],
	/** What a client sees of a link, without any books. */
	'client-page': ['proof', 'sharing', 'storage', 'documents', 'business', 'workspace', 'crypto', 'money', 'ui'],
	privacy: ['ui'],
	/** What support may be told, which nothing of the books gets into. */
	diagnostics: ['ui'],
	safety: ['ui'],
	/** What runs here beside the list of its files. */
	release: ['crypto', 'ui'],
	update: ['release', 'ui']
};
/** Handed down to every capability: the books, the words for every error, the policy for script addresses. */
const CONTRACT = '^src/lib/(books\\.svelte|error-text|trusted-url)\\.ts$';
const PROTOCOL_USERS = ['workspace', 'sync', 'proof', 'sharing'];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const folders = Object.entries(MAY_USE).map(([folder, others]) => ({
	name: `${folder}-uses-only-what-it-may`,
	comment: `src/lib/${folder} uses ${others.join(', ') || 'no other folder'}.`,
	severity: 'error',
	from: from(`^src/lib/${folder}/`),
	to: {
		path: '^(src|sync-server|tests)/',
		pathNot: [
			`^src/lib/(${[folder, ...others].join('|')})/`,
			...(['money', 'crypto', 'storage', 'ui'].includes(folder) ? [] : [CONTRACT]),
			...(PROTOCOL_USERS.includes(folder) ? ['^sync-server/protocol/'] : [])
		],
		dependencyTypesNot: ['type-only']
	}
}));

/** Each dangerous library is imported by one file (or folder), so that reading it shows all its uses. @type {[library: string, allowed: string][]} */
const ONE_FILE = [
	['libsodium-wrappers', '^(src/lib/crypto|sync-server)/sodium\\.ts$'],
	['dexie', '^src/lib/storage/'],
	['yjs', '^src/lib/workspace/(record|live-document|guard-document)\\.ts$|^tests/bench/|^tests/support/bombs\\.ts$'],
	['y-websocket', '^src/lib/sync/live\\.ts$'],
	['jspdf', '^src/lib/documents/pdf/|^tests/bench/'],
	['workbox-window', '^src/lib/update/'],
	[
		'comlink',
		'^src/lib/(worker|worker-calls(\\.test)?)\\.ts$|^src/lib/documents/pdf/|^src/lib/bank/reading/|^src/lib/einvoice/reading/|^src/lib/expenses/recognition/|^src/lib/spain/signing/|^tests/bench/'
	],
	['node-forge', '^src/lib/spain/signing/p12\\.ts$'],
	['tesseract\\.js-core', '^src/lib/expenses/recognition/engine(-files)?\\.ts$'],
	['@noble', '^tests/'],
	['age-encryption', '^src/lib/exchange/backup/age\\.ts$'],
	['libsql', '^sync-server/|^tests/']
];
/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const libraries = ONE_FILE.map(([library, allowed]) => ({
	name: `${library.replace(/\W/g, '')}-in-one-place`,
	severity: 'error',
	from: from('.', allowed),
	to: { path: `(^|node_modules/)${library}(/|$)`, dependencyTypesNot: ['type-only'] }
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		...folders,
		...libraries,
		{
			name: 'no-cycles',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'screens-know-sealed-layers-only-as-types',
			comment: 'What holds keys or opened records runs in the worker.',
			severity: 'error',
			from: from('(\\.svelte|\\.svelte\\.ts)$|^src/routes/'),
			to: { path: '^src/lib/(crypto|storage|workspace|sync)/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'only-routes-know-the-session',
			severity: 'error',
			from: from('^src/', '^src/routes/'),
			to: { path: '^src/lib/session\\.svelte\\.ts$' }
		},
		{
			name: 'the-worker-is-known-by-its-interface',
			severity: 'error',
			from: from('^src/', '^src/lib/session\\.svelte\\.ts$'),
			to: { path: '^src/lib/worker\\.ts$' }
		},
		{
			name: 'the-interface-is-types',
			severity: 'error',
			from: from('^src/'),
			to: { path: '^src/lib/worker-api\\.ts$', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'capabilities-do-not-know-routes',
			severity: 'error',
			from: from('^src/lib/'),
			to: { path: '^src/routes/' }
		},
		{
			name: 'sync-server-stands-alone',
			severity: 'error',
			from: from('^sync-server/'),
			to: { path: '^(src|tests)/' }
		},
		{
			name: 'the-protocol-is-pure',
			severity: 'error',
			from: from('^sync-server/protocol/'),
			to: { dependencyTypesNot: ['local', 'type-only'] }
		},
		{
			name: 'rules-are-pure',
			comment: 'Tested without a browser, a database or a framework.',
			severity: 'error',
			from: from(
				'^(src/lib/money/|src/lib/.*/(totals|numbering|membership|status|ledger|dates|lines|snapshots|duplicate|issue-check)\\.ts$)',
				'\\.svelte(\\.ts)?$'
			),
			to: { path: '\\.svelte(\\.ts)?$|node_modules/(svelte|dexie|yjs|@sveltejs)/|^\\$app/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'payments-time-expenses-reports-use-pure-rules-of-documents',
			severity: 'error',
			from: from('^src/lib/(payments|time|expenses|reports)/'),
			to: { path: '^src/lib/documents/(pdf/|.*\\.svelte(\\.ts)?$)', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'no-barrels-no-utils',
			severity: 'error',
			from: {},
			to: { path: '^src/lib.*(/index\\.ts|/utils|/util\\.|/helpers|/state/)' }
		},
		{
			name: 'the-app-knows-no-tests',
			severity: 'error',
			from: from('^(src|sync-server)/', '^src/lib/storage/acceptance\\.ts$'),
			to: { path: '^tests/' }
		},
		{
			name: 'found',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^\\$(app|service-worker)|\\?worker|\\?url|\\?raw' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(build|\\.svelte-kit)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'browser', 'import', 'default'],
			extensions: ['.ts', '.js', '.mjs', '.svelte', '.json']
		}
	}
};
