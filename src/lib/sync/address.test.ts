import { describe, expect, it } from 'vitest';
import { parseRelayAddress } from './address.ts';

describe('the address of a relay', () => {
	it.each([
		['relay.example', 'https://relay.example', 'wss://relay.example/relay', 'relay.example'],
		['  https://Relay.Example/  ', 'https://relay.example', 'wss://relay.example/relay', 'relay.example'],
		['wss://relay.example:8443/relay', 'https://relay.example:8443', 'wss://relay.example:8443/relay', 'relay.example:8443'],
		['https://relay.example:443', 'https://relay.example', 'wss://relay.example/relay', 'relay.example'],
		['http://localhost:4180', 'http://localhost:4180', 'ws://localhost:4180/relay', 'localhost:4180'],
		['ws://127.0.0.1:9/relay/', 'http://127.0.0.1:9', 'ws://127.0.0.1:9/relay', '127.0.0.1:9'],
		['localhost:4180', 'http://localhost:4180', 'ws://localhost:4180/relay', 'localhost:4180'],
		['127.0.0.1', 'http://127.0.0.1', 'ws://127.0.0.1/relay', '127.0.0.1'],
		['https://localhost', 'https://localhost', 'wss://localhost/relay', 'localhost'],
		['https://[::1]', 'https://[::1]', 'wss://[::1]/relay', '[::1]']
	])('%s', (text, origin, url, host) => {
		expect(parseRelayAddress(text)).toEqual({ origin, url, host });
	});

	it.each([
		['', 'not-an-address'],
		['not a host', 'not-an-address'],
		['ftp://relay.example', 'not-an-address'],
		['https://me:secret@relay.example', 'credentials'],
		['me@localhost', 'credentials'],
		['http://relay.example', 'not-secure'],
		['ws://127.0.0.1.example.org', 'not-secure'],
		// The policy of the pages names this machine in two ways only.
		['http://[::1]:80', 'other-name'],
		['127.0.0.2:4180', 'other-name'],
		['http://app.localhost:4180', 'other-name'],
		['https://relay.example/somewhere', 'more-than-an-origin'],
		['https://relay.example/?workspace=1', 'more-than-an-origin'],
		['https://relay.example/#1', 'more-than-an-origin']
	])('%s is refused: %s', (text, problem) => {
		expect(parseRelayAddress(text)).toEqual({ problem });
	});
});
