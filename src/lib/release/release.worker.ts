/** The thread that reads and hashes the files of builds, so that the page does not wait. */
import { ready } from '../crypto/sodium.ts';
import type { Reply } from '../ui/asked-thread.ts';
import { Comparing } from './comparing.ts';
import { places } from './places.ts';
import type { Question } from './questions.ts';

const comparing = new Comparing(places);

async function answer(question: Question): Promise<unknown> {
	await ready();
	switch (question.kind) {
		case 'list':
			return comparing.list(question.ask.place, question.ask.build);
		case 'compare':
			return comparing.compare(question.ask.place, question.ask.names);
		case 'next':
			return comparing.next(question.ask);
	}
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
	void answer(data)
		.then((found): Reply => ({ id: data.id, answer: found }))
		.catch((): Reply => ({ id: data.id, failed: true }))
		.then((reply) => postMessage(reply));
});
