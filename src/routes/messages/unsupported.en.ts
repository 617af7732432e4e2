import { messages } from '#lib/ui/i18n.svelte.ts';

/** Where the browser cannot run the program, or may not. */
export const en = messages('routes/unsupported', {
	title: 'This browser cannot run Waxbill as it is set',
	nothing: 'Nothing was started, and nothing was stored or changed.',
	storage:
		'It lets this page store nothing. Waxbill keeps your books in the browser, encrypted, and nowhere else, so it cannot work without that.',
	storageHow:
		'Allow this site to store data (in the settings of most browsers under “Cookies and site data”), or use a window that is not private. Then reload.',
	webassembly: 'WebAssembly is switched off in it. The encryption runs in it, and in nothing slower or less well tested.',
	webassemblyHow:
		'Lockdown Mode of iOS and macOS does that: exclude this website from it. In a company it may be a policy: ask who looks after the computer, or use another browser.',
	locks: 'It is too old: it has no Web Locks, which keep two tabs from writing the same books at once.',
	workers: 'It is too old, or runs no Web Workers, in which the keys are kept apart from the page.',
	oldHow: 'Update the browser, or use a current Firefox, Chrome, Edge or Safari.',
	reload: 'Reload'
});
