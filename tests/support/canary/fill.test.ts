/** The journey that looks for marked texts writes each type of record that there is, and a marked text in each that holds texts. */
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { REGISTRY } from '#lib/worker/registry.ts';
import type { DocumentFact } from '#lib/documents/document.ts';
import { bankApi } from '#lib/worker/serve/bank.ts';
import { booksApi, paymentsApi, seriesApi } from '#lib/worker/serve/books.ts';
import { Desk } from '#lib/worker/serve/desk.ts';
import { devicesApi } from '#lib/worker/serve/devices.ts';
import { approvalApi, commentsApi } from '#lib/worker/serve/history.ts';
import { Hosts } from '#lib/worker/serve/hosts.ts';
import { purchasesApi } from '#lib/worker/serve/purchases.ts';
import { returningApi } from '#lib/worker/serve/returning.ts';
import { teamApi } from '#lib/worker/serve/team.ts';
import { timeApi } from '#lib/worker/serve/time.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import type { Result } from '#lib/worker-api.ts';
import { besideLog, readableEntries } from '#lib/workspace/readable-log.ts';
import { newDevice, type TestDevice } from '../device.ts';
import type { Asks } from '../page-api.ts';
import { fillBooks } from './fill.ts';
import { NEEDLES } from './records.ts';

/** Kinds, days and ids are all they say. */
const WITHOUT_TEXT = ['approval-rule', 'bank-event', 'comment-event', 'issue-signature', 'series-event'];
/** Client links need a relay: their journey looks for what it wrote. */
const WITH_A_RELAY = ['client-link', 'client-link-event', 'period-share'];
/** Written only where a copy of other books is taken in: two hashes, of a file that is sealed as any other. */
const OF_A_COPY = ['file'];
/** Written only where an export of another program is taken in: a document as any other, of which the canaries hold others. */
const OF_AN_IMPORT = ['issued-elsewhere'];
/** What a person says of a document, in words of their own; of credit and refunds another record holds them. */
const SAID: Record<Exclude<DocumentFact['kind'], ByFolds | 'refunded'>, true> = {
	...{
		sent: true,
		payment: true,
		'written-off': true,
		accepted: true,
		declined: true,
		delivered: true,
		voided: true,
		reminded: true,
		reversed: true
	}
};
type ByFolds = 'credited' | 'applied' | 'corrected' | 'flagged' | 'converted' | 'released' | 'approved' | 'not-taken' | 'taken-back';

let device: TestDevice | undefined;
afterEach(() => device?.end());

/** The commands of the worker, on this device. */
function asksOf({ host }: TestDevice): Asks {
	const desk = new Desk(Promise.resolve(host), () => {});
	const hosts = new Hosts(desk, WebSocket as unknown as SocketClass, { live: () => {}, answered: () => {} });
	const api: Record<string, unknown> = {
		...{ ...booksApi(desk, hosts), ...paymentsApi(desk), ...seriesApi(desk), ...commentsApi(desk), ...approvalApi(desk) },
		...{
			...purchasesApi(desk),
			...returningApi(desk),
			...bankApi(desk),
			...devicesApi(desk, hosts),
			...teamApi(desk, hosts),
			...timeApi(desk)
		}
	};
	return async (name, ...args) => {
		const result = await (api[name] as (...args: unknown[]) => Promise<Result<never>>)(...args);
		if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
		return result.value;
	};
}

it('every type of record is written, and with a marked text unless it holds none', async () => {
	device = await newDevice();
	const asks = asksOf(device);
	await fillBooks(asks, await asks('putBlob', new TextEncoder().encode('a logo')));

	const { workspace, home } = device.host.open;
	const written = new Map<string, boolean>();
	const said = new Set<string>();
	const beside = await besideLog(home, workspace.books.head);
	for await (const { operations } of readableEntries(home, 0, Number.MAX_SAFE_INTEGER, beside))
		for (const { type, body } of operations) {
			const text = Buffer.from(body).toString('latin1');
			const isMarked = NEEDLES.some((needle) => text.includes(needle));
			written.set(type, isMarked || (written.get(type) ?? false));
			if (type === 'fact' && isMarked) said.add((JSON.parse(Buffer.from(body).toString()) as { kind: string }).kind);
		}
	expect([...written.keys(), ...OF_A_COPY, ...OF_AN_IMPORT, ...WITH_A_RELAY].sort()).toEqual([...REGISTRY.keys()].sort());
	expect([...written].flatMap(([type, isMarked]) => (isMarked ? [] : [type])).sort()).toEqual(WITHOUT_TEXT);
	expect([...said].sort()).toEqual(Object.keys(SAID).sort());
});
