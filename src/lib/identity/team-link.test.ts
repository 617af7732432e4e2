import { beforeAll, describe, expect, it } from 'vitest';
import { newPairingSecret } from '../crypto/pairing.ts';
import { randomBytes } from '../crypto/random.ts';
import { ready } from '../crypto/sodium.ts';
import { toBase64 } from './base64.ts';
import { invitationLink, readInvitation } from './pairing/invitation.ts';
import { readTeamLink, teamLink, type TeamLink } from './team-link.ts';

beforeAll(ready);

const sent = (): TeamLink => ({
	secret: randomBytes(32),
	wsId: randomBytes(16),
	role: 'a',
	n: 2 ** 33 + 5,
	R: randomBytes(32),
	relay: 'https://relay.example'
});

describe('an invitation’s link', () => {
	it('is read back, with everything in the fragment', () => {
		const invitation = sent();
		const link = teamLink('https://books.example/join', invitation);
		expect([new URL(link).pathname, new URL(link).search]).toEqual(['/join', '']);
		expect(readTeamLink(link)).toEqual(invitation);
		expect(readTeamLink(` ${new URL(link).hash}\n`)).toEqual(invitation);
	});
	it('is told apart from a pairing code, both ways', () => {
		const { wsId, n, R, relay } = sent();
		const code = invitationLink('https://books.example/join', { secret: newPairingSecret(), wsId, n, R, relay });
		expect(readTeamLink(code)).toBeUndefined();
		expect(readInvitation(teamLink('https://books.example/join', sent()))).toBeUndefined();
	});
	it('is refused when it is cut, changed beyond its shape, or none at all; a newer one says so', () => {
		const link = teamLink('https://books.example/join', sent());
		expect(readTeamLink('https://books.example/join')).toBeUndefined();
		expect(readTeamLink(link.slice(0, 100))).toBeUndefined();
		expect(readTeamLink('#i***')).toBeUndefined();
		expect(readTeamLink(`#i${'A'.repeat(3000)}`)).toBeUndefined();
		const of = (...bytes: number[]) => readTeamLink(`#i${toBase64(Uint8Array.of(...bytes, ...randomBytes(86), 97))}`);
		expect([of(1, 0), of(1, 4), of(1, 3), of(2, 3)].map((read) => (typeof read === 'object' ? read.role : read))).toEqual([
			undefined,
			undefined,
			'a',
			'newer'
		]);
	});
});
