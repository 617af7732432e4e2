export const en = {
	saving: 'Saving …',
	saved: 'Saved',
	notSaved: 'Not saved',
	heldBack: { one: 'One part is not saved yet: see its message.', other: '{count} parts are not saved yet: see their messages.' },
	leaveAnyway: 'What you typed in the marked fields is not saved. Leave the page and lose it?',
	retry: 'Try again',
	cancel: 'Cancel',
	delete: 'Delete',
	undo: 'Undo',
	restored: 'It is back.',
	notFoundTitle: 'This is no longer here',
	loadFailedTitle: 'This cannot be shown',
	// Numbers that were typed
	notANumber: 'Write a number, such as {example}.',
	tooLarge: 'This number is too large.',
	tooManyPlaces: { one: 'At most {count} decimal.', other: 'At most {count} decimals.' },
	ambiguous: 'This could be two numbers. Write {thousand} or {fraction}.',
	grouping: 'The separators are not where they belong. Write {example}.',
	negative: 'This cannot be below zero.',
	percentRange: 'Write a percentage from 0 to 100.'
};
