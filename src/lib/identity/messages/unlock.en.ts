import { messages } from '../../ui/i18n.svelte.ts';

/** Words of the unlock form alone: they load before anything else. */
export const en = messages('lib/identity/unlock', {
	unlockTitle: 'Unlock',
	unlockLead: 'Your books are sealed on this device. Only you can open them.',
	passphrase: 'Passphrase',
	unlock: 'Unlock',
	opening: 'Opening …',
	forgot: 'Use the recovery code instead',
	lockedIdle: 'Locked after a while without use. What you were typing was saved.',
	lockedLost: 'It was locked by itself, and what was typed last could not be saved.',
	enterPassphrase: 'Type your passphrase.'
});
