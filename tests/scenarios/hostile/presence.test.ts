import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveNews } from '#lib/editing/live-api.ts';
import { carryEphemeral, type Carrier } from '#lib/sync/ephemeral-channel.ts';
import { LiveHost } from '#lib/worker/live-host.ts';
import { Crew, RelayHouse, waitingOf } from './crew.ts';
import { FLOOD, PRESENCE_LIES, whisper, word } from './presence-lies.ts';
import { converge, lied } from './story.ts';

let relay: RelayHouse;
beforeAll(async () => {
	relay = await RelayHouse.open();
});
afterAll(() => relay.close());

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

const carriers = new Map<string, Carrier>();

interface Form {
	/** Other forms that are shown to be open. */
	others: LiveNews<'draft'>['others'];
	close(): Promise<void>;
}

/** The shared note, open in a form of this device. */
async function open(crew: Crew, name: string): Promise<Form> {
	const { workspace, home } = crew.hand(name);
	const host = new LiveHost();
	const form: Form = { others: [], close: async () => {} };
	const hear = (news: LiveNews<'draft'>) => {
		form.others = news.others;
		crew.changed();
		return news.version;
	};
	const opened = await host.open({ workspace, home }, 'note' as 'draft', crew.shared[0]!, hear as never);
	form.close = () => host.close(opened.form);
	ends.push(form.close);
	return form;
}

/** Each session's line carries what is said beside the log; Bob has the note of Alice open. */
let bobs: Form;
async function before(crew: Crew): Promise<void> {
	for (const { name, home, session } of crew.all) {
		const carrier = carryEphemeral(home.vault.ws, (frame) => session.sendEphemeral(frame));
		carriers.set(name, carrier);
		ends.push(() => carrier.close());
	}
	crew.shared.push([...crew.hand('alice').saved.keys()][0]!);
	bobs = await open(crew, 'bob');
}

const keys = ({ others }: Form) => others.map(({ key }) => key).sort();

/** What was injected is nowhere to be seen once a true word, said after it, is. */
async function onlyCarolIsSeen(crew: Crew): Promise<void> {
	whisper(crew, 'bob', word(crew, crew.hand('carol').keys, { client: 99 }));
	await crew.until(() => keys(bobs).includes('99'));
	expect(keys(bobs)).toEqual(['99']);
}

const STORIES: Record<string, (crew: Crew) => Promise<void>> = {
	async 'a word of presence again, after the goodbye'(crew) {
		const hers = await open(crew, 'alice');
		await crew.until(() => bobs.others.length === 1);
		await hers.close();
		await crew.until(() => bobs.others.length === 0);
		// Every word of hers comes again with each of Carol's.
		await open(crew, 'carol');
		await crew.until(() => bobs.others.length > 0);
		await onlyOneMore(crew);
	},
	async 'a goodbye for the form of another device'(crew) {
		await open(crew, 'carol');
		await crew.until(() => bobs.others.length > 0);
		await onlyOneMore(crew);
	},
	'a word of presence in another’s name': onlyCarolIsSeen,
	'a word of presence by a recovery code': onlyCarolIsSeen,
	async 'words of presence without end'(crew) {
		await crew.until(() => keys(bobs).includes('1'));
		// The last of the words: one of them takes leave.
		whisper(crew, 'bob', word(crew, crew.hand('alice').keys, { client: 1, clock: 2, here: false }));
		await crew.until(() => bobs.others.length > 0 && !keys(bobs).includes('1'));
		expect(bobs.others.length).toBeLessThan(FLOOD / 2);
	}
};

/** A second word of Carol's, so that all that came with the first was looked at. */
async function onlyOneMore(crew: Crew): Promise<void> {
	whisper(crew, 'bob', word(crew, crew.hand('carol').keys, { client: 99 }));
	await crew.until(() => keys(bobs).includes('99'));
	expect(bobs.others.length).toBe(2);
}

describe('a relay that shows one device', () => {
	it.each(PRESENCE_LIES.map((lie) => [lie.name, lie.threats.join(', '), lie] as const))('%s (threats %s)', (name, _, lie) =>
		lied(
			relay,
			lie,
			async (crew) => {
				await STORIES[name]!(crew);
				await crew.save('alice', 'the log goes on');
				await converge(crew);
				expect(crew.hand('bob').raised.size).toBe(0);
			},
			{ before, heard: (name, frame) => carriers.get(name)?.heard(frame) }
		)
	);
	it('is told of by a story for each lie about presence', () => {
		expect(Object.keys(STORIES).sort()).toEqual(PRESENCE_LIES.map(({ name }) => name).sort());
	});
});

describe('what is said beside the log of other books', () => {
	it('is no word here, though the relay brings it', async () => {
		const strangers = await Crew.assemble(relay, ['eve']);
		try {
			const lie = {
				name: 'a word of presence of other books',
				threats: [30],
				begin: (crew: Crew) => {
					strangers.shared.push(crew.shared[0]!);
					whisper(crew, 'bob', word(strangers, strangers.hand('eve').keys, {}));
					whisper(crew, 'bob', word(strangers, crew.hand('alice').keys, {}));
				}
			};
			await lied(relay, lie, onlyCarolIsSeen, { before, heard: (name, frame) => carriers.get(name)?.heard(frame) });
			expect(waitingOf(strangers.hand('eve').workspace)).toBe(0);
		} finally {
			await strangers.end();
		}
	});
});
