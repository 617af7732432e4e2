/** What is wrong with a project or a task, field by field; and what new ones look like. */
import type { Business } from '../business/business.ts';
import { LIMITS, Rules, type Problems } from '../business/field-rules.ts';
import { isCurrency } from '../money/currencies.ts';
import { PRICE_LIMITS, QUANTITY_LIMITS } from '../money/decimal.ts';
import type { Project, Task } from './time.ts';

export function validateProject(project: Project): Problems {
	const rules = new Rules();
	rules.required('name', project.name);
	rules.text('name', project.name, LIMITS.name);
	rules.text('notes', project.notes, LIMITS.text);
	rules.list('tags', project.tags);
	if (!isCurrency(project.currency)) rules.error('currency', 'currency');
	const price = (path: string, value: string | undefined) => {
		rules.decimal(path, value, PRICE_LIMITS);
		if (value?.startsWith('-')) rules.error(path, 'negative');
	};
	price('rate', project.rate);
	price('budget.amount', project.budget?.amount);
	for (const [at, member] of project.members.entries()) price(`members.${at}.rate`, member.rate);
	return rules.problems;
}

export function newProject(business: Pick<Business, 'currency'>): Project {
	return { name: '', currency: business.currency, members: [], billable: true, notes: '', tags: [], archived: false };
}

/** As it is saved: what was left empty is not there. */
export function tidyProject({ rate, budget, clientId, ...project }: Project): Project {
	return {
		...project,
		members: project.members.filter((member) => member.rate),
		...(clientId && { clientId }),
		...(rate && { rate }),
		...(budget?.amount && { budget })
	};
}

export function validateTask(task: Task): Problems {
	const rules = new Rules();
	rules.required('name', task.name);
	rules.text('name', task.name, LIMITS.name);
	rules.text('notes', task.notes, LIMITS.text);
	rules.decimal('estimate', task.estimate, QUANTITY_LIMITS);
	if (task.estimate.startsWith('-')) rules.error('estimate', 'negative');
	return rules.problems;
}
