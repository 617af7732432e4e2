/** An e-invoice as a supplier sends it: an attachment that is a page, and a text that looks like one. */
import type { EInvoice } from '../../src/lib/einvoice/model.ts';

export const SELLER = 'Moulin à papier du Nord';

export function anInvoice(changes: Partial<EInvoice> = {}): EInvoice {
	const line = (id: string, name: string, net: string): EInvoice['lines'][number] => ({
		id,
		quantity: '2',
		unit: 'H87',
		net,
		allowances: [],
		charges: [],
		price: { net },
		vatCategory: 'S',
		vatRate: '20',
		item: { name, classifications: [], attributes: [] }
	});
	return {
		number: 'MPN-77',
		issueDate: '2026-10-01',
		dueDate: '2026-10-31',
		typeCode: '380',
		currency: 'EUR',
		notes: [{ text: 'Merci <b>beaucoup</b>' }],
		specification: 'urn:cen.eu:en16931:2017',
		preceding: [],
		seller: {
			name: SELLER,
			identifiers: [],
			vatId: 'FR83404833048',
			address: { line1: '1 rue du Moulin', city: 'Lille', postCode: '59000', country: 'FR' }
		},
		buyer: { name: 'Somebody', address: { country: 'CA' } },
		payments: [{ means: '58', transfers: [{ account: 'FR1420041010050500013M02606' }] }],
		allowances: [],
		charges: [],
		totals: { lines: '150.00', withoutVat: '150.00', vat: '30.00', withVat: '180.00', paid: '30.00', due: '150.00' },
		vat: [{ taxable: '150.00', tax: '30.00', category: 'S', rate: '20' }],
		documents: [
			{
				reference: 'T-1',
				attachment: { mime: 'text/html', fileName: '../hours.html', content: Buffer.from('<script>1</script>').toString('base64') }
			}
		],
		lines: [line('1', 'Vélin', '100.00'), line('2', 'Kraft', '50.00')],
		...changes
	};
}
