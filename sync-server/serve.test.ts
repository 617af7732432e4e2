/** What the server cannot be started with: it says so in one line, and ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../tests/support/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'waxbill-serve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string>) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sync-server/relay-main.ts'], {
		cwd: root,
		env: { ...process.env, PORT: '0', RELAY_DATA: join(folder, 'own'), ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let complaint = '';
	child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
	const refused = async () => [(await once(child, 'close'))[0] as number, complaint.trim().split('\n')[0]];
	return { child, refused };
}

it('a folder another relay uses, a port that is taken, a port that is none', async () => {
	const first = start({});
	try {
		const [line] = (await once(first.child.stdout, 'data')) as [Buffer];
		const port = /:(\d+)\//.exec(line.toString())![1]!;
		const [inUse, taken, none] = await Promise.all([
			start({}).refused(),
			start({ PORT: port, RELAY_DATA: join(folder, 'other') }).refused(),
			start({ PORT: '80a', RELAY_DATA: join(folder, 'third') }).refused()
		]);
		expect(inUse).toEqual([1, expect.stringContaining('is in use by another relay')]);
		expect(taken).toEqual([1, `Port ${port} is taken; choose another with PORT.`]);
		expect(none).toEqual([1, 'PORT is "80a": give a number up to 65535.']);
	} finally {
		first.child.kill('SIGTERM');
		await once(first.child, 'exit');
	}
});
