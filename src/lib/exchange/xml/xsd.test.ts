/** The published schema: made from the one of JSON, and every file satisfies it. The last needs xmllint, and is left out where there is none. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { booksXsd } from '../../../../tests/support/books-xsd.ts';
import { aBusiness, anInvoice, anItem } from '../../../../tests/support/books.ts';
import { generatedBooks, writeGenerated } from '../../../../tests/support/generated-books.ts';
import { exportText } from '../../../../tests/support/json-books.ts';
import { foundOnFile } from '../../../../tests/support/workspace.ts';
import { businessId } from '../../worker/registry.ts';
import { saveInBulk } from '../../workspace/bulk.ts';
import { toHex } from '../../workspace/bytes.ts';
import { xmlBooks } from './write-xml.ts';

const published = fileURLToPath(new URL('books.xsd', import.meta.url));
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

describe('the schema of XML', () => {
	it('says what the schema of JSON says: `npx tsx tests/support/books-xsd.ts` writes it anew', () => {
		expect(readFileSync(published, 'utf8')).toBe(booksXsd());
	});

	it.skipIf(!hasXmllint)('is satisfied by what is written, unnamed members and unwritable characters too', async () => {
		const device = await foundOnFile();
		const folder = mkdtempSync(join(tmpdir(), 'waxbill-xsd-'));
		try {
			const workspace = await device.open();
			await workspace.save(async (transaction) => {
				await transaction.putLive('business', businessId(toHex(device.founded.wsId)), aBusiness());
				await transaction.putLive('item', 'e'.repeat(32), { ...anItem({ name: 'a\0b' }), unnamed: { 'x y': [1, null, {}] } });
				await transaction.putLive('draft', 'd'.repeat(32), anInvoice());
				await transaction.remove('draft', 'd'.repeat(32), '');
			});
			await saveInBulk(workspace, generatedBooks({ documents: 6 }), writeGenerated);
			const file = join(folder, 'books.xml');
			writeFileSync(file, (await exportText(device, workspace, xmlBooks)).text);
			const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', published, file], { encoding: 'utf8' });
			expect(stderr.slice(0, 2000)).toContain('validates');
			expect(status).toBe(0);
		} finally {
			rmSync(folder, { recursive: true });
			device.end();
		}
	});
});
