/** Invoices that another program issued. */
import type { IssuedDocument } from '#lib/documents/document.ts';
import { documentFromThere, type IssuedThere } from '#lib/documents/elsewhere-content.ts';
import { aBusiness, aLine, aParty } from './books.ts';

export function elsewhereDocument({ partyId, ...changes }: Partial<IssuedThere> & { partyId: string }): IssuedDocument {
	const { order: _, ...line } = aLine();
	const there: IssuedThere = {
		program: 'Invoice Ninja',
		number: 'OLD-1',
		issueDate: '2026-03-02',
		dueDate: '2026-04-01',
		currency: 'CAD',
		total: '115.00',
		lines: [{ ...line, quantity: '1', price: '115', taxes: [], allowances: [] }],
		...changes
	};
	const made = documentFromThere(there, aBusiness(), aParty({ name: 'Client' }), partyId, 'Invoice', '2026-11-21T10:00:00.000Z');
	if (!made.ok) throw new Error(made.why);
	return made.document;
}
