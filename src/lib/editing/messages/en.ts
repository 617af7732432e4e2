export const en = {
	saving: 'Saving …',
	saved: 'Saved',
	notSaved: 'Not saved',
	heldBack: {
		one: 'One field is not saved yet: see the message below it.',
		other: 'Some fields are not saved yet: see the messages below them.'
	},
	leaveAnyway: 'What you typed in the marked fields is not saved. Leave the page and lose it?',
	retry: 'Try again',
	notFoundTitle: 'This is no longer here',
	notFound: 'It was deleted, or the address is incomplete.',
	// Why saving or reading failed: what happened, and what to do.
	'storage-full':
		'This device has no room left, so the last change is not saved. Free some space, then try again. Everything saved before is safe.',
	'storage-unavailable':
		'The browser does not let Waxbill write to this device. Allow site data for this address, or leave private browsing, then try again.',
	'too-large': 'This is too much text for one record. Shorten the longest field.',
	'row-damaged': 'A stored row does not open: it was changed from outside. Restore it from another device or a backup.',
	'log-broken': 'The sealed log has a break, so nothing new can be written. Open Settings to see where.',
	'newer-version': 'A newer version of Waxbill wrote these books. Reload the page to get it.',
	'not-found': 'This record was deleted.',
	locked: 'The books were locked. Unlock them and try again: what you typed is still here.',
	invalid: 'This cannot be saved as it is. Check the fields.',
	unexpected: 'Something went wrong while saving. Try again; what you typed is still here.'
};
