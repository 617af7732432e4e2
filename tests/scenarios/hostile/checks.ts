/**
 * For each lie the check of the client that stands in its way, and how to take that check out. `npm run test:hostile` takes out one after the other,
 * in memory alone, and asks the story of the lie to fail: a test that stays green without the check would prove nothing.
 */
export type Edit = readonly [file: string, find: string, replace: string];

const POSITION = 'sync-server/protocol/position.ts';
const RULES = 'sync-server/protocol/rules-keys.ts';
const MEMBER_RULES = 'sync-server/protocol/rules-members.ts';
const RIGHTS = 'sync-server/protocol/rights.ts';
const JUDGE = 'src/lib/workspace/judge.ts';
const BLOBS = 'src/lib/workspace/blobs.ts';
const PRESENCE = 'src/lib/workspace/presence.ts';
const ENTRANCE = 'src/lib/sync/entrance.ts';
const EXCHANGE = 'src/lib/sync/exchange.ts';
const PULLER = 'src/lib/sync/puller.ts';
const SENDER = 'src/lib/sync/sender.ts';
const CONNECTION = 'src/lib/sync/connection.ts';
const PACKS = 'src/lib/sync/packs.ts';
const MAILBOX = 'src/lib/sync/mailbox.ts';
const LIVE = 'src/lib/sync/live.ts';
const EPOCH = 'src/lib/crypto/epoch.ts';
const PAIRING = 'src/lib/crypto/pairing.ts';
const TRANSCRIPT = 'src/lib/identity/pairing/transcript.ts';
const PAIRING_HOST = 'src/lib/worker/pairing-host.ts';
const RELAY_LOG = 'src/lib/worker/relay-log.ts';
const RECOVER = 'src/lib/worker/recover-host.ts';
const LOCATORS = 'src/lib/worker/locators.ts';
const PACKAGE = 'src/lib/sharing/package.ts';
const PARTS = 'src/lib/sharing/package-parts.ts';
const ANSWER = 'src/lib/sharing/answer.ts';
const MEMBER = 'src/lib/sharing/member-packages.ts';
const LINK_COMMANDS = 'src/lib/worker/link-commands.ts';
const LINK_ANSWERS = 'src/lib/worker/link-answers.ts';
const LINK_RECORDS = 'src/lib/sharing/records.ts';

/** Each check, by what holds while it is there. What is found is replaced by what follows it. */
export const CHECKS = {
	'an event holds entries': [[EXCHANGE, "if (entries.length === 0) return this.#breach('unexpected');", '']],
	'a gap in an author’s sequence is looked into': [
		[JUDGE, "return seen && equalBytes(entry.seenR, seen) ? undefined : 'fork';", 'return undefined;']
	],
	'what an author says he saw is what is here': [
		[JUDGE, "return seen && equalBytes(entry.seenR, seen) ? undefined : 'fork';", 'return undefined;'],
		[JUDGE, "if (provesFork(verdict)) return 'fork';", 'if (provesFork(verdict)) return undefined;']
	],
	'entries that count for nothing are told of': [[EXCHANGE, "if (voids > (badSignature ? 1 : 0)) this.#note('junk');", '']],
	'what is known already is let go': [
		[EXCHANGE, '} else if (end <= n) {', '} else if (end < 0) {'],
		[EXCHANGE, 'const entries = first.entries.slice(n - first.from);', 'const entries = [...first.entries];']
	],
	'an author’s entries follow each other': [
		[POSITION, 'entry.devSeq === (last?.seq ?? -1) + 1', 'last !== undefined'],
		[POSITION, 'equal(entry.prevDev, last?.prev ?? ZERO32)', 'last !== undefined']
	],
	'a log that was longer is neither written to nor filled without being asked': [
		[ENTRANCE, "if (n < here.n && !mayFill()) return stopped({ kind: 'regression', relay: n, here: here.n });", '']
	],
	'hashes are compared on entering': [
		[
			ENTRANCE,
			"const known = n === here.n ? here.R : await port.rAt(n);\n\t\t\tif (!known || !equal(known, R)) return stopped({ kind: 'fork', n });",
			''
		]
	],
	'entries hash to what came with them': [[JUDGE, "if (!equalBytes(rolling, R)) return { ...judged, hashes: [], stop: 'fork' };", '']],
	'entries once made are remembered': [[JUDGE, '!made.some(({ seq, hash }) => seq === own.seq && equalBytes(hash, own.hash))', 'made']],
	'a device knows what it wrote': [[JUDGE, "judged.stop = 'copy';", ';']],
	'an entry is signed by its author': [
		[POSITION, 'suite.verify(author!.signPk, signDomain(entry.kind), signedBytes(bytes), entry.signature)', 'suite !== undefined']
	],
	'an entry is of this workspace': [[POSITION, 'equal(entry.wsId, state.membership?.wsId ?? ZERO16)', 'equal(entry.wsId, entry.wsId)']],
	'the author is active at that place': [[POSITION, 'return device?.active ? device : undefined;', 'return device;']],
	'whoever was removed writes nothing': [
		[POSITION, 'return device?.active ? device : undefined;', 'return device;'],
		[POSITION, 'state.membership ? mayWrite(', 'state.membership ? true || mayWrite(']
	],
	'an entry is of the current epoch': [
		[POSITION, 'entry.epoch === (state.membership?.epoch ?? 0)', 'entry.epoch <= (state.membership?.epoch ?? 0)']
	],
	'the author may write this kind': [[POSITION, 'state.membership ? mayWrite(', 'state.membership ? true || mayWrite(']],
	'the next key goes to the active devices exactly': [
		[RULES, 'goesExactlyTo(clear.rotation.boxes, staying(state, clear))', 'clear.rotation.boxes.length >= staying(state, clear).length']
	],
	'an admission gives the key to the new device alone': [
		[
			RULES,
			'goesExactlyTo(clear.boxes, [deviceIdOf(hash, clear.signPk, clear.boxPk)])',
			'deviceIdOf(hash, clear.signPk, clear.boxPk).length === 16'
		]
	],
	'nobody who stays is left without the next key': [
		[
			RULES,
			'goesExactlyTo(clear.rotation.boxes, staying(state, clear))',
			'clear.rotation.boxes.every(({ devId }) => staying(state, clear).some((id) => equal(id, devId)))'
		]
	],
	'an editor invites nobody': [
		[POSITION, 'state.membership ? mayWrite(', 'state.membership ? true || mayWrite('],
		[MEMBER_RULES, "clear.role === 'none' || mayInvite(state, author?.member, clear.role),", 'author !== state,']
	],
	'nobody but an owner makes owners less': [
		[
			MEMBER_RULES,
			"roleOf(state, author) === 'o' || ![state.members.get(hex(clear.memberId)), clear.role].some((role) => isAtLeast(role, 'a')),",
			'author !== state,'
		],
		[MEMBER_RULES, "clear.role === 'o' || hasOwnerBeside(state, hex(clear.memberId)),", 'clear !== state,']
	],
	'only an owner makes admins and owners': [
		[
			MEMBER_RULES,
			"roleOf(state, author) === 'o' || ![state.members.get(hex(clear.memberId)), clear.role].some((role) => isAtLeast(role, 'a')),",
			'author !== state,'
		]
	],
	'only an owner removes an owner': [
		[MEMBER_RULES, "roleOf(state, author) === 'o' || !isAtLeast(state.members.get(hex(clear.memberId)), 'a'),", 'author !== state,']
	],
	'only an owner invites admins': [
		[MEMBER_RULES, "clear.role === 'none' || mayInvite(state, author?.member, clear.role),", 'author !== state,']
	],
	'only an owner admits admins': [
		[
			MEMBER_RULES,
			'onlyOwnersAdmitAdmins: ({ state, clear, author }: Proposal<AdmitClear>) => mayInvite(state, author?.member, clear.role),',
			''
		]
	],
	'an owner remains': [[MEMBER_RULES, "clear.role === 'o' || hasOwnerBeside(state, hex(clear.memberId)),", 'clear !== state,']],
	'the last owner stays': [[MEMBER_RULES, "roleOf(state, author) !== 'o' || hasOwnerBeside(state, author!.member),", 'author !== state,']],
	'nobody removes himself': [[MEMBER_RULES, 'author?.member !== hex(clear.memberId),', 'author !== clear,']],
	'who is admitted is who asked': [
		[
			MEMBER_RULES,
			'return joiner?.member === hex(clear.memberId) && equal(joiner.signPk, clear.signPk) && equal(joiner.boxPk, clear.boxPk);',
			'return joiner !== clear;'
		]
	],
	'nobody is admitted who did not ask': [
		[MEMBER_RULES, "state.invites.get(hex(clear.inviteId))?.state === 'joined',", 'clear !== state,'],
		[
			MEMBER_RULES,
			'return joiner?.member === hex(clear.memberId) && equal(joiner.signPk, clear.signPk) && equal(joiner.boxPk, clear.boxPk);',
			'return joiner !== clear;'
		]
	],
	'nobody is more than he was invited as': [
		[MEMBER_RULES, 'isAtLeast(state.invites.get(hex(clear.inviteId))?.role, clear.role),', 'clear !== state,']
	],
	'an invitation is answered once, while it is open': [
		[POSITION, "if (invite) return invite.state === 'open' ? invite : undefined;", 'if (invite) return invite;'],
		[RIGHTS, "return kind === KIND.JOIN && author.state === 'open';", 'return kind === KIND.JOIN;']
	],
	'keys that ask are nobody’s yet': [
		[MEMBER_RULES, 'joinerKeysAreNew: ({ state, clear }: Proposal<JoinClear>) => !isKeyKnown(state, clear.signPk, clear.boxPk),', '']
	],
	'only an owner lets older programs in again': [
		[MEMBER_RULES, "clear.program > state.minProgram || roleOf(state, author) === 'o'", 'author !== state']
	],
	'a key is the one the log committed to': [
		[
			EPOCH,
			'return committed.length === 32 && actual.every((byte, i) => byte === committed[i]) ? key : undefined;',
			'return committed.length === actual.length ? key : undefined;'
		]
	],
	'a pull comes nearer to its end': [[PULLER, '(count === 0 && !last) || ', '']],
	'what is pulled is what was asked for': [[PULLER, "if (from !== pull.next) return breach('gap');", '']],
	'what lies between is pulled': [[EXCHANGE, 'this.#puller.expect(end);\n\t\t\t\tthis.#drop(1);', 'this.#drop(1);']],
	'frames have a size': [[CONNECTION, "if (data.byteLength > MAX_FRAME) return void this.end({ why: 'misbehaves', what: 'giant' });", '']],
	'frames are parsed strictly': [
		[
			CONNECTION,
			"if (isWireError(frame)) return void this.end({ why: 'misbehaves', what: 'malformed' });",
			'if (isWireError(frame)) return;'
		]
	],
	'an acknowledgement fits what was sent': [
		[EXCHANGE, "if (!run || frame.n < run.entries.length) return this.#breach('false-ack');", 'if (!run) return;']
	],
	'a refusal fits what was sent': [[EXCHANGE, "return this.#breach('false-nack');\n\t\t\t\tif (!this", 'return;\n\t\t\t\tif (!this']],
	'refusals are counted': [[SENDER, '++this.#refusals <= MOST_REFUSALS', '++this.#refusals <= Infinity']],

	'a file hashes to its address': [[BLOBS, "toHex(hash32('wb1/pack', ...pack.chunks)) !== id", 'pack.chunks.length > 2000']],
	'a file that came opens': [[BLOBS, 'return opens && putPack(home, id, pack);', 'return putPack(home, id, pack);']],
	'a file is whole': [
		[BLOBS, "toHex(hash32('wb1/pack', ...pack.chunks)) !== id", 'pack.chunks.length > 2000'],
		[BLOBS, 'return opens && putPack(home, id, pack);', 'return putPack(home, id, pack);']
	],
	'a file is under a key that is known here': [
		[BLOBS, 'if (!home.keys.hasEpoch(epoch)) return false;', ''],
		[BLOBS, 'index)) !== undefined', 'index)) !== null'],
		[BLOBS, 'return opens && putPack(home, id, pack);', 'return putPack(home, id, pack);']
	],
	'a part is told from the word that there is none': [[PACKS, "if (answer.type !== 'pack') return void result.absent.push(id);", '']],
	'a file has so many parts': [[PACKS, 'count > MAX_PACK_PARTS || ', '']],
	'a file has so many bytes': [[PACKS, 'if (known.bytes > MAX_PACK) return false;', '']],

	'a form is spoken for by its own device': [[LIVE, 'if (known ? !isNews(known, other) : !this.#line.makeRoom()) return;', '']],
	'a word of presence is signed by its device': [
		[
			PRESENCE,
			'if (!verify(author.signPk, DOMAIN, concat([place, plain.subarray(0, SIGNED)]), plain.subarray(SIGNED))) return undefined;',
			''
		]
	],
	'a word of presence is of a device': [
		[PRESENCE, "if (!author?.active || author.kind !== 'device') return undefined;", 'if (!author) return;']
	],
	'so many forms are remembered': [[LIVE, 'const MOST_OTHERS = 64;', 'const MOST_OTHERS = Infinity;']],

	'an empty place is asked for again': [
		[MAILBOX, 'if (lies.length === 0) again(() => ask(connection));', ''],
		[MAILBOX, 'else done(lies);\n\t\t\t\t\treturn lies.length > 0;', 'done(lies);\n\t\t\t\t\treturn true;']
	],
	'a pairing that is given up ends whatever the relay does': [
		[PAIRING_HOST, '(gone = this.#timers.after(FAREWELL, () => mailbox?.close()))', 'gone()']
	],
	'letters open by their own code alone': [
		[PAIRING, "hash32('wb1/pairing-key', bytes", "hash32('wb1/pairing-key', new Uint8Array(26)"],
		[PAIRING, "utf8('wb1/pairing-message'), keys.place(slot).rendezvous, Uint8Array", "utf8('wb1/pairing-message'), Uint8Array"]
	],
	'the words are made from both devices’ keys': [
		[TRANSCRIPT, 'sized(old.sign, 32),', 'sized(R, 32),'],
		[TRANSCRIPT, 'sized(old.box, 32),', 'sized(R, 32),'],
		[TRANSCRIPT, 'sized(joining.sign, 32),', 'sized(R, 32),'],
		[TRANSCRIPT, 'sized(joining.box, 32),', 'sized(R, 32),']
	],
	'books are found or it is said that they are not': [[RECOVER, "if (byBooks.size === 0) throw new RecoveryError('not-found');", '']],
	'a record is sealed under the code': [
		[LOCATORS, 'const plain = answer.bytes.length > 0 ? openLocator(seed, id, answer.bytes) : undefined;', 'const plain = answer.bytes;']
	],
	'a log is as long as its record says': [
		[RECOVER, "if (n < record.n) throw new RecoveryError('older');", ''],
		[RELAY_LOG, "if (!wasKnown) throw new RecoveryError('older');", '']
	],
	'a log is the one of its record': [[RELAY_LOG, "if (!wasKnown) throw new RecoveryError('older');", '']],

	'a package is sealed under its version': [
		[PACKAGE, 'return concat([id, uint32(version)]);', 'return concat([id, uint32(version * 0)]);']
	],
	'parts of a package are of one version': [[PARTS, 'next.version !== version || next.parts', 'next.parts']],
	'a part of a package is the one that was asked for': [[PARTS, 'heard.part === part && heard.id', 'heard.id']],
	'a package has so many parts': [[PARTS, 'parts === 0 || parts > MAX_PACKAGE_PARTS', 'parts === 0']],
	'a package has so many bytes': [[PARTS, "if (size > MAX_PACKAGE) return 'unreachable';", '']],
	'the version that was put last is remembered': [
		[LINK_COMMANDS, "info.version !== 0 && info.version < version ? 'older'", "info.version < 0 ? 'older'"]
	],
	'what is replaced is what was offered': [
		[
			LINK_COMMANDS,
			"if (typeof opened === 'string' || !equalBytes(opened.hash, link.shown)) return this.#answers.falsePackage(id);",
			"if (typeof opened === 'string') return;"
		]
	],
	'links are listed in order': [[MEMBER, 'if (!last || toHex(last) <= toHex(after)) return all;', 'if (!last) return all;']],
	'answers come in order': [[MEMBER, "heard.type !== 'answer' || toHex(heard.answer) <= toHex(after)", "heard.type !== 'answer'"]],
	'an answer is sealed under its number': [
		[ANSWER, 'return concat([placeOf(packageId, version), id]);', 'return concat([placeOf(packageId, version), id.subarray(16)]);'],
		[ANSWER, ' || !equal(boxed.id, id)', '']
	],
	'an answer is sealed under the version it answers': [
		[ANSWER, 'return concat([placeOf(packageId, version), id]);', 'return concat([placeOf(packageId, 1), id]);'],
		[ANSWER, ' || boxed.version !== version', '']
	],
	'an answer that was taken is known': [
		[LINK_ANSWERS, 'if (confirmed.has(id)) {', 'if (id === undefined) {'],
		[LINK_ANSWERS, 'if (known.has(id)) {', 'if (id === undefined) {'],
		[LINK_RECORDS, 'return answered.some(({ answer }) => answer === event.answer);', 'return false;']
	],
	'a box says in whose seal it was put': [[ANSWER, ' || !equal(boxed.id, id)', '']],
	'an acceptance is of what the link offers': [[LINK_ANSWERS, 'if (offered) await', 'await']],
	'a link allows what it allows': [[LINK_ANSWERS, ' || !link.answers.includes(opened.answer.kind)', '']],
	'a revoked link accepts nothing': [[LINK_ANSWERS, 'if (!document || revoked) return;', 'if (!document) return;']],
	'a link brings so many answers': [
		[LINK_ANSWERS, 'else if (known.size + taken.length >= MOST_ANSWERS) faults.full = true;', ''],
		[
			LINK_RECORDS,
			"if (event.kind === 'answered' && link.answered.length >= MOST_ANSWERS) return { state, rows: [], refused: 'too-large' };",
			''
		]
	]
} as const satisfies Record<string, readonly Edit[]>;

/** By the file with their stories: each lie, and the check that stands in its way. */
export const LIES: Record<'hostile' | 'team' | 'files' | 'presence' | 'letters' | 'links', Record<string, keyof typeof CHECKS>> = {
	hostile: {
		'an entry left out': 'an event holds entries',
		'an entry left out, and the hashes made to fit': 'a gap in an author’s sequence is looked into',
		'the admission of a device left out, and the hashes made to fit': 'entries that count for nothing are told of',
		'every event twice': 'what is known already is let go',
		'an old entry again, as a new one': 'an author’s entries follow each other',
		'entries in another order': 'what an author says he saw is what is here',
		'an earlier log to one device': 'a log that was longer is neither written to nor filled without being asked',
		'a log of its own from some point on': 'hashes are compared on entering',
		'the tail withheld, then shown from the middle': 'a gap in an author’s sequence is looked into',
		'acknowledged and not stored': 'a log that was longer is neither written to nor filled without being asked',
		'another hash in acknowledgements': 'entries hash to what came with them',
		'another hash with events': 'entries hash to what came with them',
		'another hash with what is pulled': 'entries hash to what came with them',
		'refused, and appended late all the same': 'entries once made are remembered',
		'a bit of a header': 'entries hash to what came with them',
		'a bit of a ciphertext, and the hashes made to fit': 'an entry is signed by its author',
		'a bit of a signature, and the hashes made to fit': 'an entry is signed by its author',
		'the ciphertext of another entry, and the hashes made to fit': 'an entry is signed by its author',
		'an entry of another workspace': 'an entry is of this workspace',
		'an entry of a device that was put out': 'the author is active at that place',
		'an entry with the key before': 'an entry is of the current epoch',
		'data by a recovery code': 'the author may write this kind',
		'a device admitted with another’s keys': 'an entry is signed by its author',
		'a ghost among those who get the next key': 'the next key goes to the active devices exactly',
		'a key given twice, to a device that was admitted already': 'an admission gives the key to the new device alone',
		'two keys for one epoch': 'a key is the one the log committed to',
		'an entry in the victim’s own name': 'a device knows what it wrote',
		'entries without end': 'a pull comes nearer to its end',
		'a giant frame': 'frames have a size',
		'a frame that is none': 'frames are parsed strictly',
		'an event swallowed': 'what lies between is pulled',
		'acknowledged what was never sent': 'an acknowledgement fits what was sent',
		'refused what was never sent': 'a refusal fits what was sent',
		'a pull answered from elsewhere': 'what is pulled is what was asked for',
		'every message refused': 'refusals are counted'
	},
	team: {
		'data by a viewer': 'the author may write this kind',
		'a series numbered by a viewer': 'the author may write this kind',
		'a series taken over by an editor': 'the author may write this kind',
		'a role given by an editor': 'the author may write this kind',
		'an invitation by an editor': 'an editor invites nobody',
		'a member removed by an editor': 'the author may write this kind',
		'a newer program asked for by an editor': 'the author may write this kind',
		'an admin makes himself an owner': 'only an owner makes admins and owners',
		'an admin makes an owner less': 'nobody but an owner makes owners less',
		'an owner removed by an admin': 'only an owner removes an owner',
		'an admin invited by an admin': 'only an owner invites admins',
		'an admin admitted by an admin': 'only an owner admits admins',
		'the last owner makes himself less': 'an owner remains',
		'the last owner leaves': 'the last owner stays',
		'a member who removes himself and keeps the key': 'nobody removes himself',
		'an admission for other keys than those that asked': 'who is admitted is who asked',
		'an admission as somebody else than who asked': 'who is admitted is who asked',
		'an admission that gives the key to a ghost too': 'an admission gives the key to the new device alone',
		'an admission as more than the invitation says': 'nobody is more than he was invited as',
		'an admission nobody asked for': 'nobody is admitted who did not ask',
		'an invitation used twice': 'an invitation is answered once, while it is open',
		'an invitation answered after it was withdrawn': 'an invitation is answered once, while it is open',
		'an answer with other keys put in': 'an entry is signed by its author',
		'an answer to an invitation of other books': 'an entry is of this workspace',
		'an answer with the keys of a device that is there': 'keys that ask are nobody’s yet',
		'an old change of role, again': 'an author’s entries follow each other',
		'the next key for the member it puts out': 'the next key goes to the active devices exactly',
		'a member left out of the next key': 'nobody who stays is left without the next key',
		'data by a removed member who was given the new key': 'whoever was removed writes nothing',
		'data by a removed member, dated back': 'whoever was removed writes nothing',
		'an older program let in again by an admin': 'only an owner lets older programs in again',
		'the removal of a member withheld': 'a gap in an author’s sequence is looked into'
	},
	files: {
		'a file without its end': 'a file is whole',
		'a file with another byte': 'a file is whole',
		'an earlier file in the place of a newer one': 'a file hashes to its address',
		'a file under another salt': 'a file that came opens',
		'a file under another key’s number': 'a file is under a key that is known here',
		'a file that is nowhere': 'a part is told from the word that there is none',
		'a file of more parts than any': 'a file has so many parts',
		'a file larger than any': 'a file has so many bytes'
	},
	presence: {
		'a goodbye for the form of another device': 'a form is spoken for by its own device',
		'a word of presence in another’s name': 'a word of presence is signed by its device',
		'a word of presence by a recovery code': 'a word of presence is of a device',
		'words of presence without end': 'so many forms are remembered'
	},
	letters: {
		'letters that come late': 'an empty place is asked for again',
		'no letter at all, not even to who wrote it': 'a pairing that is given up ends whatever the relay does',
		'the letters of an earlier pairing': 'letters open by their own code alone',
		'keys of its own, by the code that somebody read': 'the words are made from both devices’ keys',
		'no record under the code': 'books are found or it is said that they are not',
		'a record in clear, of other books': 'a record is sealed under the code',
		'the record, and a log that ends before it': 'a log is as long as its record says',
		'the record, and another log of that length': 'a log is the one of its record'
	},
	links: {
		'an older package under the number of the newest': 'a package is sealed under its version',
		'a package of parts of two versions': 'parts of a package are of one version',
		'one part of a package in the place of another': 'a part of a package is the one that was asked for',
		'a package of more parts than any': 'a package has so many parts',
		'a package larger than any': 'a package has so many bytes',
		'an older package as the newest': 'the version that was put last is remembered',
		'the package of another link, to be replaced': 'what is replaced is what was offered',
		'a list of links without end': 'links are listed in order',
		'answers without end': 'answers come in order',
		'an answer again, under another number': 'an answer is sealed under its number',
		'an answer under another version': 'an answer is sealed under the version it answers',
		'an answer again, after it was taken': 'an answer that was taken is known',
		'the box of another client in a seal of his own': 'a box says in whose seal it was put',
		'an acceptance of something else': 'an acceptance is of what the link offers',
		'an acceptance by a link that allows none': 'a link allows what it allows',
		'an acceptance by a link that was revoked': 'a revoked link accepts nothing',
		'more answers than a link may bring': 'a link brings so many answers'
	}
};
