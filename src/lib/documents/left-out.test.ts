import { afterEach, expect, it } from 'vitest';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { REGISTRY } from '../worker/registry.ts';
import { SHOWN_REGISTRY } from '../worker/shown-device.ts';
import { encodeLeftOut } from './left-out.ts';

let shared: SharedBooks | undefined;
afterEach(() => shared?.end());

it('is nothing that books one writes in know: no member makes holes in their numbers with it', async () => {
	shared = await sharedBooks(1, { registry: SHOWN_REGISTRY });
	const [cheat, honest] = shared.devices as [SharingDevice, SharingDevice];
	await cheat.hear();
	await honest.hear();
	(honest.home as { registry: typeof REGISTRY }).registry = REGISTRY;
	await honest.reopen();
	const series = '1'.padStart(32, '0');
	const said = encodeLeftOut({ segment: 0, period: '2026', sequence: 7, previousIssue: '0'.repeat(64) });
	await cheat.workspace.save(async (transaction) => {
		await transaction.putLive('series', series, { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true });
		await transaction.add('left-out', series, 'put', said);
	});
	await cheat.send();
	await honest.hear();
	expect(honest.workspace.refusals).toMatchObject([{ recordId: series, reason: 'unknown-type' }]);
});
