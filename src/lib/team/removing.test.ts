/** What no program can undo is said before somebody decides. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { en } from './messages/en.ts';

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('threat 23: the dialog says before the removal what it cannot undo', () => {
	expect(en.removeKeeps).toMatch(/Nothing can make \{name\} forget.*stays readable there.*still sealed under the old key/);
	expect(en.removeWaits).toMatch(/has not reached the relay stays there/);
	const dialogs = text('./MemberDialogs.svelte');
	for (const word of ['removeKeeps', 'removeWaits'] as const) expect(dialogs).toMatch(new RegExp(`t\\('${word}'[,)]`));
});

it('the invitation says that every member reads the whole history', () => {
	expect(en.inviteHistory).toMatch(/reads the whole history/);
	expect(text('./InviteMember.svelte')).toMatch(/t\('inviteHistory'\)/);
});
