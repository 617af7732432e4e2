import { messages } from '../../ui/i18n.svelte.ts';

/** One message for every `SyncProblem`: what is wrong, and what to do about it. */
export const problems = messages('lib/relay/problems', {
	'not-an-address': 'This is no address of a relay. Write it like relay.example or https://relay.example:8443.',
	'other-name': 'Write “localhost” or “127.0.0.1”, with the port: the app connects to this machine by no other name.',
	'not-secure':
		'An address with http:// or ws:// is not encrypted on the way, so the network would see who talks to whom. Write https://. Only localhost may do without.',
	credentials: 'Leave out the name and password before the “@”: a relay asks for none.',
	'more-than-an-origin': 'Write the address alone, without a path: https://relay.example.',
	'no-answer': 'No relay answers at this address. Check it for typing mistakes, and whether this device is online.',
	'other-version':
		'A relay answers there, but speaks another version. Reload this page; if that does not help, the relay must be brought up to date.',
	token: 'This relay takes new books only with its token. Ask whoever runs it, and check the token for typing mistakes.',
	quota: 'There is not enough room for these books on that relay. Ask whoever runs it for more, or choose another.',
	'other-log': 'That relay has another version of these books than this device. Nothing was sent.',
	'not-admitted': 'That relay has these books, and does not know this device in them. Have it admitted by a device that is in.',
	offline: 'This needs the relay, and it cannot be reached now. Nothing was changed: try again when you are online.',
	elsewhere: 'Another tab of this browser holds the connection and does not give it away. Close it, or do this there.',
	'no-relay': 'These books have no relay. Connect one first.',
	'not-admin': 'Only an admin of these books may choose. This device goes over by itself once one has chosen, on any device.',
	'not-owner': 'Only the owner of these books may do this, from one of the owner’s devices.',
	refused: 'The relay refused. Nothing was changed here: try again, or tell whoever runs it.'
});
