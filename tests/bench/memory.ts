/**
 * memory@N: how far the renderer's resident memory rises above that of an empty page of the same browser, at its peak, while books are unlocked, listed
 * and searched. The reference is the size of the stored pages. Read from /proc: on Linux only.
 */
import type { Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Profile } from '../support/profile.ts';
import { NEWEST, openBench, withProfile, type Bench } from './books.ts';
import { median, type Benchmark, type Row } from './measure.ts';

const SEARCHES = ['schroder', 'kitchen', 'tremblay 2', 'PO-77', 'case 17', '1450'];

/** Processes that draw pages of this profile's browser, with the clock ticks they have used. */
function renderers(profile: Profile): Map<string, number> {
	const found = new Map<string, number>();
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		try {
			const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
			if (!command.includes('--type=renderer') || !command.includes(profile.folder)) continue;
			const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
			found.set(pid, Number(fields[11]) + Number(fields[12]));
		} catch {
			// It ended meanwhile.
		}
	}
	return found;
}

/** The page's process is the one that works when the page does. */
async function rendererOf(page: Page, profile: Profile): Promise<string> {
	// On a busy machine another renderer of the browser may use more in a moment: it counts only when it is far ahead.
	for (;;) {
		const before = renderers(profile);
		await page.evaluate(() => {
			for (const end = performance.now() + 1000; performance.now() < end;);
		});
		const used = [...renderers(profile)].map(([pid, ticks]) => ({ pid, used: ticks - (before.get(pid) ?? 0) }));
		const [first, second] = used.sort((one, other) => other.used - one.used);
		if (first && first.used > 4 * (second?.used ?? 0) + 10) return first.pid;
	}
}

function peakBytes(pid: string): number {
	return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** Peak of all processes that draw pages of this profile together, in bytes; 0 where there is no /proc. */
export function renderersPeak(profile: Profile): number {
	if (!existsSync('/proc/self/status')) return 0;
	let sum = 0;
	for (const pid of renderers(profile).keys()) {
		try {
			sum += peakBytes(pid);
		} catch {
			// It ended meanwhile.
		}
	}
	return sum;
}

async function work(page: Page, code: string): Promise<void> {
	await page.evaluate(
		async ([recovery, newest, searches]) => {
			const bench = globalThis as unknown as Bench;
			bench.startWorker('books');
			const opened = await bench.books.unlockWithRecovery(recovery);
			if (!opened.ok) throw new Error(opened.error.code);
			for (const offset of [0, 50, 500]) await bench.books.list('document', { ...newest, offset });
			await bench.books.list('document', { sort: { by: 'payable' }, limit: 50 });
			for (const search of searches) await bench.books.list('document', { ...newest, search });
		},
		[code, NEWEST, SEARCHES] as const
	);
}

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	if (!existsSync('/proc/self/status')) return [];
	const [rises, sizes]: [number[], number[]] = [[], []];
	for (let turn = 0; turn < (quick ? 1 : 3); turn++) {
		await withProfile(documents, async (profile, port, code) => {
			const empty = await openBench(profile, port, '/empty.html');
			const floor = peakBytes(await rendererOf(empty, profile));
			await empty.context().close();
			const page = await openBench(profile, port);
			const pid = await rendererOf(page, profile);
			await work(page, code);
			rises.push((peakBytes(pid) - floor) / 1e6);
			await page.evaluate(async (recovery) => {
				const bench = globalThis as unknown as Bench;
				bench.startWorker('filler');
				await bench.filler.unlock(recovery);
			}, code);
			sizes.push((await page.evaluate(() => (globalThis as unknown as Bench).filler.rawPages())).bytes / 1e6);
		});
	}
	const [value, referenceValue] = [median(rises), median(sizes)];
	const about = { unit: 'MB', reference: 'the stored pages', note: `${rises.length} runs, log not yet audited` };
	return [{ name: `memory@${documents}`, value, referenceValue, ratio: value / referenceValue, ...about, n: documents }];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000, 1_000_000].map((n) => ({
	name: `memory@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
