import { WebSocket } from 'ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyDevice, newDevice, type TestDevice } from '../../../tests/support/device.ts';
import { clock, SPANISH, spanishBooks } from '../../../tests/support/spanish-books.ts';
import { stated } from '../../../tests/support/spanish-events.ts';
import { zipParts } from '../exchange/zip/zip.ts';
import { eventChain } from '../spain/events/chain.ts';
import { loneEvent } from '../spain/events/xml.ts';
import type { SocketClass } from '../sync/connection.ts';
import { BackupHost } from './backup-host.ts';
import { RestoreHost } from './restore-host.ts';
import { Background } from './serve/background.ts';
import { Desk } from './serve/desk.ts';
import { Hosts } from './serve/hosts.ts';
import { Links } from './serve/links.ts';
import { SpainHost } from './spain-host.ts';

let device: TestDevice | undefined;
afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
	device?.end();
});

const go = () => true;
const ALL = { from: '2026-01-01', to: '2026-12-31', part: 0 };
const HOUR = 3_600_000;

async function spain() {
	const made = await spanishBooks();
	({ device } = made);
	const own = async () => (await made.host().state(go)).events[0]!;
	const kinds = async () => {
		const { device: by } = await own();
		const { records } = await made.host().eventsToSign({ device: by, ...ALL }, go);
		return records.map(({ name, text }) => ({ code: /_evento_(\d\d)\.xml$/.exec(name)![1]!, text }));
	};
	return { ...made, own, kinds };
}

describe('events of the billing records', () => {
	it('begin with the switch, in the same save, and end with it', async () => {
		const { books, business, own } = await spain();
		expect(await own()).toMatchObject({
			events: 1,
			isThis: true,
			first: '2026-11-23T10:00:00+01:00',
			lastCode: '01',
			nif: '89890001K',
			faults: []
		});
		await books.save('business', business.id, { ...business.value, tradeName: 'Another field' });
		expect((await own()).events).toBe(1);
		clock('2026-11-24T09:00:00Z');
		await books.save('business', business.id, { ...business.value, billingRecords: undefined } as never);
		expect(await own()).toMatchObject({ events: 2, lastCode: '02', last: '2026-11-24T10:00:00+01:00' });
		// Elsewhere than in Spain the switch has no meaning.
		await books.save('business', business.id, { ...business.value, address: { ...business.value.address, country: 'PT' } });
		expect((await own()).events).toBe(2);
		expect(device!.host.open.workspace.refusals).toEqual([]);
	});

	it('know what was saved as files, once for all its parts, with sums', async () => {
		const { issue, host, kinds, own } = await spain();
		const first = await issue('100');
		await issue('50.50');
		expect(first).toBeTruthy();
		const { device: by } = await own();
		expect((await host().file({ device: by, ...ALL }, go)).noted).toBe(true);
		expect((await host().toSign({ device: by, ...ALL }, go)).records.map(({ name }) => name)).toEqual([
			'000001_alta_F2026-0001.xml',
			'000002_alta_F2026-0002.xml'
		]);
		await expect(host().file({ device: by, ...ALL, part: 1 }, go)).rejects.toMatchObject({ error: { code: 'not-found' } });
		await expect(host().file({ device: by, from: '2025-01-01', to: '2025-01-01', part: 0 }, go)).rejects.toMatchObject({
			error: { code: 'not-found' }
		});
		const [on, saved, signed, ...more] = await kinds();
		expect([on!.code, saved!.code, signed!.code, more]).toEqual(['01', '08', '08', []]);
		expect(saved!.text).toContain('<sf:FechaHoraHusoFinPeriodoExport>2026-12-31T23:59:59+01:00<');
		expect(saved!.text).toContain(
			'<sf:NumeroDeRegistrosFacturacionAltaExportados>2</sf:NumeroDeRegistrosFacturacionAltaExportados><sf:SumaCuotaTotalAlta>31.61</sf:SumaCuotaTotalAlta><sf:SumaImporteTotalAlta>182.11<'
		);
		// That events were saved is an event of the next file.
		const after = await kinds();
		expect(after.map(({ code }) => code)).toEqual(['01', '08', '08', '09']);
		expect(after[3]!.text).toContain('<sf:NumeroDeRegEventoExportados>3<');
		expect((await own()).faults).toEqual([]);
	});

	it('know it once where the business has another NIF since, and a file for each', async () => {
		const { books, business, issue, host, kinds, own } = await spain();
		await issue('100');
		const taxIds = [{ ...business.value.taxIds[0]!, value: 'B83135624' }];
		await books.save('business', business.id, { ...business.value, taxIds });
		await issue('50');
		const { device: by } = await own();
		const parts = [await host().file({ device: by, ...ALL }, go), await host().file({ device: by, ...ALL, part: 1 }, go)];
		expect(parts.map(({ more, noted, records }) => [more, noted, records])).toEqual([
			[true, true, 1],
			[false, true, 1]
		]);
		expect((await kinds()).map(({ code }) => code)).toEqual(['01', '08']);
		expect((await own()).nif).toBe('B83135624');
	});

	it('and records are checked as the ZIP that was saved, in the order of their names', async () => {
		const { issue, host, own } = await spain();
		await issue('100');
		await issue('50');
		await issue('25');
		const { device: by } = await own();
		const { records } = await host().toSign({ device: by, ...ALL }, go);
		expect(await host().check(await zipOf(records.toReversed()), go)).toEqual({ of: 'records', records: 3, faults: [] });
		expect((await host().check(await zipOf(records.toSpliced(1, 1)), go)).faults).toEqual([
			{ kind: 'link', place: 2, number: 'F2026-0003' }
		]);
		const { records: events } = await host().eventsToSign({ device: by, ...ALL }, go);
		const zip = await zipOf(events);
		expect(await host().check(zip, go)).toEqual({ of: 'events', records: 2, faults: [] });
		const changed = events.map((each) => ({ ...each, text: each.text.replace('<sf:TipoEvento>01', '<sf:TipoEvento>02') }));
		expect((await host().check(await zipOf(changed), go)).faults.map(({ kind }) => kind)).toEqual(['hash']);
		const { links } = await eventChain([{ event: stated({ kind: 'on' }) }], { device: by });
		const foreign = { name: 'x.xml', text: loneEvent(links[0]!, { device: by }).text };
		expect((await host().check(await zipOf([foreign]), go)).faults).toEqual([{ kind: 'unknown', place: 1, number: '01' }]);
		const cut = await host()
			.check(zip.slice(0, -30), go)
			.catch((cause: { error: unknown }) => cause.error);
		expect(cut).toEqual({ code: 'invalid', field: 'file', detail: 'no-records' });
		expect(await host().check(new Blob(['<other/>']), go)).toEqual({ of: 'records', records: 0, faults: [] });
	});

	it('know that a backup was restored, on the device that has the books since', async () => {
		const { issue, own, device: mine } = await spain();
		await issue('100');
		const before = await own();
		const { host, code } = mine;
		const file = (await new BackupHost(host).make(undefined)).file!;
		const other = await emptyDevice();
		try {
			clock('2026-11-25T09:00:00Z');
			await new RestoreHost(other.host).restore({ file, secret: { code }, workspaces: [host.open.id], passphrase: 'other words 17' });
			const { workspace, home, id } = other.host.open;
			const { events } = await new SpainHost(workspace, home, id).state(go);
			expect(events).toMatchObject([
				{ isThis: true, events: 1, lastCode: '07', last: '2026-11-25T10:00:00+01:00' },
				{ isThis: false, device: before.device, events: 1, huella: before.huella }
			]);
		} finally {
			other.end();
		}
	});

	it('tell of a check, and of a clock that was set back', async () => {
		const { issue, host, kinds } = await spain();
		await issue('100');
		clock('2026-11-23T08:00:00Z');
		await issue('50');
		const state = await host().examine(go);
		expect(state.chains[0]!.faults).toEqual([{ kind: 'time', place: 2, number: 'F2026-0002' }]);
		expect(state.events[0]!.events).toBe(4);
		const found = await kinds();
		expect(found.map(({ code }) => code)).toEqual(['01', '03', '04', '05']);
		expect(found[1]!.text).toContain('ProcesadosSobreIntegridadHuellas>2<');
		expect(found[2]!.text).toContain('<sf:TipoAnomalia>11</sf:TipoAnomalia>');
		expect(found[2]!.text).toContain('<sf:NumSerieFactura>F2026-0002<');
		// The check itself stands before the moment of the switch by this clock: the next one says so.
		expect(state.events[0]!.faults).toEqual([{ kind: 'time', place: 2, number: '03' }]);
		await host().examine(go);
		expect((await kinds()).map(({ code }) => code)).toEqual(['01', '03', '04', '05', '09', '03', '04', '05', '06']);
	});

	it('are summed up six hours after the first and after each summary, where something happened', async () => {
		const { issue, host, kinds, own } = await spain();
		await issue('100');
		const began = Date.parse('2026-11-23T09:00:00Z');
		expect(await host().sumUp(began + HOUR)).toBe(began + 6 * HOUR);
		expect((await own()).events).toBe(1);
		clock('2026-11-23T15:00:00Z');
		expect(await host().sumUp(Date.now())).toBe(began + 12 * HOUR);
		expect(await own()).toMatchObject({ events: 2, lastCode: '10' });
		clock('2026-11-23T22:00:00Z');
		expect(await host().sumUp(Date.now())).toBe(Date.now() + HOUR);
		expect((await own()).events).toBe(2);
		await issue('7');
		expect(await host().sumUp(Date.now())).toBe(Date.now() + 6 * HOUR);
		const found = await kinds();
		expect(found.map(({ code }) => code)).toEqual(['01', '10', '10']);
		expect(found[1]!.text).toContain(
			'<sf:TipoEvento><sf:TipoEvento>01</sf:TipoEvento><sf:NumeroDeEventos>1</sf:NumeroDeEventos></sf:TipoEvento>'
		);
		expect(found[2]!.text).toContain('<sf:SumaImporteTotalAlta>8.47<');
	});

	it('are summed up by the worker that has the books open, and not again before there is something', async () => {
		const { issue, own, host } = await spain();
		await issue('100');
		vi.useFakeTimers({ toFake: ['Date', 'setInterval'], now: Date.parse('2026-11-23T15:30:00Z') });
		const desk = new Desk(Promise.resolve(device!.host), () => {});
		const looked = vi.spyOn(SpainHost.prototype, 'sumUp');
		const hosts = new Hosts(desk, WebSocket as unknown as SocketClass, { live: () => {}, answered: () => {} });
		new Background(desk, hosts, new Links(desk, hosts)).watchSummaries();
		vi.advanceTimersByTime(60_000);
		await expect.poll(async () => (await own()).lastCode).toBe('10');
		for (let minute = 0; minute < 6 * 60 - 2; minute++) vi.advanceTimersByTime(60_000);
		expect(await host().sumUp(Date.now())).toBe(Date.parse('2026-11-23T21:31:00Z'));
		// By the worker, and here.
		expect(looked).toHaveBeenCalledTimes(2);
	});

	it('are not summed up where records are off, and there are none where there is no NIF', async () => {
		const { books, business, host, own } = await spain();
		await books.save('business', business.id, { ...business.value, billingRecords: undefined } as never);
		clock('2026-11-24T15:00:00Z');
		expect(await host().sumUp(Date.now())).toBe(Date.now() + HOUR);
		expect((await own()).events).toBe(2);
		device!.end();
		device = await newDevice();
		const other = device.books();
		await other.save('business', (await other.business()).id, { ...SPANISH, taxIds: [] });
		const { workspace, home, id } = device.host.open;
		expect((await new SpainHost(workspace, home, id).state(go)).events).toEqual([]);
	});
});

async function zipOf(files: readonly { name: string; text: string }[]): Promise<Blob> {
	async function* members() {
		for (const { name, text } of files) yield { name, input: new TextEncoder().encode(text) };
	}
	const parts: Uint8Array<ArrayBuffer>[] = [];
	for await (const part of zipParts(members(), new Date())) parts.push(part);
	return new Blob(parts);
}
