import { messages } from '../../ui/i18n.svelte.ts';

/** Words of everything that asks for a passkey. */
export const en = messages('lib/identity/passkey', {
	usePasskey: 'Use passkey',
	thenPasskey: 'Then your passkey is asked for: this device opens with both.',
	passkeyNone: 'This browser knows no passkeys. Use another way to unlock, or another browser.',
	passkeyCancelled:
		'No passkey was used. Perhaps it was cancelled or took too long, or this authenticator does not have the passkey that was added here. Try again, or use another way.',
	passkeyNoPrf:
		'This authenticator can make passkeys but cannot derive keys with them (it lacks the PRF extension), so it cannot open sealed books. Use another authenticator or another way.',
	passkeyKnown: 'This authenticator already has a passkey for this device.',
	passkeyUnsteady: 'This authenticator answered differently each time, so it would lock you out. It was not added.',
	passkeyFailed: 'The passkey could not be used. Nothing was changed: try again, or use another way.'
});
