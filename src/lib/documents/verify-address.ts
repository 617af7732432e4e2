/** Where a document proves itself: a page of this app, with all that it needs behind the "#", which no browser sends to anybody. */
import { resolve } from '$app/paths';

export function verifyAddress(code: string | undefined): string | undefined {
	return code === undefined ? undefined : `${new URL(resolve('/verify'), location.href).href}#${code}`;
}
