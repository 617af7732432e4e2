/** Parts of the amount due, each by a day of its own. */
import type { IssueBlocker } from '../../worker-api.ts';
import { isDate } from '../dates.ts';
import { inOrderOfDays, instalmentsOf } from '../instalments.ts';
import { error, signOf, type IssueContext } from './finding.ts';

export function instalmentFindings({ content, issueDate, totals }: IssueContext): IssueBlocker[] {
	const parts = inOrderOfDays(content.instalments ?? []);
	if (parts.length === 0) return [];
	const found: IssueBlocker[] = [];
	for (const [at, { date, amount, percent }] of parts.entries()) {
		if (!isDate(date) || date < issueDate) found.push(error(`instalments.${at}.date`, 'checkInstalmentDate'));
		if (at < parts.length - 1 && signOf(percent ?? amount) !== 1) found.push(error(`instalments.${at}.amount`, 'checkInstalmentSize'));
	}
	if (found.length === 0 && totals && instalmentsOf(content, totals.payable).some(({ amount }) => amount <= 0n))
		found.push(error('instalments', 'checkInstalmentsTooMuch'));
	return found;
}
