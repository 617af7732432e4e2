import { catalogue } from '../ui/i18n.svelte.ts';
import { verify } from './messages/verify.en.ts';
import type { DocumentReport, ProofFault, Signer } from './report.ts';

export const t = catalogue(verify);

export function faultText(fault: ProofFault): string {
	if (fault.kind === 'entry') return t('fault-entry', { n: fault.n, why: t(`void-${fault.check}`) });
	const { kind, ...args } = fault;
	return t(`fault-${kind}`, args as Record<string, string | number>);
}

export function memberText({ member, name }: Pick<Signer, 'member' | 'name'>): string {
	return name ?? t('noName', { id: member.slice(0, 6) });
}

export function signerText(signer: Signer | undefined): string {
	if (!signer) return t('nobody');
	return [memberText(signer), ...(signer.role ? [t(`role_${signer.role}`)] : [])].join(', ');
}

/** Why it does not stand; empty when it does. */
export function documentFault({ fault }: DocumentReport): string {
	return fault ? t(fault) : '';
}

/** What is wrong with documents, those of one entry together. */
export function documentFaults(documents: readonly DocumentReport[]): string[] {
	const groups = new Map<string, DocumentReport[]>();
	for (const each of documents) {
		const key = `${each.n}/${each.fault}`;
		if (each.fault) groups.set(key, [...(groups.get(key) ?? []), each]);
	}
	return [...groups.values()].map((group) => {
		const [first, last] = [group[0]!, group.at(-1)!];
		const args = { n: first.n, first: first.number, last: last.number, count: group.length, why: documentFault(first) };
		return t(first.number ? 'fault-documents' : 'fault-unread', args);
	});
}
