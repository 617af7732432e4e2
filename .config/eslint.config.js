import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Ways out of this device, and places on it that are not sealed. @param {string[]} names @returns {import('eslint').Linter.RuleEntry} */
const restricted = (...names) => ['error', ...names.map((name) => ({ name, message: 'See .config/eslint.config.js for who may use it.' }))];
const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection'];
const CLEAR_STORES = ['localStorage', 'sessionStorage', 'caches', 'cookieStore', 'indexedDB'];
// Compressing before sealing would tell lengths apart.
const COMPRESSION = ['CompressionStream', 'DecompressionStream'];

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'node_modules/', 'test-results/'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			// Types tell what is defined.
			'no-undef': 'off',
			'no-console': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }]
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		languageOptions: {
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				parser: ts.parser,
				tsconfigRootDir: new URL('..', import.meta.url).pathname
			}
		},
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, properties: false } }],
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }]
		}
	},
	{
		files: ['src/**'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-globals': restricted(...NETWORK, ...CLEAR_STORES, ...COMPRESSION),
			'no-restricted-properties': [
				'error',
				{ object: 'document', property: 'cookie', message: 'No cookies.' },
				{ object: 'navigator', property: 'sendBeacon', message: 'Nothing leaves the device.' },
				{ object: 'Math', property: 'random', message: 'Randomness comes from libsodium or crypto.getRandomValues.' },
				{ property: 'innerHTML', message: 'Trusted Types refuse it.' },
				{ property: 'outerHTML', message: 'Trusted Types refuse it.' }
			],
			'svelte/no-at-html-tags': 'error',
			// It takes the reason given after a code for more codes; the compiler itself tells of wrong ones.
			'svelte/no-unused-svelte-ignore': 'off'
		}
	},
	// The offline shell keeps and fetches the files of a build.
	{ files: ['src/service-worker/**'], rules: { 'no-restricted-globals': 'off' } },
	// Unpacks what its user brought; nothing is packed.
	{
		files: ['src/lib/rates/zip.ts', 'src/lib/exchange/zip/unzip.ts', 'src/lib/einvoice/reading/pdf/inflate.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK, ...CLEAR_STORES, 'CompressionStream') }
	},
	// Sealed packages of clients' links, under names that say nothing.
	{
		files: ['src/lib/client-page/kept-packages.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK, ...CLEAR_STORES.filter((name) => name !== 'caches'), ...COMPRESSION) }
	},
	// Packed before it is sealed: of one member's own books alone, and the parts are sealed in a few sizes.
	{
		files: ['src/lib/sharing/period-parts.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK, ...CLEAR_STORES) }
	},
	// The files of builds, kept and as the host gives them now: nothing is told to it but their names.
	{
		files: ['src/lib/release/places.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK.slice(1), ...CLEAR_STORES.filter((name) => name !== 'caches'), ...COMPRESSION) }
	},
	// Empties them all.
	{ files: ['src/lib/rights/erase-origin.ts'], rules: { 'no-restricted-globals': restricted(...NETWORK, ...COMPRESSION) } },
	// A few settings of this browser; and whether there are databases at all.
	{
		files: ['src/lib/ui/remembered.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK, ...CLEAR_STORES.filter((name) => name !== 'localStorage'), ...COMPRESSION) }
	},
	{
		files: ['src/lib/requirements.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK, ...CLEAR_STORES.filter((name) => name !== 'indexedDB'), ...COMPRESSION) }
	},
	{
		files: ['src/lib/storage/**'],
		rules: { 'no-restricted-globals': restricted(...NETWORK, ...COMPRESSION, 'localStorage', 'sessionStorage') }
	},
	// The relay that the person chose, or that the link names which he opened: the class is handed to src/lib/sync from here.
	{
		files: ['src/lib/worker.ts', 'src/lib/sharing/package-relay.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK.filter((name) => name !== 'WebSocket'), ...CLEAR_STORES, ...COMPRESSION) }
	},
	// The typefaces of PDFs are files of the build.
	{ files: ['src/lib/documents/pdf/pdf.worker.ts'], rules: { 'no-restricted-globals': restricted(...NETWORK.slice(1), ...CLEAR_STORES) } },
	// The text recognition's program and data are files of the build, the data packed as it is shipped; nothing is packed.
	{
		files: ['src/lib/expenses/recognition/engine-files.ts'],
		rules: { 'no-restricted-globals': restricted(...NETWORK.slice(1), ...CLEAR_STORES, 'CompressionStream') }
	},
	{
		files: ['**/*.test.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: [{ name: 'fast-check', importNames: ['default'], message: 'Take it from tests/support/property.ts, which sets the seed.' }]
				}
			]
		}
	},
	// Programs that speak to a person in a terminal.
	{ files: ['tests/**', 'sync-server/serve.ts', '.config/**'], rules: { 'no-console': 'off' } }
);
