/** Spain's records judged by the official schema, by another program for their chain, and by another for their signatures. A part of `einvoice-judge.ts`. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventChain } from '#lib/spain/events/chain.ts';
import { loneEvent } from '#lib/spain/events/xml.ts';
import { identityOf } from '#lib/spain/signing/identity.ts';
import { signedRecord } from '#lib/spain/signing/xades.ts';
import { loneRecord } from '#lib/spain/xml.ts';
import { DEVICE, everyStep } from './spanish-events.ts';
import { spanishFiles, spanishLinks } from './spanish-records.ts';
import { hasOpenssl, OLD_WAY, ThrowAwayCertificates } from './throw-away-certificates.ts';

interface Run {
	/** Folder with the judge and the rules. */
	judge: string;
	/** Folder for what is written. */
	out: string;
	count: number;
}

/** Schema, hashes, links and order of each chain, where the folder has the judge of them (bin/verifactu.mjs). */
export async function judgeSpain(run: Run): Promise<number> {
	const { judge, out, count } = run;
	const program = join(judge, 'bin/verifactu.mjs');
	if (!existsSync(program)) {
		console.log('Spain: not judged, bin/verifactu.mjs is missing');
		return 0;
	}
	let refused = 0;
	for (const [device, texts] of await spanishFiles(count * 20)) {
		const files = texts.map((text, at) => {
			const file = join(out, `spain-${device}-${at + 1}.xml`);
			writeFileSync(file, text);
			return file;
		});
		const { stdout, status } = spawnSync(process.execPath, [program, 'chain', ...files], { encoding: 'utf8' });
		console.log(`Spain, chain ${device}: ${stdout.trim().split('\n').slice(-12).join('\n    ')}`);
		if (status !== 0 || !/^ACCEPTED/m.test(stdout)) refused++;
	}
	return refused + (await judgeSigned(program, run));
}

/** Records, and events of every kind, each signed by itself, with a certificate made for this run: schema and chain as above, the signature by xmlsec1 where it is installed. */
async function judgeSigned(program: string, { out, count }: Run): Promise<number> {
	if (!hasOpenssl) {
		console.log('Spain: no signed records, OpenSSL 3 is missing');
		return 0;
	}
	const made = new ThrowAwayCertificates();
	try {
		const at = made.make('owner', ['rsa:2048']);
		const identity = await identityOf(made.pack(at, 'x', ...OLD_WAY), 'x', new Date());
		const files: string[] = [];
		for (const [index, each] of (await spanishLinks(count * 2)).entries()) {
			const file = join(out, `spain-signed-${String(index + 1).padStart(4, '0')}.xml`);
			const lone = loneRecord(each, { device: DEVICE });
			writeFileSync(file, await signedRecord({ ...lone, at: '2026-11-23T10:15:30+01:00' }, identity));
			files.push(file);
		}
		const { links } = await eventChain(everyStep(await spanishLinks(count * 2)), { device: DEVICE });
		for (const [index, each] of links.entries()) {
			const file = join(out, `spain-event-${String(index + 1).padStart(4, '0')}.xml`);
			writeFileSync(file, await signedRecord({ ...loneEvent(each, { device: DEVICE }), at: '2026-11-23T10:15:30+01:00' }, identity));
			files.push(file);
		}
		const { stdout, status } = spawnSync(process.execPath, [program, 'chain', ...files], { encoding: 'utf8' });
		console.log(`Spain, signed: ${stdout.trim().split('\n').slice(-12).join('\n    ')}`);
		const properties = 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties';
		const wrong = files.filter((file) => {
			const { error, status: told } = spawnSync('xmlsec1', ['--verify', '--trusted-pem', `${at}.crt`, '--id-attr:Id', properties, file]);
			return error ? false : told !== 0;
		});
		const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;
		console.log(
			hasXmlsec
				? `Spain, signatures: ${files.length - wrong.length} of ${files.length} hold`
				: 'Spain: signatures not judged, xmlsec1 is missing'
		);
		return wrong.length + (status === 0 && /^ACCEPTED/m.test(stdout) ? 0 : 1);
	} finally {
		made.end();
	}
}
