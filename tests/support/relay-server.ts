/** App and relay on one port as `npm start` serves them, in a process of their own, for journeys in which the relay is stopped, wiped and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

export class RelayServer {
	readonly #folder = mkdtempSync(join(tmpdir(), 'relay-server-'));
	readonly #directory: string;
	#child: ChildProcess | undefined;
	#port = '0';
	/** All it has said. */
	said = '';

	private constructor(directory: string) {
		this.#directory = directory;
	}

	static async start(directory = 'build'): Promise<RelayServer> {
		const server = new RelayServer(directory);
		await server.start();
		return server;
	}

	get origin(): string {
		return `http://localhost:${this.#port}`;
	}

	/** Where it was, with the data that is left. @param days by which its clock is ahead */
	async start(days = 0): Promise<void> {
		const env = { ...process.env, PORT: this.#port, BUILD_DIR: this.#directory, RELAY_DATA: this.#folder, RELAY_METRICS_TOKEN: 'look' };
		const child = spawn(process.execPath, [...clockAhead(days), '--import', 'tsx', 'sync-server/main.ts'], {
			cwd: root,
			env,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		const hear = (bytes: Buffer) => void (this.said += bytes.toString());
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		const from = this.said.length;
		while (!/http:\/\/localhost:\d+/.test(this.said.slice(from))) {
			await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error(this.said)))]);
		}
		this.#port = /http:\/\/localhost:(\d+)/.exec(this.said.slice(from))![1]!;
	}

	/** Everything stored, then the end of the process. */
	async stop(): Promise<void> {
		const child = this.#child;
		this.#child = undefined;
		if (!child || child.exitCode !== null) return;
		child.kill('SIGTERM');
		await once(child, 'exit');
	}

	/** As when the disk is lost. Stop it first. */
	wipe(): void {
		for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name), { recursive: true });
	}

	/** Every file it keeps, as it lies there. */
	files(): { where: string; bytes: Buffer }[] {
		return readdirSync(this.#folder).map((name) => ({ where: name, bytes: readFileSync(join(this.#folder, name)) }));
	}

	/** One of its figures. */
	async figure(name: string): Promise<number> {
		const metrics = await fetch(`${this.origin}/metrics`, { headers: { authorization: 'Bearer look' } });
		return Number(new RegExp(`^\\w*${name} (\\d+)$`, 'm').exec(await metrics.text())?.[1] ?? NaN);
	}

	async metrics(): Promise<string> {
		return (await fetch(`${this.origin}/metrics`, { headers: { authorization: 'Bearer look' } })).text();
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}

function clockAhead(days: number): string[] {
	const moved = `const now = Date.now; Date.now = () => now() + ${days * 86_400_000};`;
	return days === 0 ? [] : ['--import', `data:text/javascript,${encodeURIComponent(moved)}`];
}
