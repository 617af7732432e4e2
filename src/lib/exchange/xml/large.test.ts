import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness } from '../../../../tests/support/books.ts';
import { generatedBooks, writeGenerated } from '../../../../tests/support/generated-books.ts';
import { exportText, importText } from '../../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import { businessId } from '../../worker/registry.ts';
import { saveInBulk } from '../../workspace/bulk.ts';
import { toHex } from '../../workspace/bytes.ts';
import { jsonBooks } from '../json/write-json.ts';
import { xmlBooks } from './write-xml.ts';

/** `npm run test:exchange` takes 10,000. */
const DOCUMENTS = Number(process.env.EXCHANGED ?? 120);
/** Milliseconds: long enough that a slow machine is slow, not red. */
const PATIENCE = 120_000 + DOCUMENTS * 120;
const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

describe(`books of ${DOCUMENTS} documents`, () => {
	it(
		'are equal after export, wipe and import, as JSON and as XML',
		async () => {
			const device = await foundOnFile();
			devices.push(device);
			const workspace = await device.open();
			await workspace.save((transaction) => transaction.putLive('business', businessId(toHex(device.founded.wsId)), aBusiness()));
			await saveInBulk(workspace, generatedBooks({ documents: DOCUMENTS }), writeGenerated, { ids: (item) => item.ids });
			const { text: json, done } = await exportText(device, workspace);
			expect(done.journal).toBeGreaterThan(DOCUMENTS);
			for (const writer of [xmlBooks, jsonBooks]) {
				const { text } = await exportText(device, workspace, writer);
				const copy = await importText(text);
				devices.push(copy.device);
				// Compared first: two long texts that differ are no message to read.
				expect((await exportText(copy.device, copy.workspace)).text === json).toBe(true);
				expect(copy.workspace.list('document').size).toBe(workspace.list('document').size);
				expect(copy.workspace.refusals).toEqual([]);
			}
		},
		PATIENCE
	);
});
