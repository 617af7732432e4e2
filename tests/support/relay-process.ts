/** A relay as a process of its own, to be killed or measured: started with its options as JSON, says its address on the standard output. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openSqliteThread } from '../../sync-server/log/thread.ts';
import type { RelayConfig } from '../../sync-server/relay/config.ts';
import { startRelay } from './relay-device.ts';
import { root } from './run.mjs';

export interface RelayProcessOptions {
	folder: string;
	port?: number;
	/** Milliseconds that each commit takes longer. */
	commitDelay?: number;
	config?: Partial<RelayConfig>;
}
export interface RelayProcess {
	url: string;
	child: ChildProcess;
	/** SIGKILL: nothing is finished. */
	kill(): Promise<void>;
	/** SIGTERM: as an operator ends it. */
	stop(): Promise<void>;
}

export async function startRelayProcess(options: RelayProcessOptions): Promise<RelayProcess> {
	const file = fileURLToPath(import.meta.url);
	const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', file, JSON.stringify(options)], {
		cwd: root,
		stdio: ['pipe', 'pipe', 'inherit']
	});
	const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
	const end = async (signal: NodeJS.Signals) => {
		const exited = once(child, 'exit');
		child.kill(signal);
		if (child.exitCode === null && child.signalCode === null) await exited;
	};
	return { url, child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function main({ folder, port, commitDelay = 0, config }: RelayProcessOptions): Promise<void> {
	const store = (file: string) => openSqliteThread(file, { commitDelay });
	const relay = await startRelay({ folder, ...(port === undefined ? {} : { port }), ...(config ? { config } : {}), store });
	console.log(relay.url);
	const stop = () => void relay.stop().then(() => process.exit(0));
	process.once('SIGTERM', stop);
	// Whoever started it is gone.
	process.stdin.on('end', () => process.exit(0)).resume();
	process.stdin.on('data', () => {
		global.gc?.();
		console.log(JSON.stringify(process.memoryUsage()));
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(JSON.parse(process.argv[2]!) as RelayProcessOptions);
