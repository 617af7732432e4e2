import { messages } from '#lib/ui/i18n.svelte.ts';

export const en = messages('routes/(app)', {
	skip: 'Skip to the content',
	lock: 'Lock',
	sample: 'Sample',
	workspaces: 'Workspaces',
	workspaceCame: '“{name}” is on this device now. Open it in the list of workspaces.',
	workspaceJoined: 'Books you joined',
	newWorkspace: 'New workspace …',
	lockUnsaved: 'What you typed last could not be saved and is gone when you lock. Lock all the same?',
	kitPendingTitle: 'Your recovery kit is not on paper yet',
	kitPendingText:
		'Without it a forgotten passphrase cannot be undone by anybody. It takes a minute: print or copy the code, and type it back once.',
	kitPendingOpen: 'Show the kit',
	shownTitle: '{sender} shares these books with you',
	shownText:
		'One period, from {from} to {to}, to be looked at, printed and exported. Nothing is stored here: when this tab is closed it is gone, and the link opens it again until {expires}.',
	close: 'Close',
	readOnlyTitle: 'This workspace can be read but not changed',
	alarmMissing: 'The sealed log of these books has a gap: entry {n} is missing.',
	alarmVoid: 'The sealed log of these books was changed by something other than Waxbill: entry {n} is not what this device wrote.',
	alarmUnreadable: 'Entry {n} of the sealed log does not open with the key of these books.',
	alarmHead: 'The sealed log does not end as this device left it, at entry {n}.',
	alarmNewer: 'Entry {n} of the sealed log was written by a newer version of Waxbill. Reload the page to get it.',
	alarmRevoked: 'Another of your devices put this one out: it hears nothing new, and what is written here would count for nothing.',
	alarmRemoved:
		'You are no member of these books any more: you left them, or an admin removed you. What is written here would count for nothing.',
	alarmProgram:
		'An admin of these books asks for a newer version of Waxbill than this device runs, so that everybody understands what is written.',
	programWorks:
		'Reload the page to get it; where it stays like this, whoever hosts Waxbill for you has to bring it up to date. Until then reading, searching, PDFs and exports work as before, and what waits here is kept.',
	reload: 'Reload',
	removedWorks: 'What had reached this device can be read, searched, printed and exported as before. Only an invitation brings you back.',
	viewer: 'Viewer',
	revokedWorks:
		'Reading, searching, PDFs and exports work as before. If it was a mistake, have this browser admitted again from one of the others.',
	alarmNotAdmitted:
		'The recovery code that brought these books here was already used or replaced, so this device could not come in by it. What you see is as old as the backup.',
	readOnlyJoin: 'Have it admitted',
	readOnlyExport: 'Export',
	readOnlyWorks:
		'Reading, searching and PDFs work as before. Nothing new is saved, so that nothing is lost: do not clear this browser’s data, and restore from a backup.'
});
