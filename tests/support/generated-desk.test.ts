import { expect, it } from 'vitest';
import type { DocumentRow } from '#lib/worker-api.ts';
import { REGISTRY } from '#lib/worker/registry.ts';
import { saveInBulk } from '#lib/workspace/bulk.ts';
import { typesIn } from './every-record.ts';
import { generatedBooks, generatedItems, writeGenerated } from './generated-books.ts';
import { generatedDesk, writeRest } from './generated-desk.ts';
import { foundOnFile } from './workspace.ts';

it('lies beside the same invoices, with every type of record, and the log stays whole', async () => {
	const founded = await foundOnFile();
	const workspace = await founded.open();
	const books = { workspace, home: founded.home };
	const ids = ({ ids }: { ids: string[] }) => ids;
	await saveInBulk(workspace, generatedBooks({ documents: 100 }), writeGenerated, { ids });
	await saveInBulk(workspace, generatedItems(100), writeGenerated, { ids });
	const rows = () => workspace.list('document') as ReadonlyMap<string, DocumentRow>;
	const before = new Map(rows());

	await saveInBulk(workspace, generatedDesk(100, books), writeGenerated, { ids });
	// What was said of one moves it up; all else of it stands.
	const still = (row: DocumentRow | undefined) => ({ ...row, changed: 0 });
	for (const [id, row] of before) expect(still(rows().get(id))).toEqual(still(row));
	expect(workspace.refusals).toEqual([]);
	const lists = ['document', 'expense', 'bank-line', 'bank-statement', 'item', 'comment', 'invoice-profile', 'expense-profile', 'rates'];
	expect(Object.fromEntries(lists.map((list) => [list, workspace.list(list).size]))).toMatchInlineSnapshot(`
		{
		  "bank-line": 100,
		  "bank-statement": 2,
		  "comment": 25,
		  "document": 213,
		  "expense": 100,
		  "expense-profile": 2,
		  "invoice-profile": 2,
		  "item": 25,
		  "rates": 3,
		}
	`);
	const kinds: Record<string, number> = {};
	for (const { type } of rows().values()) kinds[type] = (kinds[type] ?? 0) + 1;
	expect(kinds).toMatchInlineSnapshot(`
		{
		  "credit-note": 1,
		  "delivery-note": 25,
		  "deposit-invoice": 2,
		  "estimate": 50,
		  "invoice": 103,
		  "proforma": 10,
		  "purchase-order": 10,
		  "receipt": 12,
		}
	`);

	await writeRest(books);
	expect([...(await typesIn(books))].sort()).toEqual([...REGISTRY.keys()].sort());
	expect(await workspace.verify()).toBeUndefined();
	founded.end();
});
