import { errorText } from '../error-text.ts';
import { catalogue } from '../ui/i18n.svelte.ts';
import type { AppError } from '../worker-api.ts';
import type { Role, Person } from './api.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

/** What to tell a person about an error of inviting, joining or members. */
export function teamErrorText(error: AppError): string {
	const of =
		error.code === 'invalid' ? `${error.field}-${error.detail ?? ''}` : error.detail ? `${error.code}-${error.detail}` : error.code;
	const key = Object.hasOwn(en, of) ? of : error.code;
	return Object.hasOwn(en, key) ? t(key as keyof typeof en) : errorText(error);
}

export function roleName(role: Role): string {
	return t(`role_${role}`);
}

/** What a member is called where he is spoken of. */
export function memberName({ name, isMe }: Pick<Person, 'name' | 'isMe'>): string {
	return name || t(isMe ? 'unnamedYou' : 'unnamed');
}

/** As choices, with what each may do. */
export function roleOptions<R extends Role>(roles: readonly R[]): { value: R; label: string; hint: string }[] {
	return roles.map((value) => ({ value, label: roleName(value), hint: t(`may_${value}`) }));
}
