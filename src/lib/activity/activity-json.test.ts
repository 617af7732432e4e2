import { afterEach, expect, it, vi } from 'vitest';
import published from '../exchange/json/activity.schema.json';
import { checkSchema, type SchemaObject } from '../exchange/json/json-schema.ts';
import { anInvoice, anItem } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { ActivityHost } from '../worker/activity-host.ts';
import { answer } from '../worker/results.ts';
import { jsonEvent, jsonHead, JSON_END } from './activity-json.ts';
import { gather, GatherFailed } from './gather.ts';
import { People } from './who.ts';

const schema = published as unknown as SchemaObject;
let device: TestDevice;
afterEach(() => {
	vi.useRealTimers();
	device?.end();
});

async function desk() {
	device = await newDevice();
	await issueInvoice(device);
	const draft = newId();
	const books = device.books();
	const content = anInvoice();
	await books.save('draft', draft, content);
	await books.save('item', newId(), anItem());
	// Another sitting.
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
	await books.save('draft', draft, { ...content, lines: [...content.lines.slice(1), { ...content.lines[0]!, id: 'new' }].reverse() });
	const { workspace, home, id } = device.host.open;
	const host = new ActivityHost(workspace, home, id);
	return {
		host,
		api: {
			activity: (query: never, watch: never) => answer(() => host.page(query, watch)),
			activityDetails: (events: never) => answer(() => host.details(events))
		}
	};
}

it('is what the schema published says, one event to a line', async () => {
	const { host, api } = await desk();
	const lines: string[] = [];
	for await (const some of gather(api, {}, () => true)) lines.push(...some.map(jsonEvent));
	const text =
		jsonHead('2026-11-22', { kinds: ['documents'], from: 29_000_000 }, new People(await host.people())) + lines.join(',\n') + JSON_END;
	const value = JSON.parse(text) as { events: { differences?: unknown[] }[] };
	expect(checkSchema(schema, schema, value)).toBeUndefined();
	expect(value.events.length).toBe(lines.length);
	expect(value.events.flatMap(({ differences = [] }) => differences).map((each) => (each as { kind: string }).kind)).toEqual(
		expect.arrayContaining(['field', 'added', 'removed'])
	);
	const wrong = { ...value, events: [{ ...value.events[0], by: 'me' }] };
	expect(checkSchema(schema, schema, wrong)).toEqual({ path: '.events[0].by', rule: 'pattern' });
});

it('is not gathered any further when somebody stops it, and says what went wrong', async () => {
	const { api } = await desk();
	const some = gather(api, {}, () => false);
	expect(await some.next()).toEqual({ done: true, value: 'stopped' });
	const failing = { ...api, activity: () => answer<never>(() => Promise.reject(new Error('gone'))) };
	await expect(gather(failing, {}, () => true).next()).rejects.toBeInstanceOf(GatherFailed);
});
