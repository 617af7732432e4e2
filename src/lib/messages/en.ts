import { messages } from '../ui/i18n.svelte.ts';

/** One message for every `ErrorCode`: what happened, and what to do now. */
export const en = messages('lib', {
	'wrong-passphrase': 'That is not the passphrase of this device. Check upper and lower case and the spaces between words, then try again.',
	'wrong-recovery-code': 'That is not the recovery code of this device. Check it against your kit: no letter is I, L, O or U.',
	'wrong-passkey': 'This passkey does not open this device. Choose the one that was added here, or use another way.',
	'books-gone':
		'That was right, but the books themselves are no longer in this browser. Restore them from a backup; keep the recovery code at hand.',
	'header-tampered':
		'The key file on this device was changed by something other than Waxbill, so it is not used. Restore this device from a backup, or use another browser profile that still has your data.',
	'kdf-out-of-bounds':
		'The key file on this device asks for a passphrase check that is too weak or too heavy to be genuine, so it is not used. Restore this device from a backup.',
	'row-damaged':
		'A stored record is damaged and is left out. Nothing else was touched: open Settings and run “Check the books” to rebuild it from the log.',
	'log-broken':
		'The sealed log no longer fits together: an entry is missing or was changed. The workspace is read-only now so that nothing is lost. Do not clear this browser’s data; restore from a backup.',
	'read-only':
		'These books can be read and exported here, not changed: the recovery code that brought them was already used on another device. Restore a newer backup.',
	'needs-relay':
		'This needs the relay, because the other devices of these books must agree on it, and the relay cannot be reached now. Nothing was changed: try again when you are online.',
	overtaken: 'Another device kept changing the same books meanwhile, so this was not done. Try again.',
	stopped:
		'Nothing is saved for now: syncing found something you have to decide about. The notice at the top of the page says what. Reading, PDFs and exports work as before.',
	'storage-full':
		'This device has no room left, so the last change was not saved. What was saved before is safe. Free some space, keep this page open, and save again.',
	'storage-unavailable':
		'The browser does not let this page keep data. Leave private browsing, or allow this site to store data in the browser’s settings, then reload the page.',
	'newer-version': 'This data was written by a newer version of Waxbill. Reload the page to get the newest version; nothing was changed.',
	'not-found': 'This is no longer here. It may have been deleted, perhaps in another tab: go back to the list.',
	locked: 'Waxbill is locked. Unlock it and try again.',
	'shared-books': 'This link cannot be opened. Ask who sent it for a new one.',
	invalid: 'Something here cannot be saved as it stands. Correct the marked fields and try again.',
	'too-large': 'This is too large to be stored. Shorten the text, or take a smaller file.',
	unexpected: 'Something went wrong that should not have. What was saved before is safe: reload the page and try again.'
});
