import { afterEach, describe, expect, it, vi } from 'vitest';
import { aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { newId, type TestDevice } from '../../../tests/support/device.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { alicesBooks, another, endPaired, online } from '../../../tests/support/paired-books.ts';
import { clock, IVA, SPANISH, spanishBooks } from '../../../tests/support/spanish-books.ts';
import { anEntry, aProject } from '../../../tests/support/time.ts';
import type { Business } from '../business/business.ts';
import { fromHex } from '../workspace/bytes.ts';
import { PackHost } from './pack-host.ts';
import { Refused } from './results.ts';
import { SpainHost } from './spain-host.ts';
import { TimeCommands } from './time-commands.ts';

let device: TestDevice;
afterEach(() => {
	vi.useRealTimers();
	device?.end();
});

const go = () => true;
const ALL = { from: '2026-01-01', to: '2026-12-31', part: 0 };

async function spain(more: Partial<Business> = {}) {
	const made = await spanishBooks(more);
	({ device } = made);
	return made;
}

describe('billing records of the books', () => {
	it('are a chain of what this device issued, in its order, the same however often they are derived', async () => {
		const { issue, host, books } = await spain();
		await issue('100');
		clock('2026-11-24T10:00:05Z');
		const second = await issue('50.50');
		const state = await host().state(go);
		expect(state).toMatchObject({ inSpain: true, isOn: true, today: '2026-11-24', brought: 0, sealed: 0 });
		expect(state.chains).toHaveLength(1);
		const { device: by, huella, ...chain } = state.chains[0]!;
		expect(chain).toMatchObject({ isThis: true, records: 2, faults: [], refused: [], waiting: 0 });
		expect([chain.first, chain.last]).toEqual(['2026-11-23T10:00:00+01:00', '2026-11-24T11:00:05+01:00']);
		const again = await host().state(go);
		expect(again).toEqual(state);
		const { text, name, records, more } = await host().file({ device: by, ...ALL }, go);
		expect([records, more, name]).toEqual([2, false, `registros_89890001K_${by.slice(0, 8)}_2026-01-01_2026-12-31.xml`]);
		expect(text).toContain(`<sf:NumeroInstalacion>${by}</sf:NumeroInstalacion>`);
		expect(text).toContain(`<sf:Huella>${huella}</sf:Huella>`);
		expect((await books.document(second)).document.seller.billingRecords).toEqual({ timeZone: 'Europe/Madrid', version: '0.1.0' });
	});

	it('of a day go on from the one before it', async () => {
		const { issue, host } = await spain();
		await issue('100');
		clock('2026-11-24T10:00:05Z');
		await issue('50.50');
		const spanish = host();
		const by = (await spanish.state(go)).chains[0]!.device;
		const { text, records } = await spanish.file({ device: by, from: '2026-11-24', to: '2026-11-24', part: 0 }, go);
		expect(records).toBe(1);
		expect(text).toContain('<sf:RegistroAnterior>');
		expect(await spanish.check(new Blob([text]), go)).toEqual({ of: 'records', records: 1, faults: [] });
		await expect(spanish.file({ device: by, from: '2026-11-25', to: '2026-11-25', part: 0 }, go)).rejects.toThrow(Refused);
		await expect(spanish.file({ device: by, ...ALL, part: 1 }, go)).rejects.toThrow(Refused);
	});

	it('tell what in a file is not as the books have it', async () => {
		const { issue, host } = await spain();
		await issue('100');
		await issue('200');
		const spanish = host();
		const by = (await spanish.state(go)).chains[0]!.device;
		const { text } = await spanish.file({ device: by, ...ALL }, go);
		const changed = text.replace('<sf:ImporteTotal>242.00', '<sf:ImporteTotal>24.00');
		expect((await spanish.check(new Blob([changed]), go)).faults).toEqual([{ kind: 'hash', place: 2, number: 'F2026-0002' }]);
		expect((await spanish.check(new Blob([text.replaceAll('F2026-0001', 'F2026-0009')]), go)).faults.map(({ kind }) => kind)).toContain(
			'unknown'
		);
		const error = await spanish.check(new Blob(['no xml']), go).catch((cause: Refused) => cause.error);
		expect(error).toEqual({ code: 'invalid', field: 'file', detail: 'no-records' });
	});

	it('begin where they were switched on, and end where they were switched off', async () => {
		const { issue, host, books, business } = await spain({ billingRecords: undefined } as Partial<Business>);
		await issue('100');
		await books.save('business', business.id, { ...business.value, billingRecords: true });
		await issue('200');
		await books.save('business', business.id, business.value);
		await issue('300');
		const { chains, isOn } = await host().state(go);
		expect([chains.length, chains[0]!.records, isOn]).toEqual([1, 1, false]);
		expect((await host().file({ device: chains[0]!.device, ...ALL }, go)).text).toContain('<sf:ImporteTotal>242.00');
	});

	it('stop an invoice that can have none, before it has a number', async () => {
		const { issue, books } = await spain();
		const lines = [aLine({ taxes: [{ name: 'TVA', category: 'S', rate: '20' }] })];
		await expect(issue('1', { lines })).rejects.toMatchObject({ error: { code: 'invalid', field: 'lines' } });
		const { rows } = await books.list('document');
		const { findings } = await books.issueCheck(rows[0]!.id);
		expect(findings.find(({ message }) => message === 'checkEsRecordRate')).toMatchObject({ level: 'error', args: { value: 'TVA 20' } });
		expect(rows[0]).toMatchObject({ issued: false });
	});

	it('are not made again where invoices were brought in from a file', async () => {
		const { issue } = await spain();
		await issue('100');
		const { workspace } = device.host.open;
		const { text } = await exportText({ home: device.host.open.home, founded: { wsId: fromHex(device.host.open.id) } } as never, workspace);
		expect(text).toContain('"billingRecords":');
		clock('2026-11-25T10:00:00Z');
		const copy = await importText(text);
		try {
			const state = await new SpainHost(copy.workspace, copy.device.home, '').state(go);
			expect([state.brought, state.chains]).toEqual([1, []]);
		} finally {
			copy.device.end();
		}
	});

	it('are read for as long as somebody wants to wait', async () => {
		const { issue, host } = await spain();
		await issue('100');
		await expect(host().state(() => false)).rejects.toMatchObject({ error: { detail: 'cancelled' } });
	});
});

const BY_MISTAKE = { kind: 'voided', date: '2026-11-24', reason: 'typed for a training' } as const;
const WRONG = { code: 'invalid', detail: 'wrong-state' };

describe('an annulment', () => {
	it('is a record in the chain, and leaves the invoice readable and counted nowhere', async () => {
		const { issue, host, books } = await spain();
		const first = await issue('100');
		await issue('50');
		clock('2026-11-24T10:00:05Z');
		const after = await books.addFact({ ...BY_MISTAKE, documentId: first });
		expect(after).toMatchObject({ status: 'voided', balance: 0n });
		expect(after.facts.at(-1)!.fact).toMatchObject({ at: '2026-11-24T10:00:05.000Z', version: '0.1.0' });
		const list = await books.list('document', { where: { issued: true } });
		expect(list.sums).toMatchObject([{ currency: 'EUR', payable: 6050n, balance: 6050n }]);
		expect(list.rows.find(({ id }) => id === first)).toMatchObject({ status: 'voided', balance: 0n, overdueAfter: '' });

		const spanish = host();
		const chain = (await spanish.state(go)).chains[0]!;
		expect(chain).toMatchObject({ records: 3, last: '2026-11-24T11:00:05+01:00', faults: [], refused: [], kept: [] });
		const { text } = await spanish.file({ device: chain.device, ...ALL }, go);
		expect(text).toContain(
			'<sf:IDEmisorFacturaAnulada>89890001K</sf:IDEmisorFacturaAnulada><sf:NumSerieFacturaAnulada>F2026-0001</sf:NumSerieFacturaAnulada>'
		);
		expect(await spanish.check(new Blob([text]), go)).toEqual({ of: 'records', records: 3, faults: [] });
		const pack = new PackHost(device.host);
		const year = { from: '2026-01-01', to: '2026-12-31' } as const;
		expect(await pack.prepare({ ...year, what: 'pack' }, go)).toMatchObject({ documents: 1, entries: 1 });
		expect(pack.members(0, 10).map(({ name }) => name)).toEqual(['documents/F2026-0002.pdf']);
		// Said again, it makes no second record.
		await books.addFact({ ...BY_MISTAKE, documentId: first });
		expect((await host().state(go)).chains[0]!.records).toBe(3);
		// Nothing more happens to it.
		const off = { kind: 'written-off', documentId: first, date: '2026-11-24', amount: '1', cause: 'other' } as const;
		await expect(books.addFact(off)).rejects.toMatchObject({ detail: 'more-than-open' });
		const paid = { ...{ kind: 'payment', date: '2026-11-24', partyName: '', currency: 'EUR', amount: '1', method: 'cash' }, reference: '' };
		const { partyId = '' } = after.document.content;
		await expect(books.payments.record({ ...paid, partyId } as never, [{ id: first, amount: '1' }])).rejects.toMatchObject({
			detail: 'more-than-open'
		});
		const { id: factId } = after.facts.at(-1)!;
		const back = { kind: 'reversed', documentId: first, factId, at: '2026-11-24T10:01:00Z', reason: 'x' } as const;
		await expect(books.addFact(back)).rejects.toMatchObject(WRONG);
	});

	it('is refused where something rests on the invoice, and where no law has a record for it', async () => {
		const { issue, books, host, business } = await spain();
		const paid = await issue('100');
		await books.addFact({ kind: 'written-off', documentId: paid, date: '2026-11-23', amount: '1', cause: 'small-difference' });
		await expect(books.addFact({ ...BY_MISTAKE, documentId: paid })).rejects.toMatchObject(WRONG);
		expect((await host().state(go)).chains[0]!.records).toBe(1);
		await books.save('business', business.id, { ...business.value, billingRecords: undefined });
		const without = await issue('100');
		await expect(books.addFact({ ...BY_MISTAKE, documentId: without })).rejects.toMatchObject(WRONG);
	});

	it('frees the time that the invoice billed', async () => {
		const { issue, books } = await spain();
		const { workspace } = device.host.open;
		const project = newId();
		await books.save('project', project, aProject({ currency: 'EUR' }));
		const entry = await new TimeCommands(workspace, books).save(undefined, anEntry({ projectId: project }));
		const lines = [aLine({ price: '80', taxes: [{ ...IVA }], time: [entry] })];
		const invoice = await issue('80', { lines });
		const billed = () => (workspace.list('time-entry').get(entry) as { billed: string }).billed;
		expect(billed()).toBe('F2026-0001');
		await books.addFact({ ...BY_MISTAKE, documentId: invoice });
		expect(billed()).toBe('');
		expect(await workspace.verify()).toBeUndefined();
	});

	it('goes with the books into a file, and its record stays in the chain of those it came from', async () => {
		const { issue, books } = await spain();
		const first = await issue('100');
		await books.addFact({ ...BY_MISTAKE, documentId: first });
		const { home, id, workspace } = device.host.open;
		const { text } = await exportText({ home, founded: { wsId: fromHex(id) } } as never, workspace);
		clock('2026-11-25T10:00:00Z');
		const copy = await importText(text);
		try {
			const rows = [...copy.workspace.list('document').values()] as { status: string }[];
			expect(rows.map(({ status }) => status)).toEqual(['voided']);
			expect((await new SpainHost(copy.workspace, copy.device.home, '').state(go)).chains).toEqual([]);
		} finally {
			copy.device.end();
		}
	});
});

describe('billing records of two devices', () => {
	afterEach(endPaired);

	it('are two chains, each in its device’s order, the same on both and before and after they were synced', async () => {
		const { relay, alice, line } = await alicesBooks();
		const books = alice.books();
		await books.save('business', (await books.business()).id, SPANISH);
		const party = newId();
		await books.save(
			'party',
			party,
			aParty({ address: SPANISH.address, taxIds: [{ kind: 'nif', country: 'ES', label: 'NIF', value: 'B83135624' }] })
		);
		const own = (await books.list('series')).rows[0]!.id;
		await line.level();
		const { device: phone, line: phoneLine } = await another(alice, relay);
		const other = await phone.books().series.makeOwn(own);
		const issue = async (on: TestDevice, seriesId: string, price: string) => {
			const draft = newId();
			const lines = [aLine({ price, taxes: [{ ...IVA }] })];
			const whole = anInvoice({ partyId: party, seriesId, issueDate: '', dueDate: '', currency: 'EUR', baseCurrency: 'EUR', lines });
			await on.books().save('draft', draft, whole);
			await on.books().issue(draft);
		};
		// The first number of a series is asked of the relay; those after it need nobody.
		await issue(phone, other, '11');
		await phoneLine.level(alice.host);
		await line.level(phone.host);
		await line.stop();
		await phoneLine.stop();
		await issue(alice, own, '100');
		await issue(phone, other, '12');
		await issue(alice, own, '200');
		const stateOf = ({ host }: TestDevice) => new SpainHost(host.open.workspace, host.open.home, host.open.id).state(go);
		const before = [await stateOf(alice), await stateOf(phone)].map(({ chains }) => chains.find(({ isThis }) => isThis)!);
		expect(before.map(({ records, waiting }) => [records, waiting])).toEqual([
			[2, 2],
			[2, 1]
		]);
		const [again, phoneAgain] = [await online(alice, relay), await online(phone, relay)];
		await again.level(phone.host);
		await phoneAgain.level(alice.host);
		await again.level(phone.host);
		for (const each of [alice, phone]) {
			const { chains } = await stateOf(each);
			for (const { device: by, huella, records } of before)
				expect(chains.find((chain) => chain.device === by)).toMatchObject({ huella, records, waiting: 0, faults: [], refused: [] });
		}
	});
});
