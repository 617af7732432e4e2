import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueInvoice, newDevice, type TestDevice } from '../../../tests/support/device.ts';
import { exportText } from '../../../tests/support/json-books.ts';
import { checkProof } from './check-proof.ts';
import { holdJson } from './hold.ts';
import { makeProof } from './make-proof.ts';
import type { DocumentReport } from './report.ts';

let device: TestDevice;
beforeAll(async () => {
	device = await newDevice();
	await issueInvoice(device);
	await issueInvoice(device);
});
afterAll(() => device.end());

it('knows documents by their bytes: one alone, many, or in books as they are exported', async () => {
	const { workspace, home } = device.host.open;
	const named = { home, head: workspace.books.head, device: home.keys.device, refusals: [], names: new Map(), now: 1 };
	const { bytes } = await makeProof({ ...named, logo: async () => undefined }, { show: 'figures', sealed: false });
	const { answer } = checkProof(bytes);
	const documents: DocumentReport[] = answer.ok ? answer.report.documents : [];
	const { text } = await exportText({ home, founded: { wsId: home.keys.wsId } } as never, workspace);
	const same = (number: string) => ({ number, is: 'same' });
	expect(holdJson(text, documents)).toEqual([same('F2026-0001'), same('F2026-0002')]);

	const all = (JSON.parse(text) as { journal: { type: string; value: { number: string; content: { dueDate: string } } }[] }).journal;
	const [first, second] = all.filter(({ type }) => type === 'issued').map(({ value }) => value) as [
		(typeof all)[0]['value'],
		(typeof all)[0]['value']
	];
	expect(holdJson(JSON.stringify(first, null, '\t'), documents)).toEqual([same('F2026-0001')]);
	const later = { ...second, content: { ...second.content, dueDate: '2027-01-01' } };
	const other = { ...second, number: 'X-7' };
	expect(holdJson(JSON.stringify([first, later, other]), documents)).toEqual([
		same('F2026-0001'),
		{ number: 'F2026-0002', is: 'differs' },
		{ number: 'X-7', is: 'absent' }
	]);
	// Of what does not stand in the proof nothing is the same.
	expect(
		holdJson(
			JSON.stringify(first),
			documents.map((each) => ({ ...each, fault: 'doubled' as const }))
		)
	).toEqual([{ number: 'F2026-0001', is: 'absent' }]);
	for (const nothing of ['', '{', '[]', 'null', '{"journal":[null,{"type":"fact"}]}', '"text"'])
		expect(holdJson(nothing, documents)).toBeUndefined();
});
