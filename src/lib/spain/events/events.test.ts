import { createHash } from 'node:crypto';
import fc from '../../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { DEVICE, everyEvent, everyStep, stated } from '../../../../tests/support/spanish-events.ts';
import { spanishLinks } from '../../../../tests/support/spanish-records.ts';
import { encodeJson } from '../../workspace/json.ts';
import { EVENTS, readRecords } from '../read.ts';
import { eventAnomalies, recordAnomalies } from './anomalies.ts';
import { eventChain, type LinkedEvent } from './chain.ts';
import { encodeSystemEvent, readSystemEvent } from './records.ts';
import { verifyEvents } from './verify.ts';
import { loneEvent } from './xml.ts';

const records = await spanishLinks(30);
const codes = (links: readonly LinkedEvent[]) => links.map(({ code }) => code);
const written = (links: readonly LinkedEvent[]) => links.map((each) => loneEvent(each, { device: DEVICE }).text).join('');
const verified = (text: string) => verifyEvents(readRecords(new Blob([`<all>${text}</all>`]), EVENTS));

describe('a chain of events', () => {
	test('is hashed as the tax agency asks, each with the one before', async () => {
		const { links } = await eventChain([{ event: stated({ kind: 'on' }) }, { event: stated({ kind: 'restored' }) }], { device: DEVICE });
		const hash = (code: string, before: string) =>
			createHash('sha256')
				.update(
					`NIF=89890001K&ID=&IdSistemaInformatico=WB&Version=0.1.0&NumeroInstalacion=${DEVICE}&NIF=89890001K&TipoEvento=${code}&HuellaEvento=${before}&FechaHoraHusoGenEvento=2026-11-23T10:15:30+01:00`
				)
				.digest('hex')
				.toUpperCase();
		const first = hash('01', '');
		expect(links.map(({ huella, previous }) => [huella, previous?.huella])).toEqual([
			[first, undefined],
			[hash('07', first), first]
		]);
	});

	test('begins where the first record is, if nothing said so before, and again after it was switched off', async () => {
		const [a, b, c] = records;
		const bare = await eventChain([{ record: a! }, { record: b! }], { device: DEVICE });
		expect(bare.links).toMatchObject([{ code: '01', at: a!.record.at, issuer: a!.record.issuer, nif: a!.record.id.nif }]);
		const said = await eventChain([{ event: stated({ kind: 'on' }) }, { record: a! }], { device: DEVICE });
		expect(codes(said.links)).toEqual(['01']);
		const again = await eventChain([{ record: a! }, { event: stated({ kind: 'off' }) }, { record: c! }], { device: DEVICE });
		expect(codes(again.links)).toEqual(['01', '02', '01']);
	});

	test('is summed up since the summary before', async () => {
		const some = records.slice(0, 12);
		const steps = [
			...some.slice(0, 11).map((record) => ({ record })),
			{ event: stated({ kind: 'checked', of: 'events', count: 1 }) },
			{ event: stated({ kind: 'summary' }) },
			{ record: some[11]! },
			{ event: stated({ kind: 'summary' }) },
			{ event: stated({ kind: 'summary' }) }
		];
		const { links, rest } = await eventChain(steps, { device: DEVICE });
		const [first, second, empty] = links.flatMap(({ summed }) => summed ?? []);
		const issues = some.slice(0, 11).flatMap(({ record }) => (record.kind === 'issue' ? record : []));
		expect(issues.length).toBeLessThan(11);
		const cents = (text: string) => Math.round(Number(text) * 100);
		expect(Object.fromEntries(first!.counts)).toEqual({ '01': 1, '05': 1 });
		expect(first!.records).toMatchObject({
			first: { id: some[0]!.record.id, huella: some[0]!.huella },
			last: { id: some[10]!.record.id, huella: some[10]!.huella },
			issues: issues.length,
			annulments: 11 - issues.length
		});
		expect(cents(first!.records.total)).toBe(issues.reduce((sum, { total }) => sum + cents(total), 0));
		expect(cents(first!.records.quota)).toBe(issues.reduce((sum, { quota }) => sum + cents(quota), 0));
		expect([second!.counts.size, second!.records.issues + second!.records.annulments]).toEqual([0, 1]);
		expect(empty!.records).toEqual({ issues: 0, quota: '0.00', total: '0.00', annulments: 0 });
		expect(rest).toEqual({ counts: new Map(), records: 0 });
		expect(written(links)).toContain(
			'<sf:TipoEvento><sf:TipoEvento>10</sf:TipoEvento><sf:NumeroDeEventos>0</sf:NumeroDeEventos></sf:TipoEvento>'
		);
	});

	test('of every kind fits, and no word that is hashed can be changed', async () => {
		const { links } = await eventChain(everyStep(records), { device: DEVICE });
		expect(new Set(codes(links))).toEqual(new Set(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10']));
		const text = written(links);
		expect(await verified(text)).toEqual({ of: 'events', records: links.length, faults: [] });
		const kinds = async (changed: string) => {
			expect(changed).not.toBe(text);
			return (await verified(changed)).faults.map(({ kind }) => kind);
		};
		expect(await kinds(text.replace('<sf:Version>0.1.0', '<sf:Version>0.1.1'))).toEqual(['hash']);
		expect(await kinds(text.replace('<sf:TipoEvento>07</sf:TipoEvento><sf:Enc', '<sf:TipoEvento>02</sf:TipoEvento><sf:Enc'))).toEqual([
			'hash',
			'link'
		]);
		const parts = links.map((each) => loneEvent(each, { device: DEVICE }).text);
		expect(await kinds(parts.toSpliced(2, 1).join(''))).toEqual(['link']);
		expect(await kinds([...parts, parts[0]].join(''))).toEqual(['first', 'time']);
	});

	test('fits in whatever order things happened', async () => {
		const event = fc.constantFrom(...everyEvent(records));
		const step = fc.oneof(
			event.map((each) => ({ event: stated(each) })),
			fc.constantFrom(...records.slice(0, 5)).map((record) => ({ record }))
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
				const { links, rest } = await eventChain(steps, { device: DEVICE });
				const { faults, records: count } = await verified(written(links));
				expect(count).toBe(links.length);
				// Moments were drawn without an order; nothing else may be wrong.
				expect(faults.filter(({ kind }) => kind !== 'time')).toEqual([]);
				// Each record and each event but the summaries is summed up once, or not yet.
				const summed = links.flatMap(({ summed: one }) => one ?? []);
				const total = [...summed.map(({ counts }) => counts), rest.counts].flatMap((counts) => [...counts.values()]);
				expect(total.reduce((sum, each) => sum + each, 0)).toBe(links.length - summed.length);
				const told = summed.reduce((sum, { records: { issues, annulments } }) => sum + issues + annulments, rest.records);
				expect(told).toBe(steps.filter((each) => 'record' in each).length);
			})
		);
	});
});

describe('an event as it is written into the log', () => {
	test('comes back as it was', () => {
		for (const event of everyEvent(records)) expect(readSystemEvent(encodeSystemEvent(stated(event)))).toEqual(stated(event));
	});

	test('of another form is none', () => {
		const whole = stated(everyEvent(records).find(({ kind }) => kind === 'exported')!);
		const wrong: object[] = [
			{ ...whole, at: '2026-11-23' },
			{ ...whole, at: 5 },
			{ ...whole, nif: '1' },
			{ ...whole, issuer: '' },
			{ ...whole, issuer: 'x'.repeat(121) },
			{ ...whole, version: 'x'.repeat(51) },
			{ ...whole, timeZone: undefined },
			{ ...whole, event: { kind: 'other' } },
			{ ...whole, event: undefined },
			{ ...whole, event: { ...whole.event, from: 'x' } },
			{ ...whole, event: { ...whole.event, of: 'invoices' } },
			{ ...whole, event: { ...whole.event, first: undefined } },
			{ ...whole, event: { ...whole.event, sums: { issues: -1, quota: '0.00', total: '0.00', annulments: 0 } } },
			{ ...whole, event: { kind: 'checked', of: 'records', count: 1.5 } },
			{ ...whole, event: { kind: 'anomaly', of: 'records', type: '99', record: records[0]!.record.id } },
			{ ...whole, event: { kind: 'anomaly', of: 'events', type: '01', event: { code: 'x', at: '', huella: '' } } }
		];
		for (const each of wrong) expect(readSystemEvent(encodeJson(each)), JSON.stringify(each)).toBeUndefined();
		expect(readSystemEvent(encodeJson(null))).toBeUndefined();
		expect(readSystemEvent(new Uint8Array([1, 2, 3]))).toBeUndefined();
	});

	test('names what a check found, and no more of it than is of use', async () => {
		const { links } = await eventChain(everyStep(records), { device: DEVICE });
		expect(
			recordAnomalies(
				[
					{ kind: 'time', place: 2, number: 'x' },
					{ kind: 'unknown', place: 3, number: 'x' }
				],
				records
			)
		).toEqual([{ kind: 'anomaly', of: 'records', type: '11', record: records[1]!.record.id }]);
		const { code, at, huella } = links[1]!;
		expect(
			eventAnomalies(
				Array.from({ length: 30 }, () => ({ kind: 'link', place: 2, number: code }) as const),
				links
			)
		).toEqual(Array.from({ length: 20 }, () => ({ kind: 'anomaly', of: 'events', type: '07', event: { code, at, huella } })));
	});
});
