/** Where the record behind a figure is looked at. */
import { resolve } from '$app/paths';
import type { DocumentType } from '../documents/document.ts';
import { documentRoute } from '../documents/routes.ts';
import type { Report, ReportId, Row, Source } from './report.ts';

export function sourceHref({ type, id, kind }: Pick<Source, 'type' | 'id' | 'kind'>): string {
	if (type === 'document') return `${resolve(documentRoute(kind as DocumentType, 'view'))}#${id}`;
	if (type === 'payment') return `${resolve('/payments/view')}#${id}`;
	if (type === 'expense') return `${resolve('/expenses/view')}#${id}`;
	return resolve('/time');
}

/** Which statements say more of a row of these reports. */
const STATEMENTS: Partial<Record<ReportId, ReportId>> = {
	receivables: 'client-statements',
	'client-statements': 'client-statements',
	payables: 'supplier-statements',
	'supplier-statements': 'supplier-statements'
};

/** The statement of the client or supplier a row is about; the id stands in the fragment. */
export function statementHref({ wish }: Report, { partyId }: Row): string | undefined {
	const statements = STATEMENTS[wish.report];
	return statements && partyId ? `${resolve('/reports/view')}#${statements}/${partyId}` : undefined;
}
