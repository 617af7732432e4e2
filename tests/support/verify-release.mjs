/**
 * `npm run verify -- https://books.example [--key BASE64] [--build FOLDER]`: does this host serve the build it says it serves, who signed it, and is it
 * the one in FOLDER? It is meant to be read before it is believed: one file, of Node's own modules alone, that shares no code with the app. The format
 * of what it reads is said in src/lib/release/README.md.
 *
 * It sees what the host gives to it. A host that gives others something else at other times is not found out by asking once, from one place.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const AT_ONCE = 8;
/** RFC 8410: what stands before the 32 bytes of an Ed25519 public key. */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
/** What a browser must be told for it to run, draw or refuse a file as meant. */
const TYPES = {
	html: 'text/html',
	js: /^(text|application)\/javascript$/,
	css: 'text/css',
	json: 'application/json',
	wasm: 'application/wasm',
	svg: 'image/svg+xml',
	webmanifest: /^application\/(manifest\+)?json$/
};

/** @typedef {{ format: number, version: string, base: string, source?: string, headers: string, files: Record<string, string> }} List */
/** @typedef {{ problems: string[], list?: List, signedBy?: string, checked: number }} Verdict */

/**
 * Everything that differs, in words; no problems means that every file is as its list says, the list is signed by `key` where one is given, and is the
 * list of `build` where that is given. Throws where the host does not answer at all.
 * @param {string} address @param {{ key?: string | undefined, build?: string | undefined }} [wanted]
 * @returns {Promise<Verdict>}
 */
export async function verifyRelease(address, { key, build } = {}) {
	const root = address.replace(/\/+$/, '');
	/** @type {string[]} */
	const problems = [];
	const listed = await get(`${root}/release.json`);
	if (listed.status !== 200) return { problems: [`release.json: ${described(listed)}: this host names no release`], checked: 0 };
	const list = readList(listed.body);
	if (!list) return { problems: ['release.json: cut off, or not a list of a release'], checked: 0 };

	const signedBy = signer(listed.body, await get(`${root}/release-signature.json`), problems);
	if (key && signedBy !== key && problems.length === 0)
		problems.push(signedBy ? `signed by another key: ${signedBy}` : 'not signed, but a key was given');
	if (build && !listed.body.equals(readFileSync(join(build, 'release.json')))) problems.push(...otherBuild(list, build));
	if (new URL(root).pathname.replace(/\/$/, '') !== list.base) problems.push(`the list is of a build for the path "${list.base || '/'}"`);

	const rules = headerRules(list.headers);
	const work = Object.entries(list.files);
	// What no file answers must be the fallback, or an address of the app could show another page.
	if (list.files['404.html'])
		work.push([`${createHash('sha256').update(list.version).digest('hex')}/no-such-page`, list.files['404.html']]);
	let next = 0;
	const worker = async () => {
		while (next < work.length) {
			const [name, hash] = /** @type {[string, string]} */ (work[next++]);
			problems.push(...(await fileProblems(root, list.base, name, hash, rules)));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return { problems: problems.sort(), list, ...(signedBy && { signedBy }), checked: work.length };
}

/** @param {Buffer} bytes @returns {List | undefined} */
function readList(bytes) {
	try {
		const list = JSON.parse(bytes.toString('utf8'));
		const sound =
			list.format === 1 &&
			[list.version, list.base, list.headers].every((text) => typeof text === 'string') &&
			Object.keys(list.files).length > 0 &&
			Object.entries(list.files).every(
				([name, hash]) => !name.startsWith('/') && !name.split('/').includes('..') && /^[0-9a-f]{64}$/.test(String(hash))
			);
		return sound ? list : undefined;
	} catch {
		return undefined;
	}
}

/** @param {Buffer} list @param {Answer} answer @param {string[]} problems @returns {string | undefined} the public key */
function signer(list, answer, problems) {
	if (answer.status !== 200) {
		problems.push(`release-signature.json: ${described(answer)}`);
		return undefined;
	}
	try {
		const { format, key, signature } = JSON.parse(answer.body.toString('utf8'));
		if (format === 1 && key === null && signature === null) return undefined;
		const publicKey = createPublicKey({ key: Buffer.concat([ED25519, Buffer.from(key, 'base64')]), format: 'der', type: 'spki' });
		const signed = Buffer.concat([Buffer.from('waxbill release 1\n'), list]);
		if (format === 1 && verify(null, signed, publicKey, Buffer.from(signature, 'base64'))) return key;
	} catch {
		// As a signature that is wrong.
	}
	problems.push('release-signature.json: the signature is not one of this list');
	return undefined;
}

/** @param {List} list @param {string} folder */
function otherBuild(list, folder) {
	const own = /** @type {List} */ (JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')));
	const names = [...new Set([...Object.keys(own.files), ...Object.keys(list.files)])];
	const differing = names.filter((name) => own.files[name] !== list.files[name]);
	return [
		`not the build in ${folder}: version ${list.version} there, ${own.version} here; ${differing.length} files differ`,
		...differing.map((name) => `${name}: ${!own.files[name] ? 'only there' : !list.files[name] ? 'only here' : 'another one'}`)
	];
}

/** @param {string} root @param {string} base @param {string} name @param {string} hash @param {Rule[]} rules */
async function fileProblems(root, base, name, hash, rules) {
	const path = `/${name}`.replace(/\/index\.html$/, '/').replace(name === '404.html' ? /$^/ : /\.html$/, '');
	const answer = await get(root + path);
	const isFallback = name === '404.html' || name.endsWith('/no-such-page');
	if (answer.status !== 200 && !(isFallback && answer.status === 404)) return [`${name}: ${described(answer)}`];
	const problems = [];
	const found = createHash('sha256').update(answer.body).digest('hex');
	if (found !== hash) problems.push(`${name}: another file: ${found} instead of ${hash}`);
	const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
	const wanted = TYPES[/** @type {keyof typeof TYPES} */ (isFallback ? 'html' : name.slice(name.lastIndexOf('.') + 1))];
	if (wanted && !(typeof wanted === 'string' ? type === wanted : wanted.test(type))) problems.push(`${name}: sent as ${type || 'nothing'}`);
	for (const [header, value] of headersOf(rules, base + path))
		if (answer.headers.get(header) !== value) problems.push(`${name}: header ${header} is ${answer.headers.get(header) ?? 'missing'}`);
	return problems;
}

/** @typedef {{ pattern: string, headers: [string, string][] }} Rule */
/** The form of `_headers`: a path, `*` for any text, and under it its headers. @param {string} text @returns {Rule[]} */
function headerRules(text) {
	/** @type {Rule[]} */
	const rules = [];
	for (const line of text.split('\n')) {
		const colon = line.indexOf(':');
		if (/^\S/.test(line)) rules.push({ pattern: line.trim(), headers: [] });
		else if (colon > 0) rules.at(-1)?.headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
	}
	return rules;
}

/** @param {Rule[]} rules @param {string} path @returns {Map<string, string>} */
function headersOf(rules, path) {
	const matching = rules.filter(({ pattern }) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
	return new Map(matching.flatMap(({ headers }) => headers));
}

/** @typedef {{ status: number, headers: Headers, body: Buffer }} Answer */
/** @param {string} url @returns {Promise<Answer>} */
async function get(url) {
	const response = await fetch(url, { redirect: 'manual', cache: 'no-store' });
	return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** @param {Answer} answer */
function described({ status, headers }) {
	if (status >= 300 && status < 400) return `sent elsewhere, to ${headers.get('location')}`;
	return status === 404 ? 'not there' : `answered with ${status}`;
}

/** @param {string[]} words */
async function main(words) {
	/** @param {string} name */
	const option = (name) => {
		const at = words.indexOf(name);
		return at < 0 ? undefined : words.splice(at, 2)[1];
	};
	const wanted = { key: option('--key'), build: option('--build') };
	const [address] = words;
	if (!address || !URL.canParse(address) || words.length > 1) {
		console.error('Usage: npm run verify -- https://books.example [--key BASE64] [--build FOLDER]');
		return 2;
	}
	const { problems, list, signedBy, checked } = await verifyRelease(address, wanted);
	if (list) console.log(`version ${list.version}${list.source ? ` of source ${list.source}` : ''}, ${checked} answers compared`);
	if (list) console.log(signedBy ? `signed by ${signedBy}${wanted.key ? '' : ' (compare it with the one you know)'}` : 'not signed');
	for (const problem of problems) console.log(`DIFFERS  ${problem}`);
	console.log(problems.length === 0 ? 'Every file is as the list says.' : `${problems.length} differences.`);
	return problems.length === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
	process.exitCode = await main(process.argv.slice(2)).catch((error) => {
		console.error(`The host does not answer: ${error.cause?.code ?? error.message}`);
		return 2;
	});
