/** Where documents of a kind are shown: each group has a list, an editor and a view. */
import type { DocumentType } from './document.ts';
import { kindOf, type DocumentGroup } from './kinds.ts';

type List = `/${DocumentGroup}`;

function listRoute(type: DocumentType): List {
	return `/${kindOf(type).group}`;
}

export function documentRoute(type: DocumentType, page: 'edit'): `${List}/edit`;
export function documentRoute(type: DocumentType, page: 'view'): `${List}/view`;
export function documentRoute(type: DocumentType, page: 'edit' | 'view'): `${List}/edit` | `${List}/view`;
export function documentRoute(type: DocumentType, page: 'edit' | 'view'): `${List}/edit` | `${List}/view` {
	return `${listRoute(type)}/${page}`;
}
