/**
 * For each lie the check of the client that stands in its way, and how to take that check out. `npm run test:hostile` takes out one after the other,
 * in memory alone, and asks the story of the lie (hostile.test.ts) to fail: a test that stays green without the check would prove nothing.
 */
export interface Check {
	lie: string;
	/** What is taken out. */
	check: string;
	edits: readonly [file: string, find: string, replace: string][];
}

const POSITION = 'sync-server/protocol/position.ts';
const RULES = 'sync-server/protocol/rules.ts';
const JUDGE = 'src/lib/workspace/judge.ts';
const ENTRANCE = 'src/lib/sync/entrance.ts';
const EXCHANGE = 'src/lib/sync/exchange.ts';
const PULLER = 'src/lib/sync/puller.ts';
const CONNECTION = 'src/lib/sync/connection.ts';

const NO_SIGNATURE: Check['edits'] = [
	[POSITION, 'suite.verify(author!.signPk, signDomain(entry.kind), signedBytes(bytes), entry.signature)', 'suite !== undefined']
];
const NO_ROLLING_HASH: Check['edits'] = [[JUDGE, "if (!equalBytes(rolling, R)) return { ...judged, hashes: [], stop: 'fork' };", '']];
const NO_TRACE: Check['edits'][number] = [JUDGE, "return seen && equalBytes(entry.seenR, seen) ? undefined : 'fork';", 'return undefined;'];
const NO_REGRESSION: Check['edits'] = [
	[ENTRANCE, "if (n < here.n && !mayFill()) return stopped({ kind: 'regression', relay: n, here: here.n });", '']
];

export const CHECKS: readonly Check[] = [
	{
		lie: 'an entry left out',
		check: 'an event holds entries',
		edits: [[EXCHANGE, "if (entries.length === 0) return this.#breach('unexpected');", '']]
	},
	{ lie: 'an entry left out, and the hashes made to fit', check: 'a gap in an author’s sequence is looked into', edits: [NO_TRACE] },
	{
		lie: 'the admission of a device left out, and the hashes made to fit',
		check: 'entries that count for nothing are told of',
		edits: [[EXCHANGE, "if (voids > (badSignature ? 1 : 0)) this.#note('junk');", '']]
	},
	{
		lie: 'every event twice',
		check: 'what is known already is let go',
		edits: [
			[EXCHANGE, '} else if (end <= n) {', '} else if (end < 0) {'],
			[EXCHANGE, 'const entries = first.entries.slice(n - first.from);', 'const entries = [...first.entries];']
		]
	},
	{
		lie: 'an old entry again, as a new one',
		check: 'an author’s entries follow each other',
		edits: [
			[POSITION, 'entry.devSeq === (lastOf(state, entry)?.seq ?? -1) + 1', 'lastOf(state, entry) !== undefined'],
			[POSITION, 'equal(entry.prevDev, lastOf(state, entry)?.prev ?? ZERO32)', 'lastOf(state, entry) !== undefined']
		]
	},
	{
		lie: 'entries in another order',
		check: 'what an author says he saw is what is here',
		edits: [NO_TRACE, [JUDGE, "if (provesFork(verdict)) return 'fork';", 'if (provesFork(verdict)) return undefined;']]
	},
	{ lie: 'an earlier log to one device', check: 'a log that was longer is not written to', edits: NO_REGRESSION },
	{
		lie: 'a log of its own from some point on',
		check: 'hashes are compared on entering',
		edits: [
			[
				ENTRANCE,
				"const known = n === here.n ? here.R : await port.rAt(n);\n\t\t\tif (!known || !equal(known, R)) return stopped({ kind: 'fork', n });",
				''
			]
		]
	},
	{ lie: 'the tail withheld, then shown from the middle', check: 'a gap in an author’s sequence is looked into', edits: [NO_TRACE] },
	{ lie: 'acknowledged and not stored', check: 'a log that was longer is not filled without being asked', edits: NO_REGRESSION },
	{ lie: 'another hash in acknowledgements', check: 'entries hash to what came with them', edits: NO_ROLLING_HASH },
	{ lie: 'another hash with events', check: 'entries hash to what came with them', edits: NO_ROLLING_HASH },
	{ lie: 'another hash with what is pulled', check: 'entries hash to what came with them', edits: NO_ROLLING_HASH },
	{
		lie: 'refused, and appended late all the same',
		check: 'entries once made are remembered',
		edits: [[JUDGE, '!made.some(({ seq, hash }) => seq === own.seq && equalBytes(hash, own.hash))', 'made']]
	},
	{ lie: 'a bit of a header', check: 'entries hash to what came with them', edits: NO_ROLLING_HASH },
	{ lie: 'a bit of a ciphertext, and the hashes made to fit', check: 'signature', edits: NO_SIGNATURE },
	{ lie: 'a bit of a signature, and the hashes made to fit', check: 'signature', edits: NO_SIGNATURE },
	{ lie: 'the ciphertext of another entry, and the hashes made to fit', check: 'signature', edits: NO_SIGNATURE },
	{
		lie: 'an entry of another workspace',
		check: 'workspace',
		edits: [[POSITION, 'equal(entry.wsId, state.membership?.wsId ?? ZERO16)', 'equal(entry.wsId, entry.wsId)']]
	},
	{
		lie: 'an entry of a device that was put out',
		check: 'the author is active at that place',
		edits: [[POSITION, 'return device?.active ? device : undefined;', 'return device;']]
	},
	{
		lie: 'an entry with the key before',
		check: 'epoch',
		edits: [[POSITION, 'entry.epoch === (state.membership?.epoch ?? 0)', 'entry.epoch <= (state.membership?.epoch ?? 0)']]
	},
	{
		lie: 'data by a recovery code',
		check: 'capability',
		edits: [
			[
				POSITION,
				'author !== undefined && mayWrite(membership, author, entry.kind)',
				'author !== undefined || mayWrite(membership, author!, entry.kind)'
			]
		]
	},
	{ lie: 'a device admitted with another’s keys', check: 'signature', edits: NO_SIGNATURE },
	{
		lie: 'a ghost among those who get the next key',
		check: 'the next key goes to the active devices exactly',
		edits: [
			[RULES, 'goesExactlyTo(clear.rotation.boxes, staying(state, clear))', 'clear.rotation.boxes.length >= staying(state, clear).length']
		]
	},
	{
		lie: 'a key given twice, to a device that was admitted already',
		check: 'an admission gives the key to the new device alone',
		edits: [
			[
				RULES,
				'goesExactlyTo(clear.boxes, [deviceIdOf(hash, clear.signPk, clear.boxPk)])',
				'deviceIdOf(hash, clear.signPk, clear.boxPk).length === 16'
			]
		]
	},
	{
		lie: 'two keys for one epoch',
		check: 'a key is the one the log committed to',
		edits: [
			[
				'src/lib/crypto/epoch.ts',
				'return committed.length === 32 && actual.every((byte, i) => byte === committed[i]) ? key : undefined;',
				'return committed.length === actual.length ? key : undefined;'
			]
		]
	},
	{
		lie: 'an entry in the victim’s own name',
		check: 'a device knows what it wrote',
		edits: [[JUDGE, "judged.stop = 'copy';", ';']]
	},
	{ lie: 'entries without end', check: 'a pull comes nearer to its end', edits: [[PULLER, '(count === 0 && !last) || ', '']] },
	{
		lie: 'a giant frame',
		check: 'frames have a size',
		edits: [[CONNECTION, "if (data.byteLength > MAX_FRAME) return void this.end({ why: 'misbehaves', what: 'giant' });", '']]
	},
	{
		lie: 'a frame that is none',
		check: 'frames are parsed strictly',
		edits: [
			[
				CONNECTION,
				"if (isWireError(frame)) return void this.end({ why: 'misbehaves', what: 'malformed' });",
				'if (isWireError(frame)) return;'
			]
		]
	},
	{
		lie: 'an event swallowed',
		check: 'what lies between is pulled',
		edits: [[EXCHANGE, 'this.#puller.expect(end);\n\t\t\t\tthis.#drop(1);', 'this.#drop(1);']]
	},
	{
		lie: 'acknowledged what was never sent',
		check: 'an acknowledgement fits what was sent',
		edits: [[EXCHANGE, "if (!run || frame.n < run.entries.length) return this.#breach('false-ack');", 'if (!run) return;']]
	},
	{
		lie: 'refused what was never sent',
		check: 'a refusal fits what was sent',
		edits: [[EXCHANGE, "return this.#breach('false-nack');", 'return;']]
	},
	{
		lie: 'a pull answered from elsewhere',
		check: 'what comes is what was asked for',
		edits: [[PULLER, "if (from !== pull.next) return breach('gap');", '']]
	},
	{
		lie: 'every message refused',
		check: 'refusals are counted',
		edits: [['src/lib/sync/sender.ts', '++this.#refusals <= MOST_REFUSALS', '++this.#refusals <= Infinity']]
	}
];
