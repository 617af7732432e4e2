/** The thread of a client's page: it has the link's keys and nothing of the app's. */
import { ready } from '../crypto/sodium.ts';
import { clientRelay } from '../sharing/package-relay.ts';
import { cachedPackages } from './kept-packages.ts';
import { LinkReader } from './link-reader.ts';
import type { Reply } from '../ui/asked-thread.ts';
import type { Question } from './questions.ts';
import { signedBy } from './signed.ts';

const reader = new LinkReader({
	relayAt: (origin) => clientRelay(origin),
	origin: location.origin,
	kept: cachedPackages(),
	now: Date.now,
	signedBy
});

async function answer(question: Question): Promise<unknown> {
	await ready();
	switch (question.kind) {
		case 'link':
			return reader.begin(question.ask);
		case 'passphrase':
			return reader.passphrase(question.ask);
		case 'again':
			return reader.again();
		case 'file':
			return reader.file(question.ask);
		case 'send':
			return reader.send(question.ask.attempt, question.ask.answer);
	}
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
	void answer(data)
		.then((found): Reply => ({ id: data.id, answer: found }))
		// What went wrong may hold what was read: nothing of it leaves this thread.
		.catch((): Reply => ({ id: data.id, failed: true }))
		.then((reply) => postMessage(reply));
});
